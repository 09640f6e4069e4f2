// SPDX-License-Identifier: EUPL-1.2
#include "alerting/silence.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "daemon/base/hidden.h"
#include "daemon/calendar/calendar.h"

namespace jono::alerting {
namespace {

constexpr std::size_t kLongestWords = 500;  // bytes

std::optional<Subject::Kind> kind_of(std::string_view name) {
  constexpr std::array kKinds = {Subject::Kind::line, Subject::Kind::group, Subject::Kind::source,
                                 Subject::Kind::backlog};
  const auto* found = std::ranges::find(kKinds, name, [](auto kind) { return name_of(kind); });
  return found == kKinds.end() ? std::nullopt : std::optional(*found);
}

bool whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc() && end == text.data() + text.size();
}

Result<void> check_line(std::string_view name, std::string_view text) {
  if (text.find_first_not_of(' ') == text.npos) {
    return Error{Errc::bad_input, fmt::format("{} is missing", name)};
  }
  if (text.size() > kLongestWords) {
    return Error{Errc::bad_input, fmt::format("{} is longer than {} bytes", name, kLongestWords)};
  }
  if (find_hidden(text) != text.npos)
    return Error{Errc::bad_input, fmt::format("{} must be one line of text", name)};
  return {};
}

}  // namespace

AlertId id_of(const Notice& notice) { return {notice.rule, notice.kind, notice.subject}; }

std::optional<AlertId> alert_of(std::string_view key) {
  const std::size_t first = key.find('/');
  const std::size_t second = first == key.npos ? first : key.find('/', first + 1);
  const std::size_t last = key.rfind('/');
  if (second == key.npos || last == second || !whole_number(key.substr(last + 1))) return {};
  const auto kind = kind_of(key.substr(first + 1, second - first - 1));
  if (!kind) return std::nullopt;
  return AlertId{std::string(key.substr(0, first)), *kind,
                 std::string(key.substr(second + 1, last - second - 1))};
}

bool holds(const Silence& silence, const AlertId& alert, Instant now) {
  if (now < silence.from || now >= silence.until) return false;
  if (!silence.rule.empty() && silence.rule != alert.rule) return false;
  return !silence.subject || *silence.subject == SilencedSubject{alert.kind, alert.subject};
}

std::string print(const Silence& silence) {
  std::string out = fmt::format("{}: ", silence.id);
  out += silence.rule.empty() ? "all rules" : "rule " + silence.rule;
  if (silence.subject) {
    out += fmt::format(", {} {}", name_of(silence.subject->kind), silence.subject->id);
  }
  const std::string until = calendar::Zone::utc().format(silence.until);
  return out + ", until " + until.substr(0, until.find('+')) + "Z";
}

Result<void> check_words(std::string_view who, std::string_view why) {
  if (const auto ok = check_line("who does it", who); !ok) return ok;
  return check_line("the reason", why);
}

Result<void> check_times(Instant from, Instant until, Instant now) {
  if (until <= now) return Error{Errc::bad_input, "its end is in the past"};
  if (until <= from) return Error{Errc::bad_input, "its end is before its beginning"};
  if (until - from > kLongestSilence) {
    return Error{Errc::bad_input, "it may last 72 hours at most"};
  }
  return {};
}

}  // namespace jono::alerting
