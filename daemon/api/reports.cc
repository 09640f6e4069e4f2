// SPDX-License-Identifier: EUPL-1.2
#include "daemon/api/reports.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "daemon/api/facts.h"
#include "daemon/api/json.h"
#include "daemon/api/query.h"
#include "daemon/http/problem.h"
#include "daemon/report/report.h"
#include "daemon/report/schedule.h"

namespace jono::api {
namespace {

namespace json = boost::json;
using calendar::LocalDate;
using http::Request;
using http::Response;
using report::Period;

constexpr std::string_view kReports = "/api/v1/reports/";
const std::vector<std::string> kFormats = {"html", "csv", "json"};
const std::vector<std::string> kLanguages = {"fi", "sv", "en"};

std::string_view name_of(Period::Kind kind) {
  constexpr std::array<std::string_view, 4> kNames = {"week", "month", "tertial", "span"};
  return kNames[std::size_t(kind)];
}

json::value period_json(const Period& period, LocalDate today) {
  const std::string id = report::id_of(period);
  return {{"period", id},
          {"kind", name_of(period.kind)},
          {"first", text_of(period.first)},
          {"last", text_of(period.end - std::chrono::days(1))},
          {"over", period.end <= today},
          {"path", std::string(kReports) + id}};
}

// Whether some line had begun before the end of the period.
using Begun = std::function<bool(const Period& period)>;

json::array periods_json(LocalDate today, const Begun& begun) {
  constexpr std::array<int, 3> kMost = {60, 15, 4};
  json::array out;
  constexpr std::array kKinds = {Period::Kind::week, Period::Kind::month, Period::Kind::tertial};
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    Period period = report::holding(kKinds[i], today);
    for (int n = 0; n < kMost[i] && begun(period); ++n, period = report::previous(period)) {
      out.push_back(period_json(period, today));
    }
  }
  return out;
}

Response html_headers(Response response) {
  response.headers.emplace_back("Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
                                "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  return response;
}

Response as_response(std::string body, const report::Wish& wish, const std::string& name) {
  constexpr std::array<std::string_view, 3> kTypes = {"text/html; charset=utf-8", kCsv, kJson};
  Response out{.status = 200,
               .content_type = std::string(kTypes[std::size_t(wish.format)]),
               .body = std::move(body)};
  out.revalidate = true;
  if (wish.format == report::Format::html) return html_headers(std::move(out));
  if (wish.format == report::Format::csv) {
    out.headers.emplace_back("Content-Disposition",
                             fmt::format("attachment; filename=\"jonovahti-{}.csv\"", name));
  }
  return out;
}

report::Wish wish_of(Query& query, const config::Config& config) {
  const auto place = [](const std::vector<std::string>& all, const std::string& one) {
    return std::size_t(std::ranges::find(all, one) - all.begin());
  };
  std::vector<std::string> languages = kLanguages;  // the configured one is the usual one
  std::ranges::rotate(languages, languages.begin() + long(config.language));
  report::Wish out;
  out.language = static_cast<Language>(place(kLanguages, query.word("lang", languages)));
  out.format = static_cast<report::Format>(place(kFormats, query.word("format", kFormats)));
  if (query.word("publish", {"false", "true"}) == "true")
    out.small_cells = config.privacy.small_cells;
  return out;
}

Response no_such_period() {
  return http::problem(
      400,
      {"Jakso on viikko (2026-W47; W53 vain joinakin vuosina), kuukausi (2026-11), tertiaali "
       "(2026-T3) tai päivät (2026-11-02..2026-11-08).",
       "Perioden är en vecka (2026-W47; W53 bara vissa år), månad (2026-11), tertial (2026-T3) "
       "eller dagar (2026-11-02..2026-11-08).",
       "The period is a week (2026-W47; W53 in some years only), month (2026-11), tertial "
       "(2026-T3) or days (2026-11-02..2026-11-08)."});
}

Response not_begun() {
  return http::problem(404, {"Jakso ei ole vielä alkanut.", "Perioden har inte börjat.",
                             "That period has not begun yet."});
}

}  // namespace

Response reports(const Parts& parts) {
  const calendar::Zone& zone = parts.config.zone;
  const Instant now = parts.clock.now();
  const LocalDate today = zone.date_of(now);
  const Instant earliest = zone.day_start(today - std::chrono::days(7 * 70));
  std::vector<std::shared_ptr<const engine::LineRecord>> records;
  for (std::uint32_t i = 0; i < parts.names.lines(); ++i) {
    auto record = parts.ledger.record(LineId{i}, earliest, now);
    if (!record) return http::problem(503, record.error().what);
    records.push_back(std::move(*record));
  }
  const auto begun = [&](const Period& period) {
    const Instant end = zone.day_start(period.end);
    return std::ranges::any_of(records, [end](const auto& record) { return record->begun(end); });
  };
  return answer(json::object{{"periods", periods_json(today, begun)},
                             {"formats", json::array(kFormats.begin(), kFormats.end())},
                             {"languages", json::array(kLanguages.begin(), kLanguages.end())}});
}

Response report_of(const Parts& parts, const Request& request) {
  const auto period = report::parse_period(request.path.substr(kReports.size()));
  if (!period) return no_such_period();
  Query query(request, parts.names);
  const report::Wish wish = wish_of(query, parts.config);
  if (query.refusal()) return *query.refusal();
  if (parts.config.zone.day_start(period->first) > parts.clock.now()) return not_begun();
  auto text = report_text(parts, *period, wish);
  if (!text) return http::problem(503, text.error().what);
  return as_response(std::move(*text), wish, report::id_of(*period));
}

Result<std::string> report_text(const Parts& parts, const Period& period,
                                const report::Wish& wish) {
  const auto record = [&](LineId line, Instant from, Instant to) {
    return parts.ledger.record(line, from, to);
  };
  const auto facts = facts_of(parts.config, period, parts.clock.now(), record, parts.alert_log);
  if (!facts) return facts.error();
  return report::make_report(*facts, wish);
}

}  // namespace jono::api
