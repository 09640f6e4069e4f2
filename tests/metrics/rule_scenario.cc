// SPDX-License-Identifier: EUPL-1.2
#include "tests/metrics/rule_scenario.h"

#include <fmt/format.h>

#include <map>
#include <sstream>

#include "alerting/prometheus/promql.h"
#include "alerting/prometheus/rule_file.h"
#include "daemon/metrics/exposition.h"

namespace jono::metrics {
namespace {

using alerting::kRuleInterval;
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
  calendar::OpeningVersion version;
  version.from = calendar::LocalDate(std::chrono::days(0));
  for (auto& day : version.weekly) {
    day = {{minutes(0), from}, {to, hours(24)}};
  }
  return {calendar::Zone::utc(), {version}};
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

MetricsContext context_of(const Site& site) {
  MetricsContext out;
  for (const alerting::LineSite& line : site.lines) {
    out.lines.push_back({line.settings.id, "", line.settings.wait_target.at(Instant{}), 1, 0.9});
  }
  for (const alerting::SourceSite& source : site.sources) {
    out.sources.push_back({source.id, source.silent_after});
  }
  for (const alerting::BacklogSite& backlog : site.backlogs) {
    out.backlogs.push_back({backlog.id, backlog.urgent->at(Instant{}), {}});
  }
  return out;
}

AlertView view_of(const alerting::Board& board, const Site& site) {
  AlertView out;
  for (const alerting::Alert& alert : board.alerts()) {
    out.alerts.push_back({.alert = alert.rule->name,
                          .kind = std::string(name_of(alert.subject.kind)),
                          .subject = id_of(alert.subject, site),
                          .severity = std::string(name_of(alert.rule->severity)),
                          .in_hours = alert.in_hours});
  }
  return out;
}

// What was scraped, by series and step.
class Scrapes {
 public:
  explicit Scrapes(std::string rule_file) : rule_file_(std::move(rule_file)) {}

  void take(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("jonovahti_") || !asked(line)) continue;
      const std::size_t space = line.rfind(' ');
      auto& values = series_[line.substr(0, space)];
      values.resize(step_);
      values.push_back(line.substr(space + 1));
    }
    ++step_;
  }
  // As promtool wants it; a series that is not in a scrape is over.
  [[nodiscard]] std::string input_series() const {
    std::string out;
    for (const auto& [name, values] : series_) {
      out += fmt::format("      - series: '{}'\n        values: '", name);
      for (std::size_t i = 0; i < step_; ++i) {
        const bool here = i < values.size() && !values[i].empty();
        const bool before = i > 0 && i - 1 < values.size() && !values[i - 1].empty();
        out += (i > 0 ? " " : "") + (here ? values[i] : before ? "stale" : "_");
      }
      out += "'\n";
    }
    return out;
  }

 private:
  [[nodiscard]] bool asked(const std::string& line) const {
    return rule_file_.find(line.substr(0, line.find_first_of("{ ")) + "{") != std::string::npos ||
           line.starts_with("jonovahti_snapshot_age_seconds");
  }

  std::string rule_file_;
  std::size_t step_ = 0;
  std::map<std::string, std::vector<std::string>> series_;
};

// What our own machine has firing now, rule by rule.
std::string expected(const alerting::Board& board, const Site& site, const std::vector<Rule>& rules,
                     Instant now) {
  std::string out;
  for (const Rule& rule : rules) {
    out += fmt::format("      - eval_time: {}\n        alertname: {}\n        exp_alerts: [",
                       alerting::promql::duration(now.time_since_epoch()), rule.name);
    const char* comma = "";
    for (const alerting::Alert& alert : board.alerts()) {
      if (alert.rule != &rule || alert.state.phase != alerting::Phase::firing) continue;
      out +=
          fmt::format("{}{{exp_labels: {{severity: {}, {}: {}}}}}", comma, name_of(rule.severity),
                      name_of(alert.subject.kind), id_of(alert.subject, site));
      comma = ", ";
    }
    out += "]\n";
  }
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

std::string promtool_test(const std::vector<Tick>& story, const std::string& rule_file) {
  const Site site = story_site();
  const std::vector<Rule> rules = story_rules();
  const MetricsContext context = context_of(site);
  alerting::Board board(site, rules);
  std::vector<alerting::AlertChange> changes;
  Scrapes scrapes(alerting::rule_file(site, rules));
  std::string tests;
  Instant now{};
  for (const Tick& tick : story) {
    const engine::Snapshot snapshot = snapshot_at(tick, site, now);
    board.look(snapshot, now, changes);
    scrapes.take(exposition({context, snapshot, {}, {}, view_of(board, site), now}));
    tests += expected(board, site, rules, now);
    now += kRuleInterval;
  }
  const std::string interval = alerting::promql::duration(kRuleInterval);
  return fmt::format(
      "rule_files: [{}]\nevaluation_interval: {}\ntests:\n  - interval: {}\n    input_series:\n{}"
      "    alert_rule_test:\n{}",
      rule_file, interval, interval, scrapes.input_series(), tests);
}

}  // namespace jono::metrics
