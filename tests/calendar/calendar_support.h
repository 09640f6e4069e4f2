// SPDX-License-Identifier: EUPL-1.2
// Short names for dates, instants and calendars, and generators of them.
#pragma once

#include <rapidcheck.h>

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/calendar/calendar.h"

namespace jono::calendar {

inline LocalDate day(int y, unsigned m, unsigned d) {
  return LocalDate(std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d));
}

inline Instant utc(int y, unsigned m, unsigned d, Millis since_midnight) {
  return std::chrono::sys_days(std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d)) +
         since_midnight;
}

inline Zone zone_of(std::string_view name) { return Zone::find(name).value(); }

inline rc::Gen<Zone> any_zone() {
  static const std::array zones = {zone_of("Europe/Helsinki"), zone_of("Australia/Lord_Howe"),
                                   zone_of("America/New_York"), zone_of("Asia/Kathmandu")};
  return rc::gen::elementOf(zones);
}

// 2026 to 2035; half of them within three days of a change of the clocks in March, April, October
// or November.
inline rc::Gen<Instant> any_instant() {
  const auto from = utc(2026, 1, 1, Millis(0)).time_since_epoch().count();
  const auto to = utc(2036, 1, 1, Millis(0)).time_since_epoch().count();
  const auto anywhere =
      rc::gen::map(rc::gen::inRange(from, to), [](auto ms) { return Instant(Millis(ms)); });
  const auto near_change = rc::gen::map(
      rc::gen::tuple(rc::gen::inRange(2026, 2036),
                     rc::gen::element(std::pair(3U, 8U), std::pair(3U, 28U), std::pair(4U, 4U),
                                      std::pair(10U, 4U), std::pair(10U, 27U), std::pair(11U, 4U)),
                     rc::gen::inRange(-4 * 86'400'000, 4 * 86'400'000)),
      [](const auto& t) {
        const auto [year, on, ms] = t;
        return utc(year, on.first, on.second, Millis(ms));
      });
  return rc::gen::oneOf(anywhere, near_change);
}

inline OpenInterval open(int from_minute, int to_minute) {
  return {std::chrono::minutes(from_minute), std::chrono::minutes(to_minute)};
}

inline OpeningVersion office_hours(LocalDate from) {
  OpeningVersion out{.from = from, .finnish_holidays = true};
  for (std::size_t i = 0; i < 5; ++i) out.weekly[i] = {open(480, 960)};
  return out;
}

}  // namespace jono::calendar
