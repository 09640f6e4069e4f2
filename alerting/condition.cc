// SPDX-License-Identifier: EUPL-1.2
// The text of a condition: FIGURE OP LIMIT, where LIMIT is NUMBER, NAME or NUMBER * NAME.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "alerting/rule.h"
#include "daemon/base/overload.h"

namespace jono::alerting {
namespace {

constexpr std::array<std::string_view, 6> kOps = {"<", "<=", ">", ">=", "==", "!="};
constexpr std::array<std::string_view, 5> kTargets = {
    "wait_target", "same_day_target", "answer_rate_target", "silent_after", "age_target"};

struct Suffix {
  std::string_view name;
  double factor;
};
constexpr std::array<Suffix, 7> kSuffixes = {
    {{"", 1}, {"%", 0.01}, {"ms", 0.001}, {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}}};

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

// "20", "70%", "20m". nullopt: not a number.
std::optional<double> parse_number(std::string_view text) {
  double value = 0;
  const auto [end, fault] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (fault != std::errc{} || !std::isfinite(value)) return {};
  const std::string_view rest = trimmed({end, text.data() + text.size()});
  const auto suffix = std::ranges::find(kSuffixes, rest, &Suffix::name);
  if (suffix == kSuffixes.end()) return {};
  // 70% is the very number that 0.7 is.
  return rest == "%" ? value / 100 : value * suffix->factor;
}

Result<Limit> parse_name(double factor, std::string_view text) {
  const auto target = std::ranges::find(kTargets, text);
  if (target != kTargets.end())
    return Limit{factor, static_cast<Target>(target - kTargets.begin())};
  const auto reading = parse_reading(text);
  if (reading) return Limit{factor, *reading};
  if (text.find('[') != std::string_view::npos || text.find('_') != std::string_view::npos) {
    return reading.error();
  }
  return Error{Errc::bad_input,
               fmt::format("the limit is a number such as 20, 70% or 15m, a figure, or one of {}, "
                           "with a factor or without (4 * wait_target)",
                           fmt::join(kTargets, ", "))};
}

Result<Limit> parse_limit(std::string_view text) {
  const std::size_t times = text.find('*');
  if (times == std::string_view::npos) {
    if (const auto number = parse_number(text)) return Limit{*number, std::monostate{}};
    return parse_name(1, text);
  }
  const auto factor = parse_number(trimmed(text.substr(0, times)));
  if (!factor) return Error{Errc::bad_input, "before * stands a number"};
  return parse_name(*factor, trimmed(text.substr(times + 1)));
}

// What a limit is made of must fit what it is compared with.
Result<Condition> fitting(const Condition& condition) {
  const FigureInfo& left = info(condition.figure.figure);
  if (const auto* other = std::get_if<Reading>(&condition.limit.of)) {
    const FigureInfo& right = info(other->figure);
    if (right.scope == left.scope && right.unit == left.unit) return condition;
    return Error{Errc::bad_input,
                 fmt::format("{} cannot be compared with {}", left.name, right.name)};
  }
  if (const auto* target = std::get_if<Target>(&condition.limit.of)) {
    constexpr std::array kScopes = {Scope::line, Scope::line, Scope::line, Scope::source,
                                    Scope::backlog};
    constexpr std::array kUnits = {Unit::seconds, Unit::ratio, Unit::ratio, Unit::seconds,
                                   Unit::seconds};
    const auto i = std::size_t(*target);
    if (kScopes[i] == left.scope && kUnits[i] == left.unit) return condition;
    return Error{Errc::bad_input,
                 fmt::format("{} cannot be compared with {}", left.name, kTargets[i])};
  }
  return condition;
}

std::string print_number(double value) { return fmt::format("{}", value); }

}  // namespace

std::string_view name_of(Op op) { return kOps[std::size_t(op)]; }
std::string_view name_of(Target target) { return kTargets[std::size_t(target)]; }

Result<Condition> parse_condition(std::string_view text) {
  const std::size_t op_at = text.find_first_of("<>=!");
  if (op_at == std::string_view::npos) {
    return Error{Errc::bad_input, "expected FIGURE, one of < <= > >= == !=, and a limit"};
  }
  const std::size_t op_size = op_at + 1 < text.size() && text[op_at + 1] == '=' ? 2 : 1;
  const auto op = std::ranges::find(kOps, text.substr(op_at, op_size));
  if (op == kOps.end()) {
    return Error{Errc::bad_input, fmt::format("{} compares nothing: one of < <= > >= == !=",
                                              text.substr(op_at, op_size))};
  }
  const auto figure = parse_reading(trimmed(text.substr(0, op_at)));
  if (!figure) return figure.error();
  const auto limit = parse_limit(trimmed(text.substr(op_at + op_size)));
  if (!limit) return limit.error();
  return fitting({*figure, static_cast<Op>(op - kOps.begin()), *limit});
}

std::string print(const Condition& condition) {
  const Limit& limit = condition.limit;
  const std::string name =
      std::visit(Overload{[](std::monostate) { return std::string(); },
                          [](const Reading& reading) { return print(reading); },
                          [](Target target) { return std::string(name_of(target)); }},
                 limit.of);
  const std::string right =
      name.empty()
          ? print_number(limit.factor)
          : (limit.factor == 1 ? name : fmt::format("{} * {}", print_number(limit.factor), name));
  return fmt::format("{} {} {}", print(condition.figure), name_of(condition.op), right);
}

}  // namespace jono::alerting
