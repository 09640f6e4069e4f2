// SPDX-License-Identifier: EUPL-1.2
#include "daemon/api/json.h"

#include <fmt/format.h>

#include "daemon/engine/columns.h"
#include "daemon/http/problem.h"

namespace jono::api {
namespace {

namespace json = boost::json;

class Columns {
 public:
  explicit Columns(json::object& out) : out_(out) {}

  void operator()(std::string_view name, std::int64_t value) { out_[name] = value; }
  void operator()(std::string_view name, Millis value) { out_[name] = value.count(); }
  void operator()(std::string_view name, std::optional<Millis> value) {
    if (value) {
      out_[name] = value->count();
    } else {
      out_[name] = nullptr;
    }
  }
  void operator()(std::string_view name, double value) {
    out_[name] = json_of(std::optional(value));
  }
  void operator()(std::string_view name, std::optional<double> value) {
    out_[name] = json_of(value);
  }

 private:
  json::object& out_;
};

}  // namespace

json::value json_of(const LocalText& text) {
  return {{"fi", text.fi}, {"sv", text.sv}, {"en", text.en}};
}

std::string text_of(calendar::LocalDate day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", int(date.year()), unsigned(date.month()),
                     unsigned(date.day()));
}

json::value json_of(std::optional<Instant> t, const calendar::Zone& zone) {
  return t && *t != kNever ? json::value(zone.format(*t)) : json::value(nullptr);
}

json::value json_of(std::optional<double> figure) {
  if (!figure) return nullptr;
  const auto whole = static_cast<std::int64_t>(*figure);
  return static_cast<double>(whole) == *figure ? json::value(whole) : json::value(*figure);
}

json::value seconds_of(std::optional<Millis> time) {
  if (!time) return nullptr;
  return json_of(std::optional(static_cast<double>(time->count()) / 1000));
}

json::object json_of(const engine::HourRow& row, const calendar::Zone& zone, RowForm form) {
  json::object out{{"from", zone.format(row.start)}, {"to", zone.format(row.end)}};
  engine::for_each_column(row, Columns(out));
  if (form.several_lines) out["queue_max"] = nullptr;
  json::object figures;
  engine::for_each_made(row, Columns(figures));
  out["figures"] = std::move(figures);
  return out;
}

http::Response answer(const json::value& value) {
  return {.status = 200, .content_type = std::string(kJson), .body = json::serialize(value) + "\n"};
}

http::Response kept_answer(const json::value& value) {
  http::Response out = answer(value);
  out.revalidate = true;
  return out;
}

http::Response still_reading() {
  return http::problem(503, {"Luetaan vielä päiväkirjaa; yritä pian uudelleen.",
                             "Journalen läses ännu; försök snart igen.",
                             "Still reading the journal; try again soon."});
}

}  // namespace jono::api
