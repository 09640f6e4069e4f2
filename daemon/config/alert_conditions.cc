// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/alert_conditions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "daemon/config/dated_reader.h"
#include "daemon/config/scalars.h"
#include "daemon/config/text.h"

namespace jono::config {
namespace {

using alerting::Condition;
using Conditions = calendar::Dated<Condition>;

std::optional<Condition> condition(const Node& node) {
  constexpr std::size_t kLongest = 200;
  const auto text = word(node);
  if (!text) return std::nullopt;
  if (text->size() > kLongest) {
    node.fault("more than 200 bytes");
    return std::nullopt;
  }
  const auto out = alerting::parse_condition(*text);
  if (out) return *out;
  node.fault(out.error().what);
  return std::nullopt;
}

// Whether both can hold at once. Only asked where their limits have numbers in common terms.
bool can_both_hold(const Condition& a, const Condition& b) {
  const double x = a.limit.factor, y = b.limit.factor;
  const std::array<double, 5> values = {std::min(x, y) - 1, x, (x + y) / 2, y, std::max(x, y) + 1};
  return std::ranges::any_of(values,
                             [&](double v) { return compare(v, a.op, x) && compare(v, b.op, y); });
}

// A figure has any sign, so of two limits that are made of one nothing is certain.
bool comparable(const Condition& a, const Condition& b) {
  return a.limit.of == b.limit.of && !std::holds_alternative<alerting::Reading>(a.limit.of);
}

void check_clear(const Node& node, const Conditions& when, const Conditions& clear) {
  std::set<Instant> starts;
  for (const auto& [from, one] : when.versions()) starts.insert(from);
  for (const auto& [from, one] : clear.versions()) starts.insert(from);
  for (const Instant t : starts) {
    const Condition& breach = when.at(t);
    const Condition& calm = clear.at(t);
    if (breach.figure != calm.figure) {
      return node.fault("must be about the same figure as when: " + print(breach.figure));
    }
    if (comparable(breach, calm) && can_both_hold(breach, calm)) {
      return node.fault("would hold while it breaches: when is " + print(breach) + ", clear is " +
                        print(calm));
    }
  }
}

// All of one figure.
std::optional<Conditions> conditions(const Node& node, const calendar::Zone& zone) {
  auto out = DatedReader<Condition>(zone, condition)(node);
  const auto same = [&](const auto& version) {
    return version.second.figure == out->versions().front().second.figure;
  };
  if (!out || std::ranges::all_of(out->versions(), same)) return out;
  node.fault("all versions must be about one figure");
  return std::nullopt;
}

}  // namespace

std::vector<Condition> read_conditions(Keys& keys, const calendar::Zone& zone,
                                       alerting::Rule& out) {
  std::optional<Conditions> when;
  keys.require("when", when, [&](const Node& n) { return conditions(n, zone); });
  const auto clear = keys.find("clear");
  if (clear) out.clear = conditions(*clear, zone);
  if (!when) return {};
  if (out.clear) check_clear(*clear, *when, *out.clear);
  out.when = std::move(*when);
  std::vector<Condition> all;
  for (const auto& [from, one] : out.when.versions()) all.push_back(one);
  if (!out.clear) return all;
  for (const auto& [from, one] : out.clear->versions()) all.push_back(one);
  return all;
}

}  // namespace jono::config
