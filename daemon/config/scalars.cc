// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/scalars.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "daemon/base/hidden.h"
#include "daemon/config/text.h"
#include "daemon/event/rfc3339.h"

namespace jono::config {
namespace {

constexpr Millis kLongest = std::chrono::days(36'525);
constexpr std::string_view kDurationShape = "a duration such as 250ms, 5s, 5m, 4h or 35d";

// Digits only: no sign, no blank, nothing after them.
template <class T>
std::optional<T> number(std::string_view text) {
  T out{};
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc()) return std::nullopt;
  return out;
}

std::optional<Millis> unit(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Millis>, 5> kUnits = {
      {{"ms", Millis(1)},
       {"s", std::chrono::seconds(1)},
       {"m", std::chrono::minutes(1)},
       {"h", std::chrono::hours(1)},
       {"d", std::chrono::days(1)}}};
  for (const auto& [text, length] : kUnits) {
    if (name == text) return length;
  }
  return std::nullopt;
}

// h:mm:ss, exactly: in anything else a part is past its end or a digit is missing.
std::optional<Millis> clock_duration(std::string_view text) {
  const auto colon = text.find(':');
  const std::string_view rest = text.substr(colon + 1);
  if (rest.size() != 5 || rest[2] != ':') return std::nullopt;
  const auto hours = number<std::uint32_t>(text.substr(0, colon));
  const auto minutes = number<std::uint32_t>(rest.substr(0, 2));
  const auto seconds = number<std::uint32_t>(rest.substr(3));
  if (!hours || !minutes || !seconds || *minutes > 59 || *seconds > 59) return std::nullopt;
  return std::chrono::hours(*hours) + std::chrono::minutes(*minutes) +
         std::chrono::seconds(*seconds);
}

std::optional<Millis> unit_duration(std::string_view text) {
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto count = number<std::uint64_t>(text.substr(0, digits));
  const auto length = unit(text.substr(digits));
  if (!count || !length) return std::nullopt;
  const auto most = static_cast<std::uint64_t>(kLongest / *length);
  if (*count > most) return kLongest + Millis(1);
  return static_cast<Millis::rep>(*count) * *length;
}

}  // namespace

std::optional<Millis> duration(const Node& node) {
  const auto text = text_of(node, kDurationShape);
  if (!text) return std::nullopt;
  const bool clock = text->find(':') != std::string_view::npos;
  const auto out = clock ? clock_duration(*text) : unit_duration(*text);
  if (!out && clock) {
    node.fault(in_quotes(*text) +
               " has no certain reading: write h:mm:ss with two digits of minutes" +
               " and seconds, both below 60, or " + std::string(kDurationShape));
  } else if (!out) {
    node.expected(kDurationShape);
  } else if (*out > kLongest) {
    node.fault(in_quotes(*text) + " is more than 100 years");
    return std::nullopt;
  }
  return out;
}

std::optional<Millis> positive_duration(const Node& node) {
  const auto out = duration(node);
  if (out && *out == Millis(0)) {
    node.fault("must be more than 0");
    return std::nullopt;
  }
  return out;
}

std::optional<double> percentage(const Node& node) {
  constexpr std::string_view kShape = "a percentage from 0% to 100%, such as 90%";
  const auto text = text_of(node, kShape);
  if (!text) return std::nullopt;
  double out = 0;
  const auto* const end = text->data() + text->size();
  const auto parsed = std::from_chars(text->data(), end, out, std::chars_format::fixed);
  const bool shaped = parsed.ec == std::errc() && parsed.ptr + 1 == end && *parsed.ptr == '%';
  if (!shaped || !(out >= 0 && out <= 100)) {
    node.expected(kShape);
    return std::nullopt;
  }
  return out / 100;
}

std::optional<calendar::LocalDate> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = number<int>(text.substr(0, 4));
  const auto m = number<unsigned>(text.substr(5, 2));
  const auto d = number<unsigned>(text.substr(8, 2));
  if (!y || !m || !d || *y < 1900 || *y > 2199) return std::nullopt;
  const auto out = std::chrono::year(*y) / std::chrono::month(*m) / std::chrono::day(*d);
  if (!out.ok()) return std::nullopt;
  return calendar::LocalDate(out);
}

std::optional<calendar::LocalDate> date(const Node& node) {
  constexpr std::string_view kShape = "a date such as 2026-11-23";
  const auto text = text_of(node, kShape);
  if (!text) return std::nullopt;
  const auto out = parse_date(*text);
  if (!out) node.expected(kShape);
  return out;
}

std::optional<Instant> moment(const Node& node) {
  constexpr std::string_view kShape = "an instant such as 2026-11-25T12:00:00+02:00";
  const auto text = text_of(node, kShape);
  if (!text) return std::nullopt;
  const auto out = parse_rfc3339(*text);
  if (!out) node.expected(kShape);
  return out;
}

std::optional<std::string> word(const Node& node) {
  const auto text = text_of(node, "a text");
  if (!text) return std::nullopt;
  if (!text->empty() && !first_bad_byte(*text)) return std::string(*text);
  node.fault(text->empty() ? "must not be empty" : "must not have control characters");
  return std::nullopt;
}

std::optional<std::string> one_line(const Node& node) {
  auto out = word(node);
  if (!out || find_hidden(*out) == std::string::npos) return out;
  node.fault("must be one line");
  return std::nullopt;
}

std::optional<std::string> spelled(const Node& node, std::string_view what,
                                   std::string_view letters, std::size_t longest) {
  const auto text = text_of(node, what);
  if (!text) return std::nullopt;
  if (!text->empty() && text->size() <= longest &&
      text->find_first_not_of(letters) == std::string_view::npos) {
    return std::string(*text);
  }
  node.expected(what);
  return std::nullopt;
}

std::optional<std::uint64_t> whole_number(const Node& node) {
  const auto text = text_of(node, "a whole number");
  if (!text) return std::nullopt;
  const auto out = number<std::uint64_t>(*text);
  if (!out) node.expected("a whole number");
  return out;
}

std::optional<std::size_t> choice_index(const Node& node,
                                        const std::vector<std::string_view>& words) {
  std::string listed;
  for (const auto w : words) listed += (listed.empty() ? "" : ", ") + std::string(w);
  const auto text = text_of(node, "one of " + listed);
  if (!text) return std::nullopt;
  const auto found = std::ranges::find(words, *text);
  if (found == words.end()) {
    node.fault("expected one of " + listed + ", found " + in_quotes(*text) +
               did_you_mean(*text, words));
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - words.begin());
}

std::optional<bool> boolean(const Node& node) {
  return choice<bool>(node, {{"true", true}, {"false", false}});
}

std::optional<Language> language(const Node& node) {
  return choice<Language>(node, {{"fi", Language::fi}, {"sv", Language::sv}, {"en", Language::en}});
}

}  // namespace jono::config
