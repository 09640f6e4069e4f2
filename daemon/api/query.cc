// SPDX-License-Identifier: EUPL-1.2
#include "daemon/api/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "daemon/config/scalars.h"
#include "daemon/event/rfc3339.h"
#include "daemon/http/problem.h"

namespace jono::api {

using http::problem;

std::optional<std::string_view> Query::given(std::string_view name) const {
  const auto value = request_.parameter(name);
  return value && !value->empty() ? value : std::nullopt;
}

void Query::refuse(http::Response refusal) {
  if (!refusal_) refusal_ = std::move(refusal);
}

LineId Query::named(std::string_view name) {
  const LineId out = names_.line(name);
  if (!out.set()) {
    refuse(problem(404, {"Sellaista linjaa ei ole: /api/v1/lines luettelee ne.",
                         "En sådan linje finns inte: /api/v1/lines räknar upp dem.",
                         "There is no such line: /api/v1/lines lists them."}));
  }
  return out;
}

LineId Query::line() {
  if (const auto name = given("line")) return named(*name);
  refuse(problem(400, {"Parametri line puuttuu: se nimeää linjan.",
                       "Parametern line saknas: den anger linjen.",
                       "The parameter line is missing: it names a line."}));
  return {};
}

std::vector<LineId> Query::lines() {
  if (const auto name = given("line")) return {named(*name)};
  std::vector<LineId> out;
  for (std::uint32_t i = 0; i < names_.lines(); ++i) out.push_back(LineId{i});
  return out;
}

Instant Query::instant(std::string_view name, Instant otherwise) {
  const auto text = given(name);
  const auto out = text ? parse_rfc3339(*text) : otherwise;
  if (out) return *out;
  refuse(problem(400, {fmt::format("{} on aika muodossa 2026-11-23T08:00:00%2B02:00.", name),
                       fmt::format("{} är en tid som 2026-11-23T08:00:00%2B02:00.", name),
                       fmt::format("{} is an RFC 3339 instant with an offset, such as "
                                   "2026-11-23T08:00:00%2B02:00.",
                                   name)}));
  return otherwise;
}

InstantSpan Query::instants() {
  const InstantSpan whole;
  return {instant("from", whole.from), instant("to", whole.to)};
}

calendar::LocalDate Query::date(std::string_view name, calendar::LocalDate otherwise) {
  const auto text = given(name);
  const auto out = text ? config::parse_date(*text) : otherwise;
  if (out) return *out;
  refuse(problem(400, {fmt::format("{} on päivä muodossa 2026-11-23.", name),
                       fmt::format("{} är ett datum som 2026-11-23.", name),
                       fmt::format("{} is a date such as 2026-11-23.", name)}));
  return otherwise;
}

DaySpan Query::days(calendar::LocalDate today) {
  constexpr std::chrono::days kUsual{55};
  DaySpan out;
  out.last = date("to", today);
  out.first = date("from", out.last - kUsual);
  if (out.first <= out.last && out.last - out.first < std::chrono::days(kMostDays)) return out;
  refuse(problem(400, {fmt::format("from on ennen to:ta, enintään {} päivää.", kMostDays),
                       fmt::format("from är före to, högst {} dagar.", kMostDays),
                       fmt::format("from is before to, by at most {} days.", kMostDays)}));
  return {today, today};
}

std::string Query::word(std::string_view name, const std::vector<std::string>& known) {
  const auto word = given(name);
  if (!word) return known.front();
  if (std::ranges::find(known, *word) != known.end()) return std::string(*word);
  const std::string all = fmt::format("{}", fmt::join(known, ", "));
  refuse(problem(400, {fmt::format("{} on jokin näistä: {}.", name, all),
                       fmt::format("{} är något av dessa: {}.", name, all),
                       fmt::format("{} is one of {}.", name, all)}));
  return known.front();
}

std::size_t Query::number(std::string_view name, std::size_t otherwise, std::size_t most) {
  const auto text = given(name);
  if (!text) return otherwise;
  std::size_t out = 0;
  const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), out);
  const bool whole = fault == std::errc{} && end == text->data() + text->size();
  if (whole && out >= 1 && out <= most) return out;
  refuse(problem(400, {fmt::format("{} on kokonaisluku välillä 1–{}.", name, most),
                       fmt::format("{} är ett heltal från 1 till {}.", name, most),
                       fmt::format("{} is a whole number from 1 to {}.", name, most)}));
  return otherwise;
}

}  // namespace jono::api
