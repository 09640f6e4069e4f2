// SPDX-License-Identifier: EUPL-1.2
#include "alerting/foreign_silences.h"

#include <boost/json.hpp>
#include <charconv>

namespace jono::alerting {
namespace {

namespace json = boost::json;

constexpr std::size_t kMost = 200;         // silences shown of one Alertmanager
constexpr std::size_t kLongestWord = 200;  // bytes

// Whole numbers of a text such as 2026-11-23T10:00:00.123Z, at a place of two or four digits.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  int out = -1;
  if (at + count <= text.size()) std::from_chars(&text[at], &text[at] + count, out);
  return out;
}

// Alertmanager prints its instants in UTC.
std::optional<Instant> parse_utc(std::string_view text) {
  if (text.size() < 20 || text.back() != 'Z') return {};
  const std::chrono::year_month_day date{std::chrono::year(digits(text, 0, 4)),
                                         std::chrono::month(unsigned(digits(text, 5, 2))),
                                         std::chrono::day(unsigned(digits(text, 8, 2)))};
  if (!date.ok()) return {};
  return std::chrono::sys_days(date) + std::chrono::hours(digits(text, 11, 2)) +
         std::chrono::minutes(digits(text, 14, 2)) + std::chrono::seconds(digits(text, 17, 2));
}

std::string word(const json::value& of, std::string_view key) {
  return std::string(of.at(key).as_string()).substr(0, kLongestWord);
}

std::string matchers_of(const json::value& silence) {
  std::string out;
  for (const json::value& matcher : silence.at("matchers").as_array()) {
    const auto* equal = matcher.as_object().if_contains("isEqual");
    const bool is_equal = equal == nullptr || equal->as_bool();
    const bool regex = matcher.at("isRegex").as_bool();
    out += (out.empty() ? "" : ", ") + word(matcher, "name") +
           (is_equal ? (regex ? "=~" : "=") : (regex ? "!~" : "!=")) + word(matcher, "value");
  }
  return out;
}

}  // namespace

Result<std::vector<ForeignSilence>> parse_foreign_silences(std::string_view where,
                                                           std::string_view body) {
  std::vector<ForeignSilence> out;
  try {
    const json::value root = json::parse(body);
    for (const json::value& silence : root.as_array()) {
      if (out.size() == kMost || silence.at("status").at("state").as_string() != "active") continue;
      const auto until = parse_utc(silence.at("endsAt").as_string());
      if (!until) continue;
      out.push_back({std::string(where), matchers_of(silence), *until, word(silence, "createdBy"),
                     word(silence, "comment")});
    }
  } catch (const std::exception& e) {
    return Error{Errc::bad_input,
                 std::string(where) + ": its silences cannot be read: " + e.what()};
  }
  return out;
}

}  // namespace jono::alerting
