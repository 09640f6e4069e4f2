// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <cmath>

#include "daemon/app/doctor.h"
#include "daemon/event/rfc3339.h"

namespace jono::app {
namespace {

namespace json = boost::json;

constexpr double kFullCoverage = 0.99;
constexpr double kScrapedWithin = 300;  // seconds
constexpr double kSkew = 30;            // likewise

std::string text(const json::value& of, std::string_view key) {
  const json::value& found = of.at(key);
  return found.is_string() ? std::string(found.get_string()) : "";
}

double number(const json::value& of, std::string_view key) {
  const json::value& found = of.at(key);
  return found.is_null() ? 0 : found.to_number<double>();
}

Finding good(std::string what) { return {Grade::good, std::move(what), {}}; }

Finding phase(const json::value& status) {
  const std::string words = text(status, "words");
  if (text(status, "phase") == "ready") return good(fmt::format("the daemon is {}", words));
  return {Grade::wrong, fmt::format("the daemon: {}", words),
          "its log says why: journalctl -u jonovahti"};
}

Finding configuration(const json::value& status, std::optional<Instant> changed) {
  const std::string refused = text(status, "config_refused");
  if (!refused.empty()) {
    return {Grade::wrong, fmt::format("the last reload was refused: {}", refused),
            "mend the configuration, and `jonovahti reload`"};
  }
  const auto since = parse_rfc3339(text(status, "config_since"));
  if (since && changed && *changed > *since) {
    return {Grade::doubtful, "the configuration was changed since the daemon read it",
            "`jonovahti reload` applies it"};
  }
  return good("the configuration is the one that works");
}

Finding scraped(const json::value& status) {
  const json::value& age = status.at("scraped_seconds_ago");
  if (age.is_null() || age.to_number<double>() > kScrapedWithin) {
    return {Grade::doubtful, "Prometheus has not scraped /metrics for five minutes",
            "give it a scrape job: /usr/share/jonovahti/prometheus has one"};
  }
  return good(fmt::format("/metrics was scraped {:.0f} s ago", age.to_number<double>()));
}

void examine_source(const json::value& source, Findings& out) {
  const std::string id = text(source, "id");
  if (!source.at("up").as_bool()) {
    out.push_back({Grade::wrong, fmt::format("source {} is not connected", id),
                   "what it says about its reason is in the log; its figures are unknown"});
    return;
  }
  out.push_back(good(fmt::format("source {} is connected", id)));
  if (const double refused = number(source, "rejected"); refused > 0) {
    out.push_back({Grade::doubtful,
                   fmt::format("source {}: {:.0f} events were refused", id, refused),
                   "jonovahti_source_rejected_total tells the reasons; a line or queue that is not "
                   "configured can be taken later: `jonovahti rebuild --dead-letters`"});
  }
  if (const double skew = number(source, "clock_skew_seconds"); std::abs(skew) > kSkew) {
    out.push_back({Grade::wrong, fmt::format("source {}: its clock is off by {:.0f} s", id, skew),
                   "have both machines follow the same time servers (chrony)"});
  }
}

void examine_line(const json::value& line, Findings& out) {
  const double coverage = number(line, "coverage_today");
  if (coverage >= kFullCoverage) return;
  out.push_back(
      {Grade::doubtful,
       fmt::format("line {}: {:.1f} % of today is covered", text(line, "line"), coverage * 100),
       "a source was away or has lost events: `jonovahti status` shows which"});
}

void examine_receiver(const json::value& receiver, Findings& out) {
  if (receiver.at("failing_since").is_null()) return;
  out.push_back({Grade::wrong,
                 fmt::format("receiver {} takes nothing: {}", text(receiver, "name"),
                             text(receiver, "answer")),
                 "mend its address or secret; nobody is told by it until then"});
}

}  // namespace

Findings examine_daemon(const DaemonSays& says, std::optional<Instant> changed) {
  Findings out = {phase(says.status), configuration(says.status, changed), scraped(says.status)};
  for (const json::value& source : says.sources.at("sources").as_array()) {
    examine_source(source, out);
  }
  for (const json::value& line : says.sources.at("lines").as_array()) examine_line(line, out);
  for (const json::value& receiver : says.alerts.at("receivers").as_array()) {
    examine_receiver(receiver, out);
  }
  return out;
}

}  // namespace jono::app
