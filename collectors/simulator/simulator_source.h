// SPDX-License-Identifier: EUPL-1.2
// The simulator as a source of the daemon: a thread that tells made-up events when they happen.
#pragma once

#include <memory>
#include <string_view>

#include "collectors/simulator/pacer.h"
#include "daemon/base/clock.h"
#include "daemon/event/channel.h"

namespace jono::simulator {

class SimulatorSource {
 public:
  // `place` is what the last delivery of this source said; empty if there was none. First what has
  // happened since then, or since the morning, is told as fast as `channel` takes it. `clock`,
  // `channel` and all that `parts` refers to outlive the source.
  [[nodiscard]] static std::unique_ptr<SimulatorSource> start(const PacerParts& parts,
                                                              std::string_view place,
                                                              const Clock& clock,
                                                              EventChannel& channel);
  // Ends the thread, within milliseconds even if the channel is full.
  ~SimulatorSource();
  SimulatorSource(const SimulatorSource&) = delete;
  SimulatorSource& operator=(const SimulatorSource&) = delete;

 private:
  class Worker;
  explicit SimulatorSource(std::unique_ptr<Worker> worker);
  std::unique_ptr<Worker> worker_;
};

}  // namespace jono::simulator
