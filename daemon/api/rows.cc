// SPDX-License-Identifier: EUPL-1.2
#include "daemon/api/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "daemon/api/csv.h"
#include "daemon/api/json.h"
#include "daemon/api/query.h"
#include "daemon/http/problem.h"
#include "daemon/http/request_target.h"
#include "daemon/report/period.h"

namespace jono::api {
namespace {

namespace json = boost::json;
using engine::HourRow;
using http::Request;
using http::Response;
using Records = std::vector<std::shared_ptr<const engine::LineRecord>>;

constexpr std::size_t kPage = 10'000;       // of json, whose rows take most memory, no more
constexpr std::size_t kMostRows = 100'000;  // of the others

// Where a page ended: rows come sorted by line and hour.
struct Place {
  std::string line;
  Instant hour = kNever;
};

std::string mark_of(const Place& place) {
  return fmt::format("{}@{}", place.line, place.hour.time_since_epoch().count());
}

std::optional<Place> place_of(std::string_view text) {
  const auto at = text.rfind('@');
  if (at == text.npos) return std::nullopt;
  const std::string_view digits = text.substr(at + 1);
  std::int64_t ms = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), ms);
  if (fault != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return Place{std::string(text.substr(0, at)), Instant(Millis(ms))};
}

struct Page {
  std::vector<std::pair<LineId, HourRow>> rows;
  std::optional<Place> end;  // where more begin
};

struct HourWish {
  std::vector<LineId> lines;
  InstantSpan span;
  Place after{};
  std::size_t most = kPage;
};

// The rows of a page, or why the ledger has none.
Result<Page> page_of(const Parts& parts, const HourWish& wish) {
  Page out;
  for (const LineId line : wish.lines) {
    const std::string& name = parts.names.of(line);
    if (name < wish.after.line) continue;
    const Instant after = name == wish.after.line ? wish.after.hour : kNever;
    const Instant from = std::max(wish.span.from, after);
    const auto record = parts.ledger.record(line, from, wish.span.to);
    if (!record) return record.error();
    for (const HourRow& row : (*record)->hours(from, wish.span.to)) {
      if (row.start <= after) continue;
      if (out.rows.size() == wish.most) {
        const auto& [last_line, last] = out.rows.back();
        out.end = Place{parts.names.of(last_line), last.start};
        return out;
      }
      out.rows.emplace_back(line, row);
    }
  }
  return out;
}

Response no_such_place() {
  return http::problem(
      400, {"after on edellisen sivun antama kohta.", "after är en plats som föregående sida gav.",
            "after is a place that an earlier page gave."});
}

// The same request from where this page ends.
std::string next_path(const Request& request, const Place& end) {
  std::string out = request.path + "?";
  for (const auto& [name, value] : request.query) {
    if (name == "after") continue;
    out += http::encode(name) + "=" + http::encode(value) + "&";
  }
  return out + "after=" + http::encode(mark_of(end));
}

Response page_as_json(const Parts& parts, const Page& page, const std::string& next) {
  json::array rows;
  for (const auto& [line, row] : page.rows) {
    rows.push_back({{"line", parts.names.of(line)}, {"row", json_of(row, parts.config.zone)}});
  }
  json::object out{{"rows", std::move(rows)}};
  out["next"] = next.empty() ? nullptr : json::value(next);
  return kept_answer(out);
}

Response page_as_text(const Parts& parts, const Page& page, bool csv) {
  Response out{.status = 200, .content_type = std::string(csv ? kCsv : kNdjson), .body = {}};
  out.revalidate = true;
  if (csv) out.body = csv_head("line", "hour");
  for (const auto& [line, row] : page.rows) {
    const std::string& name = parts.names.of(line);
    if (csv) {
      append_csv(name, parts.config.zone.format(row.start), parts.config.zone, row, false,
                 out.body);
    } else {
      engine::print_hour(name, parts.config.zone, row, out.body);
      out.body += '\n';
    }
  }
  return out;
}

Response hour_page(const Parts& parts, const Request& request, const HourWish& wish,
                   const std::string& format) {
  const auto page = page_of(parts, wish);
  if (!page) return http::problem(503, page.error().what);
  const std::string next = page->end ? next_path(request, *page->end) : std::string();
  Response out = format == "json" ? page_as_json(parts, *page, next)
                                  : page_as_text(parts, *page, format == "csv");
  if (!next.empty()) out.headers.emplace_back("Link", fmt::format("<{}>; rel=\"next\"", next));
  return out;
}

// A line or several that are put together, and what they are called.
struct Subject {
  std::string kind;  // line or group
  std::string name;
  Records records;
};

HourRow row_of(const Subject& subject, Instant start, Instant end) {
  if (subject.kind == "line") return subject.records.front()->period(start, end);
  std::vector<const engine::LineRecord*> lines;
  for (const auto& record : subject.records) {
    if (record->begun(end)) lines.push_back(record.get());
  }
  return engine::united_row(lines, start, end);
}

bool begun(const Subject& subject, Instant end) {
  return std::ranges::any_of(subject.records, [end](const auto& r) { return r->begun(end); });
}

Response no_such_group() {
  return http::problem(404, {"Sellaista ryhmää ei ole: /api/v1/lines luettelee ne.",
                             "En sådan grupp finns inte: /api/v1/lines räknar upp dem.",
                             "There is no such group: /api/v1/lines lists them."});
}

// The lines one by one, or those of a group as one; "*" is all lines as one.
Result<std::vector<Subject>> subjects_of(const Parts& parts, const std::vector<LineId>& lines,
                                         std::string_view group, const InstantSpan& span) {
  std::vector<Subject> out;
  if (!group.empty()) out.push_back({"group", std::string(group), {}});
  for (const LineId line : lines) {
    if (!group.empty() && group != "*" && parts.config.lines[line.value].group != group) continue;
    auto record = parts.ledger.record(line, span.from, span.to);
    if (!record) return record.error();
    if (group.empty()) out.push_back({"line", parts.names.of(line), {}});
    out.back().records.push_back(std::move(*record));
  }
  return out;
}

using report::Period;

// The days or ISO weeks that overlap the span.
std::vector<Period> periods_of(const DaySpan& span, Period::Kind kind) {
  std::vector<Period> out;
  const std::chrono::days length(kind == Period::Kind::week ? 7 : 1);
  calendar::LocalDate first = span.first;
  if (kind == Period::Kind::week) {
    first -= std::chrono::weekday(first) - std::chrono::Monday;
  }
  for (; first <= span.last; first += length) out.push_back({kind, first, first + length});
  return out;
}

std::string name_of(const Period& period) {
  if (period.kind == Period::Kind::week) return report::id_of(period);
  return text_of(period.first);
}

struct PeriodRow {
  const Subject* subject;
  Period period;
  HourRow row;
};

Response periods_answer(const Parts& parts, const std::vector<PeriodRow>& rows, bool csv) {
  const calendar::Zone& zone = parts.config.zone;
  if (csv) {
    Response out{
        .status = 200, .content_type = std::string(kCsv), .body = csv_head("of", "period")};
    out.revalidate = true;
    for (const PeriodRow& each : rows) {
      append_csv(each.subject->name, name_of(each.period), zone, each.row,
                 each.subject->kind != "line", out.body);
    }
    return out;
  }
  json::array list;
  for (const PeriodRow& each : rows) {
    json::object one{{each.subject->kind, each.subject->name}, {"period", name_of(each.period)}};
    one["row"] = json_of(each.row, zone, {.several_lines = each.subject->kind != "line"});
    list.push_back(std::move(one));
  }
  return kept_answer(json::object{{"rows", std::move(list)}});
}

std::vector<PeriodRow> rows_of(const Parts& parts, const std::vector<Subject>& subjects,
                               const std::vector<Period>& periods) {
  const calendar::Zone& zone = parts.config.zone;
  const Instant now = parts.clock.now();
  std::vector<PeriodRow> out;
  for (const Subject& subject : subjects) {
    for (const Period& period : periods) {
      const Instant start = zone.day_start(period.first), end = zone.day_start(period.end);
      if (start > now || !begun(subject, end)) continue;
      out.push_back({&subject, period, row_of(subject, start, end)});
    }
  }
  return out;
}

Response period_rows(const Parts& parts, const Request& request, Period::Kind kind) {
  const calendar::Zone& zone = parts.config.zone;
  Query query(request, parts.names);
  const DaySpan span = query.days(zone.date_of(parts.clock.now()));
  const std::vector<LineId> lines = query.lines();
  const std::string format = query.word("format", {"json", "csv"});
  if (query.refusal()) return *query.refusal();
  const std::vector<Period> periods = periods_of(span, kind);
  const auto subjects =
      subjects_of(parts, lines, request.parameter("group").value_or(""),
                  {zone.day_start(periods.front().first), zone.day_start(periods.back().end)});
  if (!subjects) return http::problem(503, subjects.error().what);
  if (subjects->front().records.empty()) return no_such_group();
  return periods_answer(parts, rows_of(parts, *subjects, periods), format == "csv");
}

}  // namespace

Response hours(const Parts& parts, const Request& request) {
  Query query(request, parts.names);
  HourWish wish{.lines = query.lines(), .span = query.instants()};
  const std::string format = query.word("format", {"json", "ndjson", "csv"});
  wish.most = query.number("limit", kPage, format == "json" ? kPage : kMostRows);
  if (query.refusal()) return *query.refusal();
  if (const auto after = request.parameter("after"); after && !after->empty()) {
    const auto place = place_of(*after);
    if (!place) return no_such_place();
    wish.after = *place;
  }
  return hour_page(parts, request, wish, format);
}

Response days(const Parts& parts, const Request& request) {
  return period_rows(parts, request, Period::Kind::span);
}

Response weeks(const Parts& parts, const Request& request) {
  return period_rows(parts, request, Period::Kind::week);
}

}  // namespace jono::api
