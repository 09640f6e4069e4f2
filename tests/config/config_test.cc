// SPDX-License-Identifier: EUPL-1.2
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/config/config_support.h"

namespace jono::config {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr const char* kCounty = "tests/fixtures/config/county.yaml";

Config county() { return std::get<Config>(load(kCounty)); }

Instant utc(int y, unsigned m, unsigned d, Millis time) {
  return std::chrono::sys_days(std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d)) +
         time;
}

TEST(County, LinesAreSortedAndNamed) {
  const Config config = county();
  ASSERT_THAT(config.lines, SizeIs(4));
  EXPECT_EQ(config.lines[0].settings.id, "aspa");
  EXPECT_EQ(config.lines[1].settings.id, "seniorilinja");
  EXPECT_EQ(config.lines[3].settings.id, "vaihde");
  EXPECT_EQ(config.lines[3].name, (LocalText{"Puhelinvaihde", "Telefonväxeln", "Switchboard"}));
  EXPECT_EQ(config.lines[0].group, "puhelinpalvelu");
  EXPECT_EQ(config.lines[3].group, "");
}

TEST(County, TargetsOfALineAndOfTheDefaults) {
  const Config config = county();
  const auto& aspa = config.lines[0].settings;
  const Instant law = utc(2023, 8, 31, 21h);  // midnight in Helsinki
  EXPECT_EQ(aspa.wait_target.at(law - 1ms), 72h);
  EXPECT_EQ(aspa.wait_target.at(law), 5min);
  EXPECT_EQ(config.lines[3].settings.wait_target.at(law), 1min);
  EXPECT_EQ(config.lines[1].settings.wait_target.at(law), 5min);
  EXPECT_EQ(config.lines[1].answer_rate_target.at(law), 0.9);
  EXPECT_EQ(config.lines[1].same_day_target.at(law), 1.0);
  EXPECT_EQ(aspa.service_level, engine::ServiceLevel::offered);
}

TEST(County, OpeningHoursAndExceptions) {
  const Config config = county();
  const auto& calendar = config.lines[2].settings.calendar;
  EXPECT_EQ(calendar.open_between(utc(2026, 12, 20, 22h), utc(2026, 12, 31, 22h)),
            2 * 8h + 6h + 3 * 8h);
  EXPECT_EQ(config.zone.format(utc(2026, 7, 1, 0h)), "2026-07-01T03:00:00+03:00");
}

TEST(County, Backlogs) {
  const Config config = county();
  ASSERT_THAT(config.backlogs, SizeIs(1));
  EXPECT_EQ(config.backlogs[0].id, "sanelujono");
  EXPECT_EQ(config.backlogs[0].urgent.value().at(utc(2026, 1, 1, 0h)), 0ms);
  EXPECT_EQ(config.backlogs[0].other.value().at(utc(2026, 1, 1, 0h)), 120h);
}

TEST(County, FeedSource) {
  const Config config = county();
  ASSERT_THAT(config.sources, SizeIs(3));
  const Source& ace = config.sources[0];
  EXPECT_EQ(ace.id, "ace");
  EXPECT_TRUE(std::holds_alternative<FeedSource>(ace.kind));
  EXPECT_EQ(ace.queues.at("ASPA"), LineId{0});
  EXPECT_EQ(ace.queues.at("Vaihde"), LineId{3});
  EXPECT_THAT(ace.lines, ElementsAre(LineId{0}, LineId{3}));
  EXPECT_EQ(ace.silent_after, 2min);
  EXPECT_EQ(ace.future_tolerance, 10min);
}

TEST(Handover, SaysWhenASourceCountsForALine) {
  const Config config = std::get<Config>(parse(R"(
lines: {aspa: , vaihde: }
sources:
  new: {type: feed, lines: [aspa], handover: {aspa: {from: 2026-10-28T12:00:00+02:00}}}
  old: {type: feed, handover: {aspa: {until: "2026-10-28T10:00:00Z"}}}
)",
                                               "t.yaml"));
  const Instant moved = utc(2026, 10, 28, 10h);
  const std::map<LineId, engine::Term> from{{LineId{0}, {.from = moved}}};
  const std::map<LineId, engine::Term> until{{LineId{0}, {.until = moved}}};
  EXPECT_EQ(config.sources[0].handover, from);
  EXPECT_EQ(config.sources[1].handover, until);
}

TEST(County, AsteriskSource) {
  const Config config = county();
  const auto& pbx = std::get<asterisk::AsteriskConfig>(config.sources[1].kind);
  EXPECT_EQ(pbx.host, "127.0.0.1");
  EXPECT_EQ(pbx.port, 5038);
  EXPECT_EQ(pbx.user, "qmon");
  EXPECT_EQ(pbx.secret_file, "/etc/jonovahti/ami.secret");
  EXPECT_EQ(pbx.queue_log, "/var/log/asterisk/queue_log");
  EXPECT_EQ(pbx.events.queue_done.value().name, "QueueDone");
  EXPECT_EQ(pbx.events.queue_done.value().status, "Status");
  EXPECT_EQ(pbx.events.callback_reached.value().name, "CallbackAnswered");
  EXPECT_EQ(pbx.events.callback_reached.value().callback_id, "CallbackId");
  EXPECT_EQ(config.sources[1].silent_after, 2min);
}

TEST(County, SimulatorSource) {
  const Config config = county();
  const auto& sim = std::get<simulator::SimulatorConfig>(config.sources[2].kind);
  EXPECT_EQ(sim.seed, 7U);
  EXPECT_EQ(sim.volume_of("sosiaalihuolto"), (simulator::Volume{50, 7}));
  EXPECT_EQ(sim.volume_of("aspa"), (simulator::Volume{1164, 331}));
  EXPECT_EQ(sim.volume_of("muu"), (simulator::Volume{100, 10}));
  EXPECT_THAT(config.sources[2].lines, ElementsAre(LineId{1}, LineId{2}));
  EXPECT_EQ(config.sources[2].silent_after, std::nullopt);
}

TEST(County, Names) {
  const Config config = county();
  const Names all = names(config);
  EXPECT_EQ(all.line("seniorilinja"), LineId{1});
  EXPECT_EQ(all.line(all.source("ace"), "ASPA"), LineId{0});
  EXPECT_EQ(all.line(all.source("ace"), "vaihde"), LineId{3});
  EXPECT_FALSE(all.line(all.source("pbx"), "ASPA").set());
  EXPECT_EQ(all.backlog("sanelujono"), BacklogId{0});
  EXPECT_EQ(all.of(LineId{2}), config.lines[2].settings.id);
}

TEST(Config, DefaultsOfWhatIsNotSaid) {
  const Config config = right(with_line_and_source(""));
  EXPECT_EQ(config.timezone, "Europe/Helsinki");
  EXPECT_EQ(config.language, Language::fi);
  EXPECT_EQ(config.data_dir, "/var/lib/jonovahti");
  EXPECT_THAT(config.feed.listen, ElementsAre("tcp://127.0.0.1:5556"));
  EXPECT_EQ(config.http.host, "127.0.0.1");
  EXPECT_EQ(config.http.port, 9636);
  EXPECT_EQ(config.store.settle_after, 1h);
  EXPECT_EQ(config.store.journal_retention, 35 * 24h);
  EXPECT_EQ(config.privacy.small_cells, 5);
  const Line& aspa = config.lines.at(0);
  EXPECT_EQ(aspa.name, (LocalText{"aspa", "aspa", "aspa"}));
  EXPECT_EQ(aspa.settings.wait_target.at(Instant{}), 5min);
  EXPECT_EQ(aspa.settings.short_abandon, 5s);
  EXPECT_EQ(aspa.settings.lost_after, 4h);
  EXPECT_TRUE(aspa.settings.calendar.open_at(utc(2026, 11, 23, 6h)));
  EXPECT_TRUE(config.sources.at(0).lines.empty());
}

TEST(Config, ReadsWhatIsSaid) {
  const Config config = right(with_line_and_source(R"(
timezone: America/St_Johns
language: sv
data_dir: /srv/j
feed: {listen: ["ipc:///run/j/feed", "tcp://[::1]:7000"]}
http: {listen: "127.0.0.1:0"}
store: {settle_after: 250ms, journal_retention: 7d}
privacy: {small_cells: 3}
alerts: )"));
  EXPECT_EQ(config.zone.format(utc(2026, 1, 1, 0h)), "2025-12-31T20:30:00-03:30");
  EXPECT_EQ(config.language, Language::sv);
  EXPECT_EQ(config.data_dir, "/srv/j");
  EXPECT_THAT(config.feed.listen, ElementsAre("ipc:///run/j/feed", "tcp://[::1]:7000"));
  EXPECT_EQ(config.http.port, 0);
  EXPECT_EQ(config.store.settle_after, 250ms);
  EXPECT_EQ(config.store.journal_retention, 168h);
  EXPECT_EQ(config.privacy.small_cells, 3);
}

TEST(Config, AnAliasIsWhatItRefersTo) {
  const Config config = right(R"(
lines:
  a: {opening: &night [{from: 2022-01-01, weekly: {mon-sun: ["00:00-06:00", "22:00-24:00"]}}]}
  b: {opening: *night}
sources: {s: {type: feed}}
timezone: Etc/UTC)");
  EXPECT_EQ(
      config.lines[1].settings.calendar.open_between(utc(2026, 1, 1, 0h), utc(2026, 1, 2, 0h)), 8h);
}

TEST(Config, APublisherThatExistsAlready) {
  const Config config = right(
      "lines: {a: }\nsources: {bus: {type: subscribe, publisher: \"tcp://pbx.example:5557\", "
      "topics: [a, \"\"], replay: \"ipc:///run/replay\"}}");
  const auto& bus = std::get<subscribe::SubscribeConfig>(config.sources[0].kind);
  EXPECT_EQ(bus.publisher, "tcp://pbx.example:5557");
  EXPECT_EQ(bus.topics, (std::vector<std::string>{"a", ""}));
  EXPECT_EQ(bus.replay, "ipc:///run/replay");
  EXPECT_EQ(config.sources[0].silent_after, std::nullopt);
}

TEST(Config, QueueLogWithoutAmi) {
  const Config config = right(
      "lines: {a: }\nsources: {q: {type: asterisk_queue_log, queue_log: /x/queue_log, queues: {Q: "
      "a}}}");
  EXPECT_EQ(std::get<QueueLogSource>(config.sources[0].kind).queue_log, "/x/queue_log");
  EXPECT_EQ(config.sources[0].silent_after, std::nullopt);
}

TEST(Load, FileThatCannotBeRead) {
  for (const std::string& path :
       {std::string("tests/fixtures/config/none.yaml"), testing::TempDir()}) {
    const Outcome outcome = load(path);
    EXPECT_THAT(std::get<Faults>(outcome).text(), HasSubstr(path + ":1:1: cannot be read: "));
  }
}

TEST(Load, FileThatIsTooLong) {
  const std::string path = testing::TempDir() + "/long.yaml";
  std::ofstream(path) << std::string(256 * 1024 + 1, '#');
  EXPECT_EQ(std::get<Faults>(load(path)).text(), path + ":1:1: longer than 256 KiB\n");
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace jono::config
