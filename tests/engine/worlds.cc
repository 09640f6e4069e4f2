// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <chrono>
#include <span>

#include "tests/engine/histories.h"

namespace jono::engine::histories {
namespace {

using namespace std::chrono_literals;

calendar::LineCalendar hours(const calendar::Zone& zone, bool always) {
  const auto minutes = [](int h) { return std::chrono::minutes(h * 60); };
  calendar::OpeningVersion version;
  version.finnish_holidays = !always;
  for (std::size_t day = 0; day < version.weekly.size(); ++day) {
    if (always) {
      version.weekly[day] = {{minutes(0), minutes(24)}};
    } else if (day < 5) {
      version.weekly[day] = {{minutes(8), minutes(12)}, {minutes(12) + 45min, minutes(16)}};
    } else if (day == 6) {
      version.weekly[day] = {{minutes(2), minutes(4)}};
    }
  }
  return {zone, {version}};
}

LineSettings line(std::string id, const calendar::Zone& zone, std::uint32_t kind, Instant change) {
  static constexpr std::array<Millis, 4> kLostAfter = {10s, 1h, 4h, 3s};
  return {.id = std::move(id),
          .calendar = hours(zone, kind % 2 == 0),
          .wait_target = calendar::Dated<Millis>(
              std::vector<std::pair<Instant, Millis>>{{kNever, 1000ms}, {change, 400ms}}),
          .short_abandon = kind / 2 % 2 == 0 ? 1000ms : 5000ms,
          .lost_after = kLostAfter[kind / 4 % kLostAfter.size()]};
}

// At the first or the second base from one source to the other; or not at all.
void hand_over(LineSettings& line, std::uint32_t kind, std::span<const Instant> bases) {
  if (kind < 2) return;
  line.terms[SourceId{0}].until = bases[kind - 2];
  line.terms[SourceId{1}].from = bases[kind - 2];
}

// Some way from `instant`, or where its local day begins or ends.
constexpr std::uint32_t kBases = 18;
Instant base_near(const calendar::Zone& zone, Instant instant, std::uint32_t base) {
  static constexpr std::array<Millis, kBases - 2> kFrom = {
      0s,   -1s, -2s,         10s, 15min - 1s, 15min, 1h,     1h - 2s,
      -10s, 2h,  24h + 500ms, -1h, -24h,       4h,    -30min, 72h};
  if (base < kFrom.size()) return instant + kFrom[base];
  const calendar::LocalDate day = zone.date_of(instant);
  return base == kFrom.size() ? zone.day_start(day) : zone.day_end(day);
}

// `density`: how few keys, types and instants come together.
World around(const calendar::Zone& zone, Instant instant, std::span<const std::uint32_t> kinds,
             std::span<const std::uint32_t> bases, std::uint32_t density) {
  World world;
  world.keys = std::array{1U, 2U, 12U}[density % 3];
  world.focus = density / 3 % 4;
  world.offsets = std::array{4U, 8U, 16U}[density / 12];
  for (const std::uint32_t base : bases) world.bases.push_back(base_near(zone, instant, base));
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    world.lines.push_back(line("line" + std::to_string(i), zone, kinds[i], instant + 1s));
    hand_over(world.lines.back(), kinds[i] / 16 % 4, world.bases);
  }
  return world;
}

const calendar::Zone& helsinki() {
  static const calendar::Zone zone = calendar::Zone::find("Europe/Helsinki").value();
  return zone;
}

}  // namespace

rc::Gen<std::uint32_t> below(std::size_t most) {
  return rc::gen::resize(rc::kNominalSize,
                         rc::gen::inRange<std::uint32_t>(0, static_cast<std::uint32_t>(most)));
}

rc::Gen<World> world_around(calendar::Zone zone, Instant instant) {
  return rc::gen::apply(
      [zone = std::move(zone), instant](
          const std::array<std::uint32_t, 2>& kinds, const std::array<std::uint32_t, 3>& bases,
          std::uint32_t density) { return around(zone, instant, kinds, bases, density); },
      rc::gen::container<std::array<std::uint32_t, 2>>(below(64)),
      rc::gen::container<std::array<std::uint32_t, 3>>(below(kBases)), below(36));
}

rc::Gen<World> world() {
  const Instant clocks_back = std::chrono::sys_days(std::chrono::year(2026) / 10 / 25) + 1h;
  return rc::gen::mapcat(rc::gen::arbitrary<bool>(), [clocks_back](bool utc) {
    return world_around(utc ? calendar::Zone::utc() : helsinki(), clocks_back);
  });
}

}  // namespace jono::engine::histories
