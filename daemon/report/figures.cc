// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/figures.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>

#include "daemon/engine/columns.h"

namespace jono::report {
namespace {

constexpr std::string_view kScatteredLack[] = {"wait_p50_ms", "wait_p90_ms",
                                               "queue_max",   "carried_in",
                                               "carried_out", "callbacks_waiting_out"};

// Calls f(name, value) for each figure; made ones and columns alike become a Value.
template <class F>
void for_each_figure(const engine::HourRow& row, F f) {
  const auto column = [&]<class T>(std::string_view name, const T& value) {
    if constexpr (std::is_same_v<T, std::optional<Millis>>) {
      f(name, value ? Value(*value) : Value());
    } else {
      f(name, Value(value));
    }
  };
  engine::for_each_column(row, column);
  column("abandoned_without_short", row.abandoned - row.short_abandoned);
  engine::for_each_made(row, [&](std::string_view name, std::optional<double> value) {
    if (!value) return f(name, Value());
    if (name.ends_with("_ms")) return f(name, Value(Millis(std::llround(*value))));
    f(name, Value(*value));
  });
}

std::vector<std::string_view> all_names() {
  std::vector<std::string_view> names;
  for_each_figure({}, [&](std::string_view name, const Value&) { names.push_back(name); });
  return names;
}

std::size_t place(std::string_view name) {
  const auto names = Figures::names();
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) throw std::logic_error("no figure: " + std::string(name));
  return static_cast<std::size_t>(found - names.begin());
}

}  // namespace

std::span<const std::string_view> Figures::names() {
  static const std::vector<std::string_view> kNames = all_names();
  return kNames;
}

Figures::Figures() : values_(names().size()) {}

Figures::Figures(const engine::HourRow& row, Put put) {
  values_.reserve(names().size());
  for_each_figure(row, [&](std::string_view, const Value& value) { values_.push_back(value); });
  if (put != Put::line) at("queue_max") = Absent();
  if (put != Put::scattered) return;
  for (const std::string_view name : kScatteredLack) at(name) = Absent();
}

const Value& Figures::at(std::string_view name) const { return values_[place(name)]; }
Value& Figures::at(std::string_view name) { return values_[place(name)]; }

}  // namespace jono::report
