// SPDX-License-Identifier: EUPL-1.2
#include "alerting/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <kainjow/mustache.hpp>

namespace jono::alerting {
namespace {

namespace mustache = kainjow::mustache;

// The inside of one {{…}}.
Result<void> check_tag(std::string_view tag, std::span<const std::string_view> names) {
  constexpr std::string_view kBlank = " \t\r\n";
  const char sigil = tag.empty() ? '\0' : tag.front();
  if (sigil == '!') return {};
  if (sigil == '{' || sigil == '&') {
    return Error{Errc::bad_input, "{{{…}}} and {{&…}} leave out the escaping: write {{…}}"};
  }
  if (sigil == '>' || sigil == '=') {
    return Error{Errc::bad_input, fmt::format("{{{{{}}}}} is not supported here", tag)};
  }
  if (sigil == '#' || sigil == '^' || sigil == '/') tag.remove_prefix(1);
  tag.remove_prefix(std::min(tag.find_first_not_of(kBlank), tag.size()));
  tag = tag.substr(0, tag.find_last_not_of(kBlank) + 1);
  if (std::ranges::find(names, tag) != names.end()) return {};
  return Error{Errc::bad_input, fmt::format("there is no variable {{{{{}}}}}; there are {}", tag,
                                            fmt::join(names, ", "))};
}

struct Pattern {
  std::string_view before;
  std::string_view after;  // and the span and a bracket, where it is not empty
};
// By Told, then by Language.
constexpr std::array<std::array<Pattern, 3>, 4> kPatterns = {{
    {{{"", ""}, {"", ""}, {"", ""}}},
    {{{"Ohi: ", " ("}, {"Över: ", " ("}, {"Resolved: ", " ("}}},
    {{{"Päättyi sulkemisaikaan: ", " ("},
      {"Slutade vid stängning: ", " ("},
      {"Ended at closing time: ", " ("}}},
    {{{"", " (hälytti "}, {"", " (larmade "}, {"", " (was firing "}}},
}};

}  // namespace

Result<void> check_template(const std::string& text, std::span<const std::string_view> names) {
  const std::string_view all = text;
  for (std::size_t at = all.find("{{"); at != all.npos; at = all.find("{{", at)) {
    const std::size_t end = all.find("}}", at);
    if (end == all.npos) break;  // Mustache says so below
    if (const auto ok = check_tag(all.substr(at + 2, end - at - 2), names); !ok) return ok;
    at = end + 2;
  }
  const mustache::mustache parsed(text);
  if (!parsed.is_valid()) return Error{Errc::bad_input, parsed.error_message()};
  return {};
}

std::string fill(const std::string& text, const Variables& variables, const Escape& escape) {
  mustache::data data;
  for (const auto& [name, value] : variables) {
    data.set(name, value.empty() ? mustache::data(mustache::data::type::bool_false)
                                 : mustache::data(value));
  }
  mustache::mustache parsed(text);
  parsed.set_custom_escape(escape);
  return parsed.render(data);
}

std::string rfc3339(Instant t) {
  const auto day = std::chrono::floor<std::chrono::days>(t);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(t - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", int(date.year()),
                     unsigned(date.month()), unsigned(date.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::string local_minute(const calendar::Zone& zone, Instant t) {
  const std::string full = zone.format(t);  // 2026-03-01T10:02:00+02:00
  return full.substr(0, 10) + " " + full.substr(11, 5);
}

std::string local_span(const calendar::Zone& zone, const Notice& notice) {
  const std::string from = local_minute(zone, notice.fired);
  if (!notice.ended) return from.substr(11) + "–";
  const std::string to = local_minute(zone, *notice.ended);
  const bool one_day = from.substr(0, 10) == to.substr(0, 10);
  return one_day ? from.substr(11) + "–" + to.substr(11) : from + "–" + to;
}

LocalText said(const Telling& telling, const calendar::Zone& zone) {
  const std::string span = local_span(zone, telling.notice);
  const auto in = [&](Language language) {
    const Pattern& pattern = kPatterns[std::size_t(telling.told)][std::size_t(language)];
    const std::string& text = telling.notice.text.in(language);
    return fmt::format("{}{}{}{}", pattern.before, text, pattern.after,
                       pattern.after.empty() ? "" : span + ")");
  };
  return {in(Language::fi), in(Language::sv), in(Language::en)};
}

}  // namespace jono::alerting
