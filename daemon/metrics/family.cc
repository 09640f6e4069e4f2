// SPDX-License-Identifier: EUPL-1.2
#include "daemon/metrics/family.h"

#include <algorithm>
#include <utility>

namespace jono::metrics {

using prometheus::ClientMetric;
using prometheus::MetricType;

Value age(std::optional<Instant> t, Instant now) {
  if (!t) return std::nullopt;
  return seconds(std::max(Millis(0), now - *t));
}

Family::Family(MetricType type, std::string_view name, std::string_view help) {
  if (!name.starts_with("process_")) family_.name = "jonovahti_";
  family_.name += name;
  family_.help = help;
  family_.type = type;
}

Family Family::gauge(std::string_view name, std::string_view help) {
  return {MetricType::Gauge, name, help};
}
Family Family::counter(std::string_view name, std::string_view help) {
  return {MetricType::Counter, name, help};
}
Family Family::histogram(std::string_view name, std::string_view help) {
  return {MetricType::Histogram, name, help};
}

void Family::add(Labels labels, Value value) {
  if (!value) return;
  ClientMetric& metric = family_.metric.emplace_back();
  metric.label = std::move(labels);
  (family_.type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = *value;
}

void Family::add(Labels labels, std::span<const std::uint64_t> buckets,
                 std::span<const double> bounds, double sum) {
  ClientMetric& metric = family_.metric.emplace_back();
  metric.label = std::move(labels);
  ClientMetric::Histogram& out = metric.histogram;
  out.bucket.reserve(bounds.size());
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    out.sample_count += buckets[i];
    out.bucket.push_back({out.sample_count, bounds[i]});
  }
  out.sample_count += buckets.back();  // the serializer adds the bucket of all
  out.sample_sum = sum;
}

void Family::move_to(Families& out) {
  if (!family_.metric.empty()) out.push_back(std::move(family_));
}

}  // namespace jono::metrics
