// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/opening.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <string>
#include <string_view>

#include "daemon/config/scalars.h"
#include "daemon/config/text.h"

namespace jono::config {
namespace {

using calendar::OpeningVersion;
using calendar::OpenInterval;
using calendar::OpenIntervals;
using std::chrono::minutes;

constexpr std::array<std::string_view, 7> kWeekdays = {"mon", "tue", "wed", "thu",
                                                       "fri", "sat", "sun"};

struct WeekdayRange {
  std::size_t first;
  std::size_t last;
};

std::optional<minutes> clock_time(std::string_view text) {
  const auto digit = [&](std::size_t i) { return '0' <= text[i] && text[i] <= '9'; };
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  if (!digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (minute > 59 || hour * 60 + minute > 24 * 60) return std::nullopt;
  return minutes(hour * 60 + minute);
}

std::optional<OpenInterval> interval(const Node& node) {
  constexpr std::string_view kShape = "an interval such as \"08:00-16:00\", until 24:00 at most";
  const auto text = text_of(node, kShape);
  if (!text) return std::nullopt;
  const bool shaped = text->size() == 11 && (*text)[5] == '-';
  const auto from = shaped ? clock_time(text->substr(0, 5)) : std::nullopt;
  const auto to = shaped ? clock_time(text->substr(6)) : std::nullopt;
  if (!from || !to) {
    node.expected(kShape);
    return std::nullopt;
  }
  if (*from >= *to) {
    node.fault("an interval ends after it begins; over midnight it is two, on two days");
    return std::nullopt;
  }
  return OpenInterval{*from, *to};
}

std::optional<OpenIntervals> intervals(const Node& node) {
  if (node.value().kind == Value::Kind::text && node.value().text == "closed") {
    return OpenIntervals{};
  }
  OpenIntervals out;
  for (const Node& item : items_of(node, "closed or a list such as [\"08:00-16:00\"]")) {
    if (const auto one = interval(item)) out.push_back(*one);
  }
  std::ranges::sort(out, {}, &OpenInterval::from);
  const auto overlap = std::ranges::adjacent_find(
      out, [](const OpenInterval& a, const OpenInterval& b) { return b.from < a.to; });
  if (overlap != out.end()) node.fault("overlapping intervals");
  return out;
}

std::optional<std::size_t> weekday(std::string_view text) {
  const auto found = std::ranges::find(kWeekdays, text);
  if (found == kWeekdays.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kWeekdays.begin());
}

// mon or tue-thu.
std::optional<WeekdayRange> weekdays(std::string_view text) {
  const auto dash = text.find('-');
  const auto first = weekday(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : weekday(text.substr(dash + 1));
  if (!first || !last || *first > *last) return std::nullopt;
  return WeekdayRange{*first, *last};
}

using Week = std::array<OpenIntervals, 7>;

std::optional<Week> weekly(const Node& node) {
  Week out;
  std::bitset<7> seen;
  for (const auto& [key, times] : entries_of(node, "a map such as {mon-fri: [\"08:00-16:00\"]}")) {
    const auto range = weekdays(key);
    const auto open = intervals(times);
    if (!range) {
      times.fault("expected weekdays such as mon, tue-thu or mon-fri as the key");
      continue;
    }
    for (std::size_t day = range->first; day <= range->last; ++day) {
      if (seen[day]) times.fault("a second time for " + std::string(kWeekdays[day]));
      seen.set(day);
      if (open) out[day] = *open;
    }
  }
  return out;
}

using Exceptions = std::map<calendar::LocalDate, OpenIntervals>;

std::optional<Exceptions> exceptions(const Node& node) {
  Exceptions out;
  for (const auto& [key, times] : entries_of(node, "a map such as {2026-12-28: closed}")) {
    const auto on = parse_date(key);
    auto open = intervals(times);
    if (!on) {
      times.fault("expected a date such as 2026-12-28 as the key, found " + in_quotes(key));
    } else if (open) {
      out[*on] = std::move(*open);
    }
  }
  return out;
}

void read_week(Keys& keys, OpeningVersion& out) {
  keys.read("holidays", out.finnish_holidays,
            [](const Node& n) { return choice<bool>(n, {{"finland", true}, {"none", false}}); });
  keys.require("weekly", out.weekly, weekly);
}

OpeningVersion version(const Node& node) {
  OpeningVersion out;
  Keys keys(node);
  keys.require("from", out.from, date);
  read_week(keys, out);
  keys.read("exceptions", out.exceptions, exceptions);
  return out;
}

}  // namespace

std::optional<std::vector<OpeningVersion>> opening(const Node& node) {
  std::vector<OpeningVersion> out;
  for (const Node& item : items_of(node, "a list of versions")) out.push_back(version(item));
  std::ranges::sort(out, {}, &OpeningVersion::from);
  if (std::ranges::adjacent_find(out, {}, &OpeningVersion::from) != out.end()) {
    node.fault("two versions from one date");
  }
  return out;
}

std::optional<OpeningVersion> standing_hours(const Node& node) {
  OpeningVersion out{.from = calendar::LocalDate(std::chrono::year(1900) / 1 / 1)};
  if (node.value().kind == Value::Kind::list && !node.value().items.empty()) {
    if (const auto daily = intervals(node)) out.weekly.fill(*daily);
    return out;
  }
  if (node.value().kind != Value::Kind::list) {
    Keys keys(node);
    read_week(keys, out);
  }
  if (!std::ranges::all_of(out.weekly, &OpenIntervals::empty)) return out;
  node.fault("at least one interval is needed");
  return std::nullopt;
}

std::vector<OpeningVersion> usual_opening() {
  OpeningVersion out{.from = calendar::LocalDate(std::chrono::year(2022) / 1 / 1),
                     .finnish_holidays = true};
  for (std::size_t day = 0; day < 5; ++day) {
    out.weekly[day] = {{std::chrono::hours(8), std::chrono::hours(16)}};
  }
  return {out};
}

}  // namespace jono::config
