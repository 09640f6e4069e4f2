// SPDX-License-Identifier: EUPL-1.2
#include "collectors/mapping/time_format.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace jono::mapping {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::size_t kMostDigits = 18;

std::size_t digits_at(std::string_view text) {
  return std::min(text.find_first_not_of(kDigits), text.size());
}

// Digits alone, few enough for the number.
std::optional<std::int64_t> whole(std::string_view digits) {
  if (digits.empty() || digits.size() > kMostDigits || digits_at(digits) != digits.size()) {
    return std::nullopt;
  }
  std::int64_t out = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return out;
}

// Takes `least` to `most` digits from the front of `text`.
std::optional<std::int64_t> take(std::string_view& text, std::size_t least, std::size_t most) {
  const std::size_t count = std::min(digits_at(text), most);
  if (count < least) return std::nullopt;
  const auto out = whole(text.substr(0, count));
  text.remove_prefix(count);
  return out;
}

// The blank at the front, of those that group digits: U+0020, U+00A0, U+202F; 0: none.
std::size_t blank_at(std::string_view text) {
  for (const std::string_view blank : {" ", "\xc2\xa0", "\xe2\x80\xaf"}) {
    if (text.starts_with(blank)) return blank.size();
  }
  return 0;
}

// 1 to 3 digits, then groups of a blank and three digits. As it is where there is no blank.
std::optional<std::string> ungrouped(std::string_view text) {
  std::string out(text.substr(0, digits_at(text)));
  if (out.size() == text.size()) return out;
  if (out.empty() || out.size() > 3) return std::nullopt;
  text.remove_prefix(out.size());
  while (!text.empty()) {
    const std::size_t blank = blank_at(text);
    const std::string_view group = text.substr(blank, 3);
    if (blank == 0 || group.size() != 3 || digits_at(group) != 3) return std::nullopt;
    out += group;
    text.remove_prefix(blank + 3);
  }
  return out;
}

std::optional<std::int64_t> whole_part(std::string_view text, bool grouped) {
  if (!grouped) return whole(text);
  const auto plain = ungrouped(text);
  return plain ? whole(*plain) : std::nullopt;
}

struct Parts {
  int year = 0;
  unsigned month = 0, day = 0;
  std::int64_t hour = 0, minute = 0, second = 0, millis = 0;
  std::optional<Millis> offset;
};

bool take_fraction(std::string_view& text, Parts& out) {
  constexpr std::size_t kLongest = 9;
  const std::size_t count = std::min(digits_at(text), kLongest);
  if (count == 0) return false;
  std::string thousandths(text.substr(0, count));
  thousandths.resize(3, '0');
  out.millis = *whole(thousandths);
  text.remove_prefix(count);
  return true;
}

bool take_offset(std::string_view& text, Parts& out) {
  if (text.starts_with('Z') || text.starts_with('z')) {
    text.remove_prefix(1);
    out.offset = Millis(0);
    return true;
  }
  if (!text.starts_with('+') && !text.starts_with('-')) return false;
  const int sign = text[0] == '-' ? -1 : 1;
  text.remove_prefix(1);
  const auto hours = take(text, 2, 2);
  if (text.starts_with(':')) text.remove_prefix(1);
  const auto minutes = take(text, 2, 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return false;
  out.offset = sign * (std::chrono::hours(*hours) + std::chrono::minutes(*minutes));
  return true;
}

template <class T>
bool take_into(std::string_view& text, std::size_t least, std::size_t most, T& out) {
  const auto number = take(text, least, most);
  if (number) out = static_cast<T>(*number);
  return number.has_value();
}

bool take_part(char part, std::string_view& text, Parts& out) {
  switch (part) {
    case 'Y':
      return take_into(text, 4, 4, out.year);
    case 'm':
      return take_into(text, 1, 2, out.month);
    case 'd':
      return take_into(text, 1, 2, out.day);
    case 'H':
      return take_into(text, 1, 2, out.hour);
    case 'M':
      return take_into(text, 1, 2, out.minute);
    case 'S':
      return take_into(text, 1, 2, out.second);
    case 'f':
      return take_fraction(text, out);
    case 'z':
      return take_offset(text, out);
    default:
      return false;
  }
}

bool take_all(std::string_view format, std::string_view text, Parts& out) {
  for (std::size_t i = 0; i < format.size(); ++i) {
    const bool escaped = format[i] == '%';
    if (escaped) ++i;  // a checked format does not end there
    if (escaped && format[i] != '%') {
      if (!take_part(format[i], text, out)) return false;
    } else if (text.starts_with(format[i])) {
      text.remove_prefix(1);
    } else {
      return false;
    }
  }
  return text.empty();
}

std::int64_t millis_of(std::int64_t amount, TimeForm unit) {
  if (unit == TimeForm::seconds) return amount * 1000;
  return unit == TimeForm::millis ? amount : amount / 1000;
}

// The first digits of a fraction of a second, as milliseconds.
std::int64_t thousandths(std::string_view digits) {
  std::string out(digits.substr(0, 3));
  out.resize(3, '0');
  return *whole(out);
}

std::optional<Millis> clock_length(std::string_view text) {
  const auto hours = take(text, 1, 6);
  if (!hours || text.size() != 6 || text[0] != ':' || text[3] != ':') return std::nullopt;
  const auto minutes = whole(text.substr(1, 2));
  const auto seconds = whole(text.substr(4, 2));
  if (!minutes || !seconds || *minutes > 59 || *seconds > 59) return std::nullopt;
  return std::chrono::hours(*hours) + std::chrono::minutes(*minutes) +
         std::chrono::seconds(*seconds);
}

}  // namespace

Result<void> TimeFormat::check(std::string_view format) {
  const auto bad = [](std::string what) { return Error{Errc::bad_input, std::move(what)}; };
  std::array<int, 128> seen{};
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') continue;
    const char part = i + 1 < format.size() ? format[++i] : '\0';
    if (part == '%') continue;
    if (std::string_view("YmdHMSfz").find(part) == std::string_view::npos) {
      return bad("only %Y %m %d %H %M %S %f %z and %% are known");
    }
    if (++seen[static_cast<std::size_t>(part)] > 1) {
      return bad(std::string("%") + part + " stands there twice");
    }
  }
  for (const char part : std::string_view("YmdHM")) {
    if (seen[static_cast<std::size_t>(part)] == 0)
      return bad(std::string("%") + part + " is missing");
  }
  return {};
}

std::optional<Instant> TimeFormat::read(std::string_view format, std::string_view text,
                                        const calendar::Zone& zone) {
  Parts parts;
  if (!take_all(format, text, parts)) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year(parts.year), std::chrono::month(parts.month), std::chrono::day(parts.day)};
  if (!date.ok() || parts.hour > 23 || parts.minute > 59 || parts.second > 59) return std::nullopt;
  const auto minutes = std::chrono::hours(parts.hour) + std::chrono::minutes(parts.minute);
  const Millis rest = std::chrono::seconds(parts.second) + Millis(parts.millis);
  if (parts.offset) return Instant(std::chrono::sys_days(date)) + minutes + rest - *parts.offset;
  return zone.at(std::chrono::local_days(date), minutes) + rest;
}

std::optional<Millis> read_amount(std::string_view text, TimeForm unit, char decimal,
                                  bool grouped) {
  constexpr std::int64_t kMost = std::int64_t{1} << 53;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t end = std::min(text.find(decimal), text.size());
  const auto amount = whole_part(text.substr(0, end), grouped);
  if (!amount || *amount > kMost / 1000 * (unit == TimeForm::seconds ? 1 : 1000)) {
    return std::nullopt;
  }
  std::int64_t out = millis_of(*amount, unit);
  if (end < text.size()) {
    const std::string_view fraction = text.substr(end + 1);
    if (fraction.empty() || digits_at(fraction) != fraction.size()) return std::nullopt;
    if (unit == TimeForm::seconds) out += thousandths(fraction);
  }
  return Millis(negative ? -out : out);
}

std::optional<Millis> read_length(std::string_view text, TimeForm unit, char decimal,
                                  bool grouped) {
  const bool clock = text.find(':') != std::string_view::npos;
  const auto out = clock ? clock_length(text) : read_amount(text, unit, decimal, grouped);
  if (!out || *out < Millis(0) || *out > std::chrono::days(366)) return std::nullopt;
  return out;
}

std::optional<std::uint64_t> read_count(std::string_view text, bool grouped) {
  const auto out = whole_part(text, grouped);
  if (!out) return std::nullopt;
  return static_cast<std::uint64_t>(*out);
}

}  // namespace jono::mapping
