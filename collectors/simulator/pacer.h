// SPDX-License-Identifier: EUPL-1.2
// The simulator as a live source, without its thread: which events are due at a given time, and how
// the same stream is taken up again after a restart. Pure: time comes in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/simulator/telling.h"

namespace jono::simulator {

// Up to where the events of which run have been told.
struct Place {
  Instant start;                  // of the run
  std::optional<Instant> turned;  // of the run
  std::uint64_t told = 0;         // how many events; one that is told twice counts twice
  Instant at;                     // when the last one was told
  std::uint64_t digest = 0;       // of all events

  [[nodiscard]] std::string text() const;
  // nullopt for anything that text() did not write.
  [[nodiscard]] static std::optional<Place> parse(std::string_view text);
  bool operator==(const Place&) const = default;
};

struct PacerParts {
  SimulatorConfig config;
  std::vector<TrafficLine> lines;
  Edge edge;
  EpochNames& epochs;
};

class Pacer {
 public:
  // Where `place` is of the same day as `now`, its stream from there on, and never one twice;
  // else a new one, from the beginning of the day that `now` is in. If the configuration would have
  // made other events than those told, what has been told stands, and a new stream begins at `now`.
  Pacer(const PacerParts& parts, std::string_view place, Instant now);

  // Appends what is due at `now` and was not given yet, at most `most` events.
  void take(Instant now, std::size_t most, std::vector<Event>& out);
  // When the next event is due, or `latest` if nothing is before that.
  [[nodiscard]] Instant next_due(Instant latest);
  // Whether there is no sign of life at `now`, by one of the faults.
  [[nodiscard]] bool silent_at(Instant now) const { return telling_->silent_at(now); }
  // Of what was taken; empty if nothing was ever.
  [[nodiscard]] std::string place() const;

 private:
  void begin(const PacerParts& parts, Instant start, std::optional<Instant> turned);
  [[nodiscard]] bool resume(const PacerParts& parts, const Place& told);
  Event next();

  Place told_;
  std::optional<Telling> telling_;
  std::string bytes_;  // of one event
};

}  // namespace jono::simulator
