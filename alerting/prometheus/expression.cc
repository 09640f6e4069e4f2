// SPDX-License-Identifier: EUPL-1.2
#include "alerting/prometheus/expression.h"

#include <fmt/format.h>

#include <set>

#include "alerting/board.h"
#include "alerting/prometheus/promql.h"
#include "alerting/prometheus/watched.h"

namespace jono::alerting {
namespace {

// What a rule says from one change of it to the next.
struct Version {
  Condition when;
  Condition clear;
  std::string in_force;  // an expression that has a sample then; empty: always
};

std::vector<Version> versions_of(const Rule& rule) {
  std::set<Instant> starts;
  for (const auto& [start, when] : rule.when.versions()) starts.insert(start);
  if (rule.clear) {
    for (const auto& [start, clear] : rule.clear->versions()) starts.insert(start);
  }
  std::vector<Version> out;
  for (auto start = starts.begin(); start != starts.end(); ++start) {
    const auto end = std::next(start);
    std::string bounds;  // the first holds before its start, too
    if (start != starts.begin()) bounds += " >= " + promql::timestamp(*start);
    if (end != starts.end()) bounds += " < " + promql::timestamp(*end);
    out.push_back({rule.when.at(*start), clear_at(rule, *start),
                   bounds.empty() ? "" : "vector(time())" + bounds});
  }
  return out;
}

bool is_number(const Condition& condition) {
  return std::holds_alternative<std::monostate>(condition.limit.of);
}

// An expression that never has a sample.
constexpr std::string_view kNothing = "absent(vector(0))";

// A rule and all its subjects.
class Writer {
 public:
  Writer(const Rule& rule, const Site& site)
      : rule_(rule), watched_(Watched::of(rule, site)), versions_(versions_of(rule)) {
    std::set<std::string> labels;
    for (const Watched& one : watched_) labels.insert(one.label());
    labels_ = fmt::format("{}", fmt::join(labels, ", "));
    firing_ = of_all([&](const Watched& one) { return one.firing(rule_); });
    const std::string shut = of_all([&](const Watched& one) { return one.shut(rule_); });
    if (!shut.empty()) unless_shut_ = " unless " + shut;
    const std::string settled = of_all([](const Watched& one) { return one.settled(); });
    if (!settled.empty()) and_settled_ = " and " + settled;
  }

  [[nodiscard]] std::string value() const {
    return in_force([&](const Version& version) {
      const auto figure = [&](const Watched& one) { return one.figure(version.when.figure); };
      return fmt::format("{} unless on () {}", of_all(figure), kStaleSeries);
    });
  }

  // The breach, and what ALERTS holds on to: all that fires, unless it is known to be calm.
  [[nodiscard]] std::string held() const {
    const std::string breach =
        in_force([&](const Version& v) { return compared(v.when, v.clear); });
    const std::string calm =
        in_force([&](const Version& v) { return compared(v.clear, v.when) + and_settled_; });
    return fmt::format(
        "(\n"
        "  {}\n"
        "or\n"
        "  ({} or {} * NaN)\n"
        "  and {}\n"
        "  unless ({})\n"
        "){}",
        breach, recorded(kValueSeries, "[1h]"), firing_, firing_, calm, unless_shut_);
  }

  // What was held within `keep`, and fires. Closing time ends it at once, as keep_firing_for would
  // not.
  [[nodiscard]] std::string kept(Millis step) const {
    // Calm is counted from the first look at it, one step after the last that was not.
    const std::string back = "[" + promql::duration(rule_.keep + step - Millis(1)) + "]";
    return fmt::format(
        "(\n"
        "  {}\n"
        "or\n"
        "  {}\n"
        "  and {}\n"
        "){}",
        recorded(kHeldSeries, ""), recorded(kHeldSeries, back), firing_, unless_shut_);
  }

 private:
  // Of all kinds of subjects together; those with nothing to say are left out.
  template <class One>
  [[nodiscard]] std::string of_all(One one) const {
    std::vector<std::string> out;
    for (const Watched& watched : watched_) {
      if (std::string said = one(watched); !said.empty()) out.push_back(std::move(said));
    }
    if (out.size() == 1) return out[0];
    return out.empty() ? "" : fmt::format("({})", fmt::join(out, " or "));
  }

  // What each version says while it is in force.
  template <class One>
  [[nodiscard]] std::string in_force(One one) const {
    if (versions_.size() == 1) return one(versions_[0]);
    std::string out;
    for (const Version& version : versions_) {
      out += fmt::format("{}(({}) and on () {})", out.empty() ? "" : " or ", one(version),
                         version.in_force);
    }
    return out;
  }

  [[nodiscard]] std::string limit(const Condition& condition) const {
    if (is_number(condition)) return fmt::format("{}", condition.limit.factor);
    std::string out = of_all([&](const Watched& one) { return one.limit(condition); });
    return out.empty() ? std::string(kNothing) : out;
  }

  // Where the limit of `other` is not known nothing is.
  [[nodiscard]] std::string compared(const Condition& condition, const Condition& other) const {
    const bool needed = !is_number(other) && other.limit.of != condition.limit.of;
    return fmt::format("{} {} {}{}", recorded(kValueSeries, ""), name_of(condition.op),
                       limit(condition), needed ? " and " + limit(other) : "");
  }

  // A series that was recorded of the rule; `back` in time, the last one.
  [[nodiscard]] std::string recorded(std::string_view name, const std::string& back) const {
    const std::string series =
        fmt::format("{}{{alert={}}}{}", name, promql::quoted(rule_.name), back);
    return fmt::format("max by ({}) ({})", labels_,
                       back.empty() ? series : "last_over_time(" + series + ")");
  }

  const Rule& rule_;
  std::vector<Watched> watched_;
  std::vector<Version> versions_;
  std::string labels_;
  std::string firing_;
  std::string unless_shut_;
  std::string and_settled_;
};

}  // namespace

std::string stale_expression() {
  return fmt::format("min(jonovahti_snapshot_age_seconds) > {}",
                     static_cast<double>(Board::kStale.count()) / 1000);
}

Expressions expressions_of(const Rule& rule, const Site& site, Millis step) {
  const Writer writer(rule, site);
  if (rule.hours.kind == Hours::Kind::always || rule.keep <= Millis(0)) {
    return {writer.value(), {}, writer.held()};
  }
  return {writer.value(), writer.held(), writer.kept(step)};
}

}  // namespace jono::alerting
