// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/doctor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <string>

namespace jono::app {
namespace {

constexpr Instant kSince{std::chrono::seconds(1'700'000'000)};

DaemonSays healthy() {
  return {boost::json::parse(R"({"phase": "ready", "words": "ready", "config_refused": null,
                                 "config_since": "2023-11-14T22:13:20Z",
                                 "scraped_seconds_ago": 12})"),
          boost::json::parse(R"({"sources": [{"id": "ace", "up": true, "rejected": 0,
                                              "clock_skew_seconds": null}],
                                 "lines": [{"line": "aspa", "coverage_today": 1}]})"),
          boost::json::parse(R"({"receivers": [{"name": "pager", "failing_since": null,
                                                "answer": ""}]})")};
}

// What is found that is not good, without its advice; each must have some.
std::vector<std::string> complaints(const DaemonSays& says, std::optional<Instant> changed = {}) {
  std::vector<std::string> out;
  for (const Finding& found : examine_daemon(says, changed)) {
    EXPECT_EQ(found.grade == Grade::good, found.fix.empty()) << found.what;
    if (found.grade != Grade::good) out.push_back(found.what);
  }
  return out;
}

using Texts = std::vector<std::string>;

TEST(Doctor, FindsNothingWhereAllIsWell) {
  EXPECT_EQ(complaints(healthy()), Texts{});
  EXPECT_EQ(complaints(healthy(), kSince), Texts{});
}

TEST(Doctor, AConfigurationChangedSince) {
  EXPECT_EQ(complaints(healthy(), kSince + std::chrono::seconds(1)),
            Texts{"the configuration was changed since the daemon read it"});
}

TEST(Doctor, AReloadThatWasRefused) {
  DaemonSays says = healthy();
  says.status.as_object()["config_refused"] = "x.yaml:1:1: bad";
  EXPECT_EQ(complaints(says), Texts{"the last reload was refused: x.yaml:1:1: bad"});
}

TEST(Doctor, AFullDisk) {
  DaemonSays says = healthy();
  says.status.as_object()["phase"] = "disk_full";
  says.status.as_object()["words"] = "the disk is full";
  EXPECT_EQ(complaints(says), Texts{"the daemon: the disk is full"});
}

TEST(Doctor, NobodyScrapes) {
  DaemonSays says = healthy();
  const Texts wanted{"Prometheus has not scraped /metrics for five minutes"};
  says.status.as_object()["scraped_seconds_ago"] = nullptr;
  EXPECT_EQ(complaints(says), wanted);
  says.status.as_object()["scraped_seconds_ago"] = 301;
  EXPECT_EQ(complaints(says), wanted);
}

TEST(Doctor, SourcesThatAreAwayRefusedOrLate) {
  DaemonSays says = healthy();
  auto& source = says.sources.at("sources").as_array()[0].as_object();
  source["rejected"] = 3;
  source["clock_skew_seconds"] = -31.5;
  EXPECT_EQ(complaints(says),
            (Texts{"source ace: 3 events were refused", "source ace: its clock is off by -32 s"}));
  source["up"] = false;
  EXPECT_EQ(complaints(says), Texts{"source ace is not connected"});
}

TEST(Doctor, ALineThatIsNotCovered) {
  DaemonSays says = healthy();
  says.sources.at("lines").as_array()[0].as_object()["coverage_today"] = 0.98;
  EXPECT_EQ(complaints(says), Texts{"line aspa: 98.0 % of today is covered"});
}

TEST(Doctor, AReceiverThatTakesNothing) {
  DaemonSays says = healthy();
  auto& receiver = says.alerts.at("receivers").as_array()[0].as_object();
  receiver["failing_since"] = "2023-11-14T22:13:20Z";
  receiver["answer"] = "503";
  EXPECT_EQ(complaints(says), Texts{"receiver pager takes nothing: 503"});
}

}  // namespace
}  // namespace jono::app
