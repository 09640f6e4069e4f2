// SPDX-License-Identifier: EUPL-1.2
// What a phone system itself sums up over an hour or another interval: never part of our figures,
// kept beside them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/file/values.h"
#include "collectors/mapping/mapping.h"
#include "daemon/base/ids.h"
#include "daemon/base/result.h"
#include "daemon/base/time.h"

namespace jono::file {

enum class Unit : std::uint8_t {
  count,
  length,  // h:mm:ss or seconds; kept in milliseconds
  share    // 87,5 % or 87,5; kept as 0.875
};

struct FigureKind {
  std::string_view name;  // of a column of the hour rows or of a figure made from them
  Unit unit;
};

// What a report may give, by name.
inline constexpr std::array kFigures = {
    FigureKind{"offered", Unit::count},
    FigureKind{"answered", Unit::count},
    FigureKind{"abandoned", Unit::count},
    FigureKind{"redirected", Unit::count},
    FigureKind{"redirected_callback", Unit::count},
    FigureKind{"lost", Unit::count},
    FigureKind{"refused", Unit::count},
    FigureKind{"short_abandoned", Unit::count},
    FigureKind{"answered_in_target", Unit::count},
    FigureKind{"abandoned_in_target", Unit::count},
    FigureKind{"talks", Unit::count},
    FigureKind{"callbacks_requested", Unit::count},
    FigureKind{"callbacks_reached", Unit::count},
    FigureKind{"callbacks_closed", Unit::count},
    FigureKind{"callbacks_attempted", Unit::count},
    FigureKind{"callbacks_same_day", Unit::count},
    FigureKind{"wait_answered_ms", Unit::length},
    FigureKind{"wait_abandoned_ms", Unit::length},
    FigureKind{"wait_redirected_ms", Unit::length},
    FigureKind{"longest_wait_ms", Unit::length},
    FigureKind{"talk_ms", Unit::length},
    FigureKind{"callback_delay_ms", Unit::length},
    FigureKind{"callback_longest_ms", Unit::length},
    FigureKind{"wait_mean_answered_ms", Unit::length},
    FigureKind{"wait_mean_all_ms", Unit::length},
    FigureKind{"callback_delay_mean_ms", Unit::length},
    FigureKind{"answer_rate", Unit::share},
    FigureKind{"answer_rate_without_short", Unit::share},
    FigureKind{"service_level_answered", Unit::share},
    FigureKind{"service_level_offered", Unit::share},
    FigureKind{"same_day_callbacks", Unit::share},
};

// Its place in kFigures.
[[nodiscard]] std::optional<std::size_t> figure_named(std::string_view name);

struct Total {
  LineId line;
  Instant from{};
  Instant to{};
  std::size_t figure = 0;  // in kFigures
  double value = 0;
  bool operator==(const Total&) const = default;
};

struct FigureRule {
  std::size_t figure = 0;
  std::size_t place = 0;  // in `rules`' places
};

struct TotalsRules {
  // One template: `line`, the interval's begin as `at`, and its end as `oldest_at` where `length`
  // is not set.
  mapping::Mapping rules{};
  std::optional<Millis> length{};  // of an interval whose end is not given
  std::vector<FigureRule> figures{};
  Decimal decimal = Decimal::comma;
};

inline constexpr Millis kLongestInterval = std::chrono::hours(25);

// Keeps what phone systems say of themselves. Called on a collector's thread.
class TotalsBook {
 public:
  virtual ~TotalsBook() = default;
  // All of it is on disk once this returns well, or none; what was kept of the same intervals
  // before is replaced.
  [[nodiscard]] virtual Result<void> keep(SourceId source, const std::string& file,
                                          std::span<const Total> totals) = 0;
};

}  // namespace jono::file
