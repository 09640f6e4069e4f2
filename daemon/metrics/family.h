// SPDX-License-Identifier: EUPL-1.2
// One metric family under construction, with the project's prefix and units.
#pragma once

#include <prometheus/metric_family.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "daemon/base/time.h"

namespace jono::metrics {

using Families = std::vector<prometheus::MetricFamily>;
using Labels = std::vector<prometheus::ClientMetric::Label>;
using Value = std::optional<double>;  // nullopt: no sample

template <class Number>
[[nodiscard]] Value number(Number n) {
  return static_cast<double>(n);
}
template <class Number>
[[nodiscard]] Value number(std::optional<Number> n) {
  return n ? number(*n) : std::nullopt;
}

template <class Rep, class Period>
[[nodiscard]] Value seconds(std::chrono::duration<Rep, Period> d) {
  return static_cast<double>(d.count()) * Period::num / Period::den;
}
[[nodiscard]] inline Value seconds(std::optional<Millis> d) {
  return d ? seconds(*d) : std::nullopt;
}

// Seconds since the epoch.
[[nodiscard]] inline Value timestamp(std::optional<Instant> t) {
  return t ? seconds(t->time_since_epoch()) : std::nullopt;
}

// Seconds from `t` to `now`; 0 where `t` is ahead.
[[nodiscard]] Value age(std::optional<Instant> t, Instant now);

class Family {
 public:
  // `name` gets the prefix jonovahti_, but for process_*.
  static Family gauge(std::string_view name, std::string_view help);
  static Family counter(std::string_view name, std::string_view help);
  static Family histogram(std::string_view name, std::string_view help);

  void add(Labels labels, Value value);
  // Buckets as they are counted: not cumulative, one more than bounds, which are in seconds.
  void add(Labels labels, std::span<const std::uint64_t> buckets, std::span<const double> bounds,
           double sum);

  // To the end of `out`; a family without samples is left out.
  void move_to(Families& out);

 private:
  Family(prometheus::MetricType type, std::string_view name, std::string_view help);

  prometheus::MetricFamily family_;
};

// The bounds of a histogram, whole numbers of `unit`, in seconds.
template <std::size_t N>
[[nodiscard]] constexpr std::array<double, N> bounds_in_seconds(
    const std::array<std::int64_t, N>& bounds, Millis unit) {
  std::array<double, N> out{};
  for (std::size_t i = 0; i < N; ++i) {
    out[i] = static_cast<double>(bounds[i] * unit.count()) / 1000;
  }
  return out;
}

}  // namespace jono::metrics
