// SPDX-License-Identifier: EUPL-1.2
#include "tests/collectors/simulator_support.h"

#include "daemon/event/printer.h"

namespace jono::simulator {

using calendar::LocalDate;

County::County(std::chrono::hours from, std::chrono::hours to)
    : zone(*calendar::Zone::find("Europe/Helsinki")) {
  calendar::OpeningVersion version{.from = LocalDate(std::chrono::year(2022) / 1 / 1),
                                   .finnish_holidays = true};
  for (std::size_t i = 0; i < 5; ++i) version.weekly[i] = {{from, to}};
  for (std::uint32_t i = 0; i < names.lines(); ++i) {
    lines.push_back({LineId{i}, names.of(LineId{i}), calendar::LineCalendar(zone, {version})});
  }
}

std::vector<Event> County::events(const SimulatorConfig& config, Instant start, Instant end,
                                  std::optional<Instant> turned) {
  Traffic from = traffic(config, start, turned);
  std::vector<Event> out;
  while (from.peek(end) != nullptr) out.push_back(from.take());
  return out;
}

std::string County::text(const std::vector<Event>& events) const {
  std::string out;
  for (const Event& event : events) {
    print(event, names, epochs, out);
    out += '\n';
  }
  return out;
}

}  // namespace jono::simulator
