// SPDX-License-Identifier: EUPL-1.2
// The county's four lines with their usual opening hours, simulated.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "collectors/simulator/pacer.h"

namespace jono::simulator {

// 4.9.2023 is a Monday; until 29.9. there is no holiday.
inline constexpr calendar::LocalDate kMonday =
    std::chrono::local_days(std::chrono::year(2023) / 9 / 4);

class County {
 public:
  // Open from Monday to Friday, `from` to `to`, but for Finnish holidays.
  explicit County(std::chrono::hours from = std::chrono::hours(8),
                  std::chrono::hours to = std::chrono::hours(16));

  [[nodiscard]] Instant day(int number) const {
    return zone.day_start(kMonday + std::chrono::days(number));
  }
  [[nodiscard]] Instant at(int day, std::chrono::minutes time) const {
    return zone.at(kMonday + std::chrono::days(day), time);
  }
  [[nodiscard]] PacerParts parts(const SimulatorConfig& config = {}) {
    return {config, lines, edge, epochs};
  }
  [[nodiscard]] Traffic traffic(const SimulatorConfig& config, Instant start,
                                std::optional<Instant> turned = std::nullopt) {
    return {TrafficPlan{config, lines, start, turned}, edge, epochs};
  }
  [[nodiscard]] std::vector<Event> events(const SimulatorConfig& config, Instant start, Instant end,
                                          std::optional<Instant> turned = std::nullopt);
  // One JSON object a line.
  [[nodiscard]] std::string text(const std::vector<Event>& events) const;

  calendar::Zone zone;
  Names names{{"aspa", "seniorilinja", "sosiaalihuolto", "vaihde"}, {{"sim", {}}}, {}};
  EpochNames epochs;
  Edge edge{&names, IdHasher(IdKey{}), SourceId{0}};
  std::vector<TrafficLine> lines;
};

}  // namespace jono::simulator
