// SPDX-License-Identifier: EUPL-1.2
#include "alerting/rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "daemon/base/overload.h"

namespace jono::alerting {
namespace {

using Value = std::optional<double>;

double in_seconds(Millis d) { return static_cast<double>(d.count()) / 1000; }
Value in_seconds(std::optional<Millis> d) { return d ? in_seconds(*d) : Value{}; }

// A line's targets have no meaning for a group, and so on: nullopt.
Value line_target(Target target, const LineSite& line, Instant t) {
  switch (target) {
    case Target::wait_target:
      return in_seconds(line.settings.wait_target.at(t));
    case Target::same_day_target:
      return line.same_day_target.at(t);
    case Target::answer_rate_target:
      return line.answer_rate_target.at(t);
    case Target::silent_after:
    case Target::age_target:
      break;
  }
  return {};
}

Value age_target(const BacklogSite& backlog, std::uint8_t cls, Instant t) {
  const auto& target = cls == 0 ? backlog.urgent : backlog.other;
  return target ? in_seconds(target->at(t)) : Value{};
}

Value target_of(Target target, const Condition& condition, const Subject& subject, const Site& site,
                Instant t) {
  switch (subject.kind) {
    case Subject::Kind::line:
      return line_target(target, site.lines[subject.index], t);
    case Subject::Kind::source:
      return target == Target::silent_after ? in_seconds(site.sources[subject.index].silent_after)
                                            : Value{};
    case Subject::Kind::backlog:
      return target == Target::age_target
                 ? age_target(site.backlogs[subject.index], condition.figure.selector, t)
                 : Value{};
    case Subject::Kind::group:
      break;
  }
  return {};
}

}  // namespace

bool compare(double value, Op op, double limit) {
  switch (op) {
    case Op::less:
      return value < limit;
    case Op::less_equal:
      return value <= limit;
    case Op::greater:
      return value > limit;
    case Op::greater_equal:
      return value >= limit;
    case Op::equal:
      return value == limit;
    case Op::unequal:
      break;
  }
  return value != limit;
}

Op opposite(Op op) {
  constexpr std::array kOpposites = {Op::greater_equal, Op::greater, Op::less_equal,
                                     Op::less,          Op::unequal, Op::equal};
  return kOpposites[std::size_t(op)];
}

std::optional<double> limit_of(const Condition& condition, const Subject& subject, const Site& site,
                               const engine::Snapshot& snapshot) {
  const Limit& limit = condition.limit;
  const Value base = std::visit(
      Overload{
          [](std::monostate) { return Value(1); },
          [&](const Reading& reading) { return value_of(reading, subject, site, snapshot); },
          [&](Target target) { return target_of(target, condition, subject, site, snapshot.now); }},
      limit.of);
  return base ? *base * limit.factor : Value{};
}

std::string_view name_of(Severity severity) {
  constexpr std::array<std::string_view, 3> kNames = {"page", "ticket", "info"};
  return kNames[std::size_t(severity)];
}

Condition clear_at(const Rule& rule, Instant t) {
  if (rule.clear) return rule.clear->at(t);
  Condition out = rule.when.at(t);
  out.op = opposite(out.op);
  return out;
}

bool in_hours(const Rule& rule, const Subject& subject, const Site& site, Instant t) {
  switch (rule.hours.kind) {
    case Hours::Kind::open:
      return open_at(subject, site, t);
    case Hours::Kind::closed:
      return !open_at(subject, site, t);
    case Hours::Kind::own:
      return rule.hours.own->open_at(t);
    case Hours::Kind::always:
      break;
  }
  return true;
}

}  // namespace jono::alerting
