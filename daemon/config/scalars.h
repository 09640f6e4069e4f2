// SPDX-License-Identifier: EUPL-1.2
// Readers of single values. Each gives nullopt after it noted a fault.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/base/local_text.h"
#include "daemon/base/time.h"
#include "daemon/calendar/calendar.h"
#include "daemon/config/walk.h"

namespace jono::config {

// 250ms, 5s, 5m, 4h, 35d, 0d, or h:mm:ss; at most 100 years.
[[nodiscard]] std::optional<Millis> duration(const Node& node);
// The same, and more than 0.
[[nodiscard]] std::optional<Millis> positive_duration(const Node& node);

// 90% or 99.5%, as 0.9 and 0.995; 0% to 100%.
[[nodiscard]] std::optional<double> percentage(const Node& node);

// 2026-11-23, of the years 1900 to 2199.
[[nodiscard]] std::optional<calendar::LocalDate> date(const Node& node);
[[nodiscard]] std::optional<calendar::LocalDate> parse_date(std::string_view text);

// 2026-11-25T12:00:00+02:00.
[[nodiscard]] std::optional<Instant> moment(const Node& node);

// Any text that is not empty.
[[nodiscard]] std::optional<std::string> word(const Node& node);

// The same in one line, as names are.
[[nodiscard]] std::optional<std::string> one_line(const Node& node);

// 1 to `longest` of `letters`; `what` says so, for the fault.
[[nodiscard]] std::optional<std::string> spelled(const Node& node, std::string_view what,
                                                 std::string_view letters, std::size_t longest);

[[nodiscard]] std::optional<std::uint64_t> whole_number(const Node& node);

// One of some words. `what` says what they are, for the fault.
template <class T>
using Choices = std::vector<std::pair<std::string_view, T>>;

[[nodiscard]] std::optional<std::size_t> choice_index(const Node& node,
                                                      const std::vector<std::string_view>& words);

template <class T>
std::optional<T> choice(const Node& node, const Choices<T>& choices) {
  std::vector<std::string_view> words;
  for (const auto& [text, value] : choices) words.push_back(text);
  const auto index = choice_index(node, words);
  if (!index) return std::nullopt;
  return choices[*index].second;
}

// true or false, and no other word.
[[nodiscard]] std::optional<bool> boolean(const Node& node);

[[nodiscard]] std::optional<Language> language(const Node& node);

}  // namespace jono::config
