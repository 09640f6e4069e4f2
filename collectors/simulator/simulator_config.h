// SPDX-License-Identifier: EUPL-1.2
// What a simulator source makes: how much traffic on which line.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "daemon/base/time.h"

namespace jono::simulator {

// Means of a working day (Monday to Friday and no holiday).
struct Volume {
  std::uint32_t calls = 100;
  std::uint32_t callbacks = 10;
  bool operator==(const Volume&) const = default;
};

// What goes wrong on the way, to see what becomes of it. Shares of the events are 0..1, and late
// and reordered come to at most 1.
struct Faults {
  Millis silence{};       // once a day nothing is heard for so long; 0: never
  double duplicated = 0;  // told twice within a minute
  double late = 0;        // told up to two hours later
  double reordered = 0;   // told after what came up to three seconds later
  bool purge = false;     // at closing time every open callback is closed, and nobody called back

  // Whether events are told otherwise than they happen.
  [[nodiscard]] bool on_the_way() const {
    return silence > Millis(0) || duplicated > 0 || late > 0 || reordered > 0;
  }
  bool operator==(const Faults&) const = default;
};

struct SimulatorConfig {
  std::uint64_t seed = 1;  // the same seed gives the same events
  // For showing it at any hour: the day begins when the source does, at ten in the morning of a
  // Monday, and so does every day after it, whatever the opening hours are.
  bool turned = false;
  Faults faults{};
  // By line id. To begin with, what the lines of the county had in 9-12/2023.
  std::map<std::string, Volume, std::less<>> volumes = {{"aspa", {1164, 331}},
                                                        {"seniorilinja", {60, 5}},
                                                        {"sosiaalihuolto", {48, 7}},
                                                        {"vaihde", {972, 0}}};

  // Of any line; one that nothing is said of has the default volume.
  [[nodiscard]] Volume volume_of(std::string_view line) const {
    const auto found = volumes.find(line);
    return found == volumes.end() ? Volume{} : found->second;
  }
};

}  // namespace jono::simulator
