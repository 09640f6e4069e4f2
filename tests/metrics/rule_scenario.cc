// SPDX-License-Identifier: EUPL-1.2
#include "tests/metrics/rule_scenario.h"

#include "alerting/prometheus/rule_file.h"
#include "tests/metrics/rule_trial.h"

namespace jono::metrics {
namespace {

using alerting::Rule;
using alerting::Site;
using alerting::Subject;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Subject kAspa{Subject::Kind::line, 0}, kVaihde{Subject::Kind::line, 1},
    kGroup{Subject::Kind::group, 0}, kAce{Subject::Kind::source, 0},
    kSanelu{Subject::Kind::backlog, 0};

calendar::LineCalendar all_day_but(minutes from, minutes to) {
  return every_day({{minutes(0), from}, {to, hours(24)}});
}

template <class T>
const T& by(Heat heat, const std::array<T, 3>& values) {
  return values[std::size_t(heat)];
}

engine::LineSnapshot line_at(const Tick& tick, std::size_t line, bool open, Instant now) {
  const Heat heat = tick.lines[line];
  engine::LineSnapshot out;
  out.known = tick.known[line];
  out.settled = tick.settled[line];
  out.open = open;
  out.agents_known = true;
  out.coverage = by<double>(heat, {1.0, 0.93, 0.8});
  engine::LineFigures& f = out.figures;
  f.queue_length = by<std::int64_t>(heat, {5, 17, 25});
  f.oldest_waiting = now - by<Millis>(heat, {seconds(60), seconds(500), seconds(700)});
  for (auto& window : f.windows) window.offered = by<std::int64_t>(heat, {50, 30, 10});
  f.agents = {by<std::int64_t>(heat, {2, 0, 0}), by<std::int64_t>(heat, {1, 1, 0}), 0, 0};
  if (tick.usual) f.usual_offered = 100;
  return out;
}

engine::Snapshot snapshot_at(const Tick& tick, const Site& site, Instant now) {
  engine::Snapshot out;
  out.now = tick.fresh ? now : now - seconds(16);
  for (std::size_t i = 0; i < site.lines.size(); ++i) {
    const bool open = site.lines[i].settings.calendar.open_at(now);
    out.lines.push_back(std::make_shared<engine::LineSnapshot>(line_at(tick, i, open, out.now)));
  }
  engine::SourceStatus source;
  source.up = tick.source_up;
  source.silent_since = out.now - by<Millis>(tick.source, {seconds(1), seconds(70), seconds(90)});
  source.event_delay_p90 = by<Millis>(tick.source, {seconds(1), seconds(20), seconds(60)});
  out.sources.push_back(source);
  engine::BacklogStatus backlog;
  backlog.source = SourceId{0};
  backlog.open = 3;
  backlog.oldest_at = out.now - by<Millis>(tick.backlog, {minutes(1), minutes(50), minutes(90)});
  out.backlogs[{BacklogId{0}, BacklogClass::urgent}] = backlog;
  return out;
}

using When = alerting::Hours::Kind;

struct Words {
  const char* name;
  std::vector<Subject> subjects;
  std::string_view when;
  std::string_view clear;  // empty: the opposite
  When hours;
};

alerting::Condition condition(std::string_view words) { return *alerting::parse_condition(words); }

Rule rule_of(const Words& words) {
  Rule out{.name = words.name,
           .subjects = words.subjects,
           .when = calendar::Dated<alerting::Condition>(condition(words.when)),
           .wait = minutes(1),
           .keep = minutes(2)};
  if (!words.clear.empty()) {
    out.clear = calendar::Dated<alerting::Condition>(condition(words.clear));
  }
  out.hours.kind = words.hours;
  return out;
}

}  // namespace

Site story_site() {
  Site site{
      .zone = calendar::Zone::utc(), .lines = {}, .groups = {}, .sources = {}, .backlogs = {}};
  const auto line = [&](const char* id, const calendar::LineCalendar& open) {
    site.lines.push_back({.settings = {.id = id, .calendar = open}, .name = {id, id, id}});
  };
  line("aspa", all_day_but(minutes(20), minutes(30)));
  line("vaihde", all_day_but(minutes(23 * 60), minutes(24 * 60 - 1)));
  site.groups.push_back({"puhelut", {LineId{0}, LineId{1}}});
  site.sources.push_back({"ace", {LineId{0}, LineId{1}}, minutes(2)});
  site.backlogs.push_back({"sanelu", {}, calendar::Dated<Millis>(hours(1)), std::nullopt});
  return site;
}

std::vector<Rule> story_rules() {
  const std::vector<Subject> lines = {kAspa, kVaihde};
  std::vector<Rule> out;
  const auto add = [&](const Words& words) -> Rule& { return out.emplace_back(rule_of(words)); };
  add({"QueueLong", lines, "queue_length > 20", "queue_length < 15", When::open});
  add({"QueueLongAlways", {kAspa}, "queue_length > 20", "queue_length < 15", When::always});
  add({"WaitingLong", lines, "longest_wait_seconds > 2 * wait_target",
       "longest_wait_seconds < wait_target", When::always});
  add({"TooQuiet", lines, "window_offered[60m] < 0.2 * usual_offered",
       "window_offered[60m] >= 0.4 * usual_offered", When::open});
  add({"Together", {kGroup, kVaihde}, "queue_length > 40", "queue_length <= 22", When::open});
  add({"GroupWait", {kGroup}, "longest_wait_seconds > 10m", "", When::always});
  add({"SourceSilent", {kAce}, "source_silent_seconds > 0.5 * silent_after", "", When::open});
  add({"EventsLate",
       {kAce},
       "event_delay_p90_seconds > 30",
       "event_delay_p90_seconds < 10",
       When::always});
  add({"BacklogOld",
       {kSanelu},
       "backlog_oldest_seconds[urgent] > age_target",
       "backlog_oldest_seconds[urgent] < 0.75 * age_target",
       When::always});
  add({"AfterClosing", {kAspa}, "queue_length > 10", "", When::closed});
  add({"NoAgents", lines, "agents < 1", "", When::open}).keep = Millis(0);
  add({"NoneAvailable", {kVaihde}, "agents[available] == 0", "", When::always}).wait = Millis(0);
  Rule& coverage = add({"CoverageLow", lines, "coverage_ratio < 95%", "", When::always});
  coverage.wait = seconds(20);  // no whole steps
  coverage.keep = seconds(50);
  Rule& own = add({"OwnHours", lines, "queue_length > 20", "", When::own});
  own.hours.own = all_day_but(minutes(10), minutes(15));
  own.keep = seconds(50);
  add({"Dated", lines, "queue_length > 20", "", When::open}).when =
      calendar::Dated<alerting::Condition>(
          {{Instant::min(), condition("queue_length > 20")},
           {Instant(minutes(12)), condition("queue_length > 16")}});
  return out;
}

std::vector<engine::Snapshot> snapshots_of(const std::vector<Tick>& story) {
  const Site site = story_site();
  std::vector<engine::Snapshot> out;
  Instant now{};
  for (const Tick& tick : story) {
    out.push_back(snapshot_at(tick, site, now));
    now += alerting::kRuleInterval;
  }
  return out;
}

}  // namespace jono::metrics
