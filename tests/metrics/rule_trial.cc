// SPDX-License-Identifier: EUPL-1.2
#include "tests/metrics/rule_trial.h"

#include <fmt/format.h>

#include <sstream>

#include "alerting/board.h"
#include "alerting/prometheus/promql.h"
#include "alerting/prometheus/rule_file.h"
#include "daemon/metrics/exposition.h"

namespace jono::metrics {
namespace {

using alerting::kRuleInterval;
using alerting::Rule;
using alerting::Site;

std::optional<Millis> first(const std::optional<calendar::Dated<Millis>>& target) {
  return target ? std::optional(target->at({})) : std::nullopt;
}

MetricsContext context_of(const Site& site) {
  MetricsContext out;
  for (const alerting::LineSite& line : site.lines) {
    out.lines.push_back({line.settings.id, "", line.settings.wait_target.at({}),
                         line.same_day_target.at({}), line.answer_rate_target.at({})});
  }
  for (const alerting::SourceSite& source : site.sources) {
    out.sources.push_back({source.id, source.silent_after});
  }
  for (const alerting::BacklogSite& backlog : site.backlogs) {
    out.backlogs.push_back({backlog.id, first(backlog.urgent), first(backlog.other)});
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
  // Most of what is scraped no rule asks for, and the file is long.
  [[nodiscard]] bool asked(const std::string& line) {
    const std::string name = line.substr(0, line.find_first_of("{ "));
    const auto [known, anew] = asked_.try_emplace(name);
    if (anew) {
      known->second = rule_file_.find(name + "{") != std::string::npos ||
                      name == "jonovahti_snapshot_age_seconds";
    }
    return known->second;
  }

  std::string rule_file_;
  std::map<std::string, bool> asked_;
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

}  // namespace

calendar::LineCalendar every_day(const calendar::OpenIntervals& open) {
  calendar::OpeningVersion version;
  version.from = calendar::LocalDate(std::chrono::days(0));
  version.weekly.fill(open);
  return {calendar::Zone::utc(), {version}};
}

Trial trial(const Site& site, const std::vector<Rule>& rules,
            const std::vector<engine::Snapshot>& story, const std::string& rule_file) {
  const MetricsContext context = context_of(site);
  alerting::Board board(site, rules);
  Scrapes scrapes(alerting::rule_file(site, rules));
  Trial out;
  std::string tests;
  Instant now{};
  for (const engine::Snapshot& snapshot : story) {
    std::vector<alerting::AlertChange> changes;
    board.look(snapshot, now, changes);
    for (const alerting::AlertChange& change : changes) {
      out.steps[board.alerts()[change.alert].rule->name].insert(change.change.step);
    }
    scrapes.take(exposition({context, snapshot, {}, {}, view_of(board, site), now}));
    tests += expected(board, site, rules, now);
    now += kRuleInterval;
  }
  const std::string interval = alerting::promql::duration(kRuleInterval);
  out.test = fmt::format(
      "rule_files: [{}]\nevaluation_interval: {}\ntests:\n  - interval: {}\n    input_series:\n{}"
      "    alert_rule_test:\n{}",
      rule_file, interval, interval, scrapes.input_series(), tests);
  return out;
}

}  // namespace jono::metrics
