// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/small_cells.h"

#include <algorithm>
#include <initializer_list>
#include <map>

namespace jono::report {
namespace {

// Below these a mean, or a percentile or maximum, tells of single people.
constexpr std::int64_t kLeastForMean = 5;
constexpr std::int64_t kLeastForPercentile = 20;

bool small(std::int64_t count, int limit) { return count > 0 && count < limit; }

// One row's figures, of which what is safe is shown and all else is hidden.
class Mask {
 public:
  Mask(const Figures& all, int limit) : all_(all), limit_(limit) {
    for (const std::string_view name : Figures::names()) {
      if (!std::holds_alternative<Absent>(all.at(name))) shown_.at(name) = Hidden();
    }
    show({"coverage", "open_ms"});
  }

  [[nodiscard]] std::int64_t count(std::string_view name) const {
    return std::get<std::int64_t>(all_.at(name));
  }
  void show(std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) shown_.at(name) = all_.at(name);
  }
  // A count of which nothing else tells.
  [[nodiscard]] bool root(std::string_view name) {
    const bool is_small = small(count(name), limit_);
    shown_.at(name) = is_small ? Value(Hidden{limit_}) : all_.at(name);
    return !is_small;
  }
  // Whether the parts of a count that is shown may be shown.
  [[nodiscard]] bool splits(std::initializer_list<std::int64_t> parts) const {
    return std::ranges::none_of(parts, [&](std::int64_t part) { return small(part, limit_); });
  }
  [[nodiscard]] const Figures& shown() const { return shown_; }

 private:
  const Figures& all_;
  int limit_;
  Figures shown_;
};

void show_waits(Mask& mask) {
  const std::int64_t answered = mask.count("answered");
  if (answered >= kLeastForMean) mask.show({"wait_mean_answered_ms", "wait_p50_ms"});
  if (answered >= kLeastForPercentile) mask.show({"wait_p90_ms", "longest_wait_ms"});
}

void show_abandoned(Mask& mask, bool in_target_shown) {
  const std::int64_t abandoned = mask.count("abandoned");
  const std::int64_t rest =
      mask.count("offered") - mask.count("waiting") - mask.count("answered") - abandoned;
  if (!mask.splits({abandoned, rest})) return;
  mask.show({"abandoned"});
  const std::int64_t shorter = mask.count("short_abandoned");
  if (!mask.splits({shorter, abandoned - shorter})) return;
  mask.show({"short_abandoned", "abandoned_without_short", "answer_rate_without_short"});
  if (in_target_shown) mask.show({"service_level_offered"});
}

void show_calls(Mask& mask) {
  if (!mask.root("offered")) return;
  const std::int64_t decided = mask.count("offered") - mask.count("waiting");
  const std::int64_t answered = mask.count("answered");
  if (!mask.splits({mask.count("waiting"), answered, decided - answered})) return;
  mask.show({"waiting", "answered", "answer_rate"});
  show_waits(mask);
  const std::int64_t in_target = mask.count("answered_in_target");
  const bool in_target_shown = mask.splits({in_target, answered - in_target});
  if (in_target_shown) mask.show({"answered_in_target", "service_level_answered"});
  show_abandoned(mask, in_target_shown);
}

void show_callbacks(Mask& mask) {
  if (!mask.root("callbacks_requested")) return;
  const std::int64_t requested = mask.count("callbacks_requested");
  const std::int64_t same_day = mask.count("callbacks_same_day");
  if (!mask.splits({same_day, requested - same_day})) return;
  mask.show({"callbacks_same_day", "same_day_callbacks"});
  const std::int64_t reached = mask.count("callbacks_reached");
  if (!mask.splits({reached - same_day, requested - reached})) return;
  mask.show({"callbacks_reached"});
  if (reached >= kLeastForMean) {
    mask.show({"callback_delay_mean_ms", "callback_open_delay_mean_ms"});
  }
  if (mask.splits({mask.count("callbacks_closed"), mask.count("callbacks_open")})) {
    mask.show({"callbacks_closed", "callbacks_open"});
  }
}

bool is_absent(const Figures& figures) {
  return std::holds_alternative<Absent>(figures.at("offered"));
}

Figures masked(const Figures& all, int limit) {
  if (is_absent(all)) return all;
  Mask mask(all, limit);
  show_calls(mask);
  show_callbacks(mask);
  return mask.shown();
}

// What a sum over lines hides because some line's part is hidden.
void hide_sums(Figures& sum, const Figures& line) {
  for (const std::string_view name : Figures::names()) {
    const bool hidden = std::holds_alternative<Hidden>(line.at(name));
    if (hidden && !std::holds_alternative<Absent>(sum.at(name))) sum.at(name) = Hidden();
  }
}

// Lines come after the sums that they are part of.
void hide_rows(const Report& report, Rows& rows) {
  std::map<const LineFacts*, const Figures*> lines;
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    const Subject& subject = report.subject(*row);
    row->figures = masked(row->figures, report.small_cells);
    if (subject.kind == Subject::Kind::line) lines[subject.lines.front()] = &row->figures;
    if (subject.kind == Subject::Kind::line) continue;
    for (const LineFacts* line : subject.lines) hide_sums(row->figures, *lines.at(line));
  }
}

}  // namespace

void hide_small(Report& report) {
  hide_rows(report, report.now);
  hide_rows(report, report.before);
  hide_rows(report, report.year_before);
}

}  // namespace jono::report
