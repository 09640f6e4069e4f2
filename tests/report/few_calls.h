// SPDX-License-Identifier: EUPL-1.2
// Weeks of few calls, with every count that they are made of.
#pragma once

#include <initializer_list>
#include <string>

#include "tests/report/attacker.h"
#include "tests/report/traffic.h"

namespace jono::report::testing {

using calendar::LocalDate;
using std::chrono::days;

inline constexpr std::string_view kWeek = "2026-W47";
inline constexpr std::size_t kDays = 5;   // of calls; the other two are empty
inline constexpr std::size_t kHours = 3;  // 8, 9 and 10 o'clock

// What a line's week is made of: calls by day, hour and how they ended, and the parts of them that
// are told of the whole week only.
struct Counts {
  static constexpr std::size_t kEnds = 3;  // answered, unanswered, waiting
  enum Fine : std::size_t {
    in_target,
    late,
    short_abandoned,
    long_abandoned,
    otherwise,
    same_day,
    reached_later,
    closed,
    open,
    kFine
  };
  static constexpr std::size_t kSize = kDays * kHours * kEnds + kFine;

  static std::size_t cell(std::size_t day, std::size_t hour, std::size_t end) {
    return (day * kHours + hour) * kEnds + end;
  }
  static std::size_t fine(Fine which) { return kDays * kHours * kEnds + which; }
};

inline Form none() { return Form(Counts::kSize); }

inline Form cells(std::size_t day, std::size_t day_end, std::size_t hour, std::size_t hour_end,
                  std::initializer_list<std::size_t> ends) {
  Form out = none();
  for (std::size_t d = day; d < day_end; ++d) {
    for (std::size_t h = hour; h < hour_end; ++h) {
      for (const std::size_t end : ends) out[Counts::cell(d, h, end)] = 1;
    }
  }
  return out;
}

inline Form fines(std::initializer_list<Counts::Fine> which) {
  Form out = none();
  for (const Counts::Fine f : which) out[Counts::fine(f)] = 1;
  return out;
}

inline double value_of(const Form& form, const Form& truth) {
  double sum = 0;
  for (std::size_t i = 0; i < form.size(); ++i) sum += form[i] * truth[i];
  return sum;
}

// A week of few calls, and what it is made of.
class Week {
 public:
  Week(Traffic& traffic, const std::string& line, unsigned most)
      : traffic_(traffic), line_(line), truth_(none()) {
    const LocalDate first = period(kWeek).first;
    // Some hours and some endings are rare, so that tables have many shapes.
    const unsigned answered = unsigned(traffic.random(101));
    for (std::size_t d = 0; d < kDays; ++d) {
      for (std::size_t h = 0; h < kHours; ++h) {
        if (traffic.random(4) == 0) continue;
        const Instant hour = helsinki().at(first + days(d), std::chrono::hours(8 + h));
        for (auto left = traffic.random(most + 1); left > 0; --left) call(d, h, hour, answered);
      }
    }
    for (auto left = traffic.random(2 * most); left > 0; --left) callback(first);
  }
  [[nodiscard]] const Form& truth() const { return truth_; }

 private:
  void count(Counts::Fine which) { truth_[Counts::fine(which)] += 1; }

  void call(std::size_t day, std::size_t hour, Instant start, unsigned answered) {
    using enum Counts::Fine;
    engine::Visit visit{.queued = start + Millis(traffic_.random(3'600'000))};
    visit.closed = visit.queued + Millis(traffic_.random(600'000));
    std::size_t end = 1;
    if (traffic_.random(100) < answered) {
      visit.outcome = engine::Outcome::answered;
      count(visit.wait() <= 5min ? in_target : late);
      end = 0;
    } else if (traffic_.random(12) == 0) {
      end = 2;
    } else if (traffic_.random(4) == 0) {
      visit.outcome = engine::Outcome::redirected;
      count(otherwise);
    } else {
      visit.outcome = engine::Outcome::abandoned;
      if (traffic_.random(3) == 0) visit.closed = visit.queued + 2s;
      count(visit.wait() < 5s ? short_abandoned : long_abandoned);
    }
    truth_[Counts::cell(day, hour, end)] += 1;
    traffic_.add(line_, visit);
  }

  void callback(LocalDate first) {
    using enum Counts::Fine;
    const std::size_t day = traffic_.random(5);
    engine::Callback callback{.requested = helsinki().at(first + days(day), 9h)};
    switch (traffic_.random(5)) {
      case 0:
        callback.state = engine::CallbackState::closed;
        callback.ended = callback.requested + 1h;
        count(closed);
        break;
      case 1:
        count(open);
        break;
      case 2:
        callback.state = engine::CallbackState::reached;
        callback.ended = callback.requested + 30h;
        callback.attempted = callback.ended;
        count(reached_later);
        break;
      default:
        callback.state = engine::CallbackState::reached;
        callback.ended = callback.requested + 2h;
        callback.attempted = callback.ended;
        count(same_day);
    }
    traffic_.add(line_, callback);
  }

  Traffic& traffic_;
  std::string line_;
  Form truth_;
};

}  // namespace jono::report::testing
