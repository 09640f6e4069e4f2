// SPDX-License-Identifier: EUPL-1.2
// The calls of the lines of one team: they arrive, wait in order, are answered by the team's
// agents, or go another way.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <queue>
#include <span>
#include <unordered_map>
#include <vector>

#include "collectors/simulator/day_plan.h"
#include "collectors/simulator/random.h"
#include "collectors/simulator/voice.h"

namespace jono::simulator {

// Knows no time but the one it is given; remembers only calls that are not over.
class CallQueue {
 public:
  using Plans = std::span<const DayPlan>;
  struct Line {
    Voice voice;
    PlanParts parts;
    Random random;
  };
  // At least one line; who is free serves the earlier ones first.
  explicit CallQueue(std::vector<Line> lines);

  // Once a day, with `t` in that day: nothing happens before it. `plans` are those of the lines.
  void begin_day(Plans plans, Instant t);
  // When something happens next; Instant::max() for nothing on the days that have begun.
  [[nodiscard]] Instant next_at() const;
  // Lets it happen, and says so.
  void step(Plans plans, Events& out);

 private:
  enum class Kind : std::uint8_t { arrival, shift, leave, answer, hang_up, ready };
  enum class Stage : std::uint8_t { waiting, talking };

  struct Timer {
    Instant at;
    std::uint64_t order = 0;  // of setting it: decides within one instant
    Kind kind = Kind::shift;
    std::uint32_t line = 0;
    std::uint32_t agent = 0;
    std::uint64_t call = 0;
    bool operator>(const Timer& o) const { return at != o.at ? at > o.at : order > o.order; }
  };
  struct Call {
    CallId id;
    std::uint32_t line = 0;
    What leaving;  // what is said when the wait was too long
    Millis talk{};
    Millis wrapup{};
    Stage stage = Stage::waiting;
  };
  using Calls = std::unordered_map<std::uint64_t, Call>;

  struct Queue {
    Line of;
    double callback_share;
    std::deque<std::uint64_t> wanting;  // an agent, first come first; some may have left
    std::size_t waiting = 0;
  };

  void set(Instant at, Kind kind, std::uint32_t line, std::uint64_t call = 0,
           std::uint32_t agent = 0);
  void expect_arrival(Plans plans, std::uint32_t line, Instant after);
  void expect_shift(Plans plans, std::uint32_t line, Instant after);
  void arrive(Plans plans, std::uint32_t line, Instant now, Events& out);
  void admit(Plans plans, std::uint32_t line, Instant now, Events& out);
  void leave(Calls::iterator call, const What& why, Instant now, Events& out);
  void answer(const Timer& timer, Events& out);
  void change_shift(Plans plans, std::uint32_t line, Instant now, Events& out);
  void serve(Plans plans, Instant now);
  [[nodiscard]] Queue* first_wanting();
  [[nodiscard]] bool open_at(const Queue& queue, Instant t) const;

  std::vector<Queue> queues_;
  std::priority_queue<Timer, std::vector<Timer>, std::greater<>> timers_;
  std::uint64_t set_ = 0;   // timers ever
  std::uint64_t made_ = 0;  // calls ever
  Calls calls_;
  // Agents who are free, the lowest number first; those from `agents_` on have never worked yet.
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> free_;
  std::uint32_t agents_ = 0;
};

}  // namespace jono::simulator
