// SPDX-License-Identifier: EUPL-1.2
#include "daemon/api/line_views.h"

#include <algorithm>
#include <array>

#include "daemon/api/json.h"
#include "daemon/api/query.h"
#include "daemon/engine/made_figures.h"
#include "daemon/http/problem.h"

namespace jono::api {
namespace {

namespace json = boost::json;
using calendar::LocalDate;
using calendar::Zone;
using engine::HourRow;
using http::Request;
using http::Response;

std::vector<Instant> hours_of(const Zone& zone, LocalDate day) {
  std::vector<Instant> out;
  for (Instant hour = zone.day_start(day); hour < zone.day_end(day); hour = zone.hour_end(hour)) {
    out.push_back(hour);
  }
  return out;
}

json::value usual_json(const std::optional<engine::Usual>& usual) {
  if (!usual) return nullptr;
  return {{"offered", json_of(std::optional(usual->offered))},
          {"queue_mean", json_of(std::optional(usual->queue_mean))}};
}

// What was asked of some days of one line.
struct LineDays {
  LineId line;
  DaySpan span;
  std::shared_ptr<const engine::LineRecord> record;
  Instant from{};
  Instant to{};

  [[nodiscard]] json::object head(const Parts& parts) const {
    return {
        {"line", parts.names.of(line)}, {"from", text_of(span.first)}, {"to", text_of(span.last)}};
  }
};

// Reads the request and the record, and answers with use(LineDays).
template <class F>
Response with_days(const Parts& parts, const Request& request, F use) {
  const Zone& zone = parts.config.zone;
  Query query(request, parts.names);
  LineDays of{
      .line = query.line(), .span = query.days(zone.date_of(parts.clock.now())), .record = {}};
  if (query.refusal()) return *query.refusal();
  of.from = zone.day_start(of.span.first);
  of.to = zone.day_end(of.span.last);
  auto record = parts.ledger.record(of.line, of.from, of.to);
  if (!record) return http::problem(503, record.error().what);
  of.record = std::move(*record);
  return use(of);
}

// The rows of one weekday and hour of day, put together.
struct Cell {
  HourRow sum;
  int hours = 0;
  double covered = 0;

  void add(const HourRow& row) {
    sum.offered += row.offered;
    sum.answered += row.answered;
    sum.waiting += row.waiting;
    sum.wait_answered += row.wait_answered;
    covered += row.coverage;
    ++hours;
  }
};

struct CellKey {
  unsigned weekday;
  int hour;
  auto operator<=>(const CellKey&) const = default;
};

CellKey key_of(const Zone& zone, Instant hour) {
  const std::string local = zone.format(hour);  // 2026-11-23T08:00:00+02:00
  constexpr std::size_t kHour = 11;
  return {std::chrono::weekday(zone.date_of(hour)).iso_encoding(),
          (local[kHour] - '0') * 10 + (local[kHour + 1] - '0')};
}

json::value cell_json(const CellKey& key, const Cell& cell) {
  return {{"weekday", key.weekday},
          {"hour", key.hour},
          {"hours", cell.hours},
          {"offered", cell.sum.offered},
          {"answer_rate", json_of(engine::answer_rate(cell.sum))},
          {"wait_mean_answered_ms", json_of(engine::wait_mean_answered(cell.sum))},
          {"coverage", json_of(std::optional(cell.covered / cell.hours))}};
}

json::array counts_json(const engine::WaitCounts& counts) {
  json::array out;
  for (const std::int64_t count : counts) out.push_back(count);
  return out;
}

constexpr std::array<std::chrono::hours, 8> kAges = {
    std::chrono::hours(0),  std::chrono::hours(1),  std::chrono::hours(4),
    std::chrono::hours(8),  std::chrono::hours(24), std::chrono::hours(48),
    std::chrono::hours(72), std::chrono::hours(168)};

struct Age {
  std::int64_t open = 0, due_today = 0, overdue = 0;
};

std::array<Age, kAges.size()> ages_of(const std::vector<engine::OpenCallback>& open, Instant now,
                                      Instant day_end) {
  std::array<Age, kAges.size()> out{};
  for (const engine::OpenCallback& each : open) {
    std::size_t i = kAges.size() - 1;
    while (i > 0 && now - each.requested < kAges[i]) --i;
    ++out[i].open;
    if (!each.due_end) continue;
    if (*each.due_end <= now) ++out[i].overdue;
    if (*each.due_end == day_end) ++out[i].due_today;
  }
  return out;
}

json::array ages_json(const std::array<Age, kAges.size()>& ages) {
  json::array out;
  for (std::size_t i = 0; i < ages.size(); ++i) {
    const bool last = i + 1 == ages.size();
    json::object one{{"from_seconds", std::chrono::seconds(kAges[i]).count()}};
    one["to_seconds"] =
        last ? json::value(nullptr) : json::value(std::chrono::seconds(kAges[i + 1]).count());
    one["open"] = ages[i].open;
    one["due_today"] = ages[i].due_today;
    one["overdue"] = ages[i].overdue;
    out.push_back(std::move(one));
  }
  return out;
}

json::object callbacks_json(const Parts& parts, LineId line, bool known,
                            const std::vector<engine::OpenCallback>& open) {
  const Instant now = parts.clock.now();
  json::object out{{"line", parts.names.of(line)}, {"known", known}};
  if (!known) {
    for (const char* name : {"open", "oldest_seconds", "ages"}) out[name] = nullptr;
    return out;
  }
  const auto oldest = std::ranges::min_element(open, {}, &engine::OpenCallback::requested);
  const Instant day_end = parts.config.zone.day_end(parts.config.zone.date_of(now));
  out["open"] = open.size();
  out["oldest_seconds"] =
      seconds_of(oldest == open.end() ? Millis(0) : std::max(now - oldest->requested, Millis(0)));
  out["ages"] = ages_json(ages_of(open, now, day_end));
  return out;
}

}  // namespace

Result<std::shared_ptr<const UsualDays::Hours>> UsualDays::of(const Parts& parts, LineId line,
                                                              LocalDate day,
                                                              const std::vector<Instant>& hours) {
  // Eight open weeks, with room for closed ones between.
  constexpr std::chrono::days kBack{7 * 26};
  constexpr std::size_t kMostKept = 1000;
  const Instant now = parts.clock.now();
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(kept_, [now](const auto& kept) { return kept.second.until <= now; });
    const auto found = kept_.find({line, day});
    if (found != kept_.end()) return found->second.hours;
  }
  const auto record =
      parts.ledger.record(line, parts.config.zone.day_start(day - kBack), hours.front());
  if (!record) return record.error();
  auto out = std::make_shared<Hours>();
  for (const Instant hour : hours) out->push_back(engine::usual_at((*record)->rows, hour));
  const std::lock_guard lock(mutex_);
  if (kept_.size() >= kMostKept) kept_.clear();
  kept_[{line, day}] = {now + std::chrono::hours(1), out};
  return std::shared_ptr<const Hours>(std::move(out));
}

Response today(const Parts& parts, UsualDays& usual, const Request& request) {
  const Zone& zone = parts.config.zone;
  const Instant now = parts.clock.now();
  Query query(request, parts.names);
  const LineId line = query.line();
  const LocalDate day = query.date("day", zone.date_of(now));
  if (query.refusal()) return *query.refusal();
  const std::vector<Instant> hours = hours_of(zone, day);
  if (hours.empty())
    return answer(json::object{
        {"line", parts.names.of(line)}, {"day", text_of(day)}, {"hours", json::array()}});
  const auto record = parts.ledger.record(line, hours.front(), zone.day_end(day));
  if (!record) return http::problem(503, record.error().what);
  const auto what_is_usual = usual.of(parts, line, day, hours);
  if (!what_is_usual) return http::problem(503, what_is_usual.error().what);
  const calendar::LineCalendar& calendar = parts.config.lines[line.value].settings.calendar;
  json::array list;
  for (std::size_t i = 0; i < hours.size(); ++i) {
    const Instant end = zone.hour_end(hours[i]);
    json::object one{{"hour", zone.format(hours[i])},
                     {"open", calendar.open_between(hours[i], end) > Millis(0)}};
    const bool has_row = hours[i] <= now && (*record)->begun(end);
    one["row"] = has_row ? json::value(json_of((*record)->period(hours[i], end), zone)) : nullptr;
    one["usual"] = usual_json((**what_is_usual)[i]);
    list.push_back(std::move(one));
  }
  return answer(json::object{
      {"line", parts.names.of(line)}, {"day", text_of(day)}, {"hours", std::move(list)}});
}

Response heatmap(const Parts& parts, const Request& request) {
  return with_days(parts, request, [&](const LineDays& of) {
    std::map<CellKey, Cell> cells;
    for (const HourRow& row : of.record->hours(of.from, of.to)) {
      if (row.coverage == 0) continue;  // unknown is not quiet
      if (row.open > Millis(0) || row.offered > 0)
        cells[key_of(parts.config.zone, row.start)].add(row);
    }
    json::array list;
    for (const auto& [key, cell] : cells) list.push_back(cell_json(key, cell));
    json::object out = of.head(parts);
    out["cells"] = std::move(list);
    return kept_answer(out);
  });
}

Response waits(const Parts& parts, const Request& request) {
  return with_days(parts, request, [&](const LineDays& of) {
    const auto found = engine::wait_distribution(of.record->rows, of.from, of.to);
    json::array bounds;
    for (const std::int64_t bound : engine::kWaitBounds) bounds.push_back(bound);
    json::object out = of.head(parts);
    out["bounds_seconds"] = std::move(bounds);
    out["answered"] = counts_json(found.answered);
    out["other"] = counts_json(found.other);
    return kept_answer(out);
  });
}

Response callbacks(const Parts& parts, const Request& request) {
  Query query(request, parts.names);
  const std::vector<LineId> lines = query.lines();
  if (query.refusal()) return *query.refusal();
  const auto snapshot = parts.ledger.snapshot();
  json::array list;
  for (const LineId line : lines) {
    const auto open = parts.ledger.open_callbacks(line);
    if (!open) return http::problem(503, open.error().what);
    const bool known = snapshot && snapshot->lines[line.value]->known;
    list.push_back(callbacks_json(parts, line, known, *open));
  }
  return answer(json::object{{"now", parts.config.zone.format(parts.clock.now())},
                             {"lines", std::move(list)}});
}

}  // namespace jono::api
