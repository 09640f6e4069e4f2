// SPDX-License-Identifier: EUPL-1.2
// The last hour of one line, for the window figures: who was queued and whose wait ended when.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "daemon/engine/callback.h"
#include "daemon/engine/line_settings.h"
#include "daemon/engine/sliding.h"
#include "daemon/engine/visit.h"

namespace jono::engine {

inline constexpr std::array<std::chrono::minutes, 3> kWindows = {
    std::chrono::minutes(15), std::chrono::minutes(30), std::chrono::minutes(60)};

// Of the visits queued, and of those closed, in (now - window, now].
struct WindowFigures {
  std::int64_t offered = 0, answered = 0, abandoned = 0;
  std::optional<Millis> wait_mean{};  // of those answered; rounded half up
  std::optional<Millis> wait_p90{};
  std::optional<double> answer_rate{};    // answered / closed without lost and short abandons
  std::optional<double> service_level{};  // by the line's chosen formula
  std::int64_t callbacks_purged = 0;      // closed without being reached
};

class Recent {
 public:
  // One visit changed from `before` to `after`; null: it was not there, it is no more.
  void change(const Visit* before, const Visit* after);
  // As change(nullptr, &visit) for each of many, in any order; nothing else before restored().
  void restore(const Visit& visit);
  void restored();
  // Takes one callback in (sign +1) or out again (-1).
  void count(const Callback& callback, int sign);
  void forget_before(Instant limit);
  // A hint that a visit will change soon.
  void expect() const;

  // `scratch` is only memory.
  [[nodiscard]] WindowFigures window(Instant now, Millis length, const LineSettings& line,
                                     std::vector<Millis>& scratch) const;
  // Reached callbacks in [from, now].
  [[nodiscard]] std::int64_t reached_since(Instant from) const;
  void forget_reached_before(Instant limit);
  [[nodiscard]] const Sliding<Instant>& reached() const { return reached_; }
  void restore_reached(Instant at) { reached_.insert(at); }

 private:
  struct Closed {
    Instant at;
    Instant queued;
    Outcome outcome;
    auto operator<=>(const Closed&) const = default;
  };
  static std::optional<Closed> closed(const Visit& visit);

  Sliding<Instant> queued_;  // all sorted
  Sliding<Closed> closed_;
  Sliding<Instant> purged_;
  Sliding<Instant> reached_;  // kept longer: see forget_reached_before()
};

}  // namespace jono::engine
