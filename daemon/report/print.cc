// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/print.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "daemon/base/overload.h"
#include "daemon/report/words.h"

namespace jono::report {
namespace {

constexpr std::string_view kNoBreak = "\u00a0";
constexpr std::string_view kAbsent = "–";

// Tenths, with the language's decimal sign.
std::string tenths(std::int64_t value, Language language) {
  return fmt::format("{}{}{}", count(value / 10), language == Language::en ? "." : ",", value % 10);
}

std::string with_percent(std::string number, Language language) {
  if (language != Language::en) number += kNoBreak;
  return number + "%";
}

// `size` without its sign, behind `sign`'s; nothing is neither more nor less.
std::string signed_text(std::int64_t sign, std::string size) {
  if (sign == 0) return size;
  return (sign < 0 ? "−" : "+") + size;
}

std::string change_of(std::int64_t now, std::int64_t then, Language language) {
  if (then == 0) return std::string(kAbsent);
  const auto by = std::llround(1000.0 * double(now - then) / double(then));
  return signed_text(by, with_percent(tenths(std::abs(by), language), language));
}

std::string change_of(double now, double then, Language language) {
  const auto by = std::llround(1000 * (now - then));
  return signed_text(by, fmt::format("{}{}{}", tenths(std::abs(by), language), kNoBreak,
                                     words::kPoints.in(language)));
}

std::string change_of(Millis now, Millis then, Language) {
  const auto size = std::chrono::abs(now - then);
  const std::int64_t sign = size < Millis(500) ? 0 : (now - then).count();
  return signed_text(sign, duration(size));
}

}  // namespace

std::string duration(Millis value) {
  const std::int64_t seconds = (value.count() + 500) / 1000;
  return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string count(std::int64_t value) {
  std::string out = std::to_string(value);
  const std::size_t sign = value < 0 ? 1 : 0;
  for (std::size_t at = out.size(); at > sign + 3;) out.insert(at -= 3, kNoBreak);
  return out;
}

std::string percent(double share, Language language) {
  std::int64_t value = std::llround(share * 1000);
  if (share < 1) value = std::min<std::int64_t>(value, 999);
  if (share > 0) value = std::max<std::int64_t>(value, 1);
  return with_percent(tenths(value, language), language);
}

std::string round_percent(double share, Language language) {
  const std::int64_t value = std::llround(share * 1000);
  return with_percent(value % 10 == 0 ? count(value / 10) : tenths(value, language), language);
}

std::string date(calendar::LocalDate day, Language language) {
  const std::chrono::year_month_day d(day);
  const int y = static_cast<int>(d.year());
  const auto month = static_cast<unsigned>(d.month());
  const auto in_month = static_cast<unsigned>(d.day());
  if (language == Language::en) return fmt::format("{:04}-{:02}-{:02}", y, month, in_month);
  return fmt::format("{}.{}.{}", in_month, month, y);
}

std::string dates(calendar::LocalDate first, calendar::LocalDate end, Language language) {
  const calendar::LocalDate last = end - std::chrono::days(1);
  if (last <= first) return date(first, language);
  const bool iso = language == Language::en;
  return fmt::format("{}{}{}", date(first, language), iso ? " – " : "–", date(last, language));
}

std::string clock(const calendar::Zone& zone, Instant t, Language language) {
  std::string text = zone.format(t).substr(11, 5);
  if (language != Language::fi) return text;
  text[2] = '.';
  return text.front() == '0' ? text.substr(1) : text;
}

std::string shown(const Value& value, Language language) {
  return std::visit(
      Overload{[](Absent) { return std::string(kAbsent); },
               [](Hidden h) { return h.below > 0 ? fmt::format("<{}", h.below) : ".."; },
               [](std::int64_t n) { return count(n); }, [](Millis d) { return duration(d); },
               [&](double share) { return percent(share, language); }},
      value);
}

std::string change(const Value& now, const Value& then, Language language) {
  return std::visit(
      [&]<class A, class B>(const A& a, const B& b) {
        if constexpr (std::is_same_v<A, B> && !std::is_empty_v<A> && !std::is_same_v<A, Hidden>) {
          return change_of(a, b, language);
        } else {
          return std::string(kAbsent);
        }
      },
      now, then);
}

}  // namespace jono::report
