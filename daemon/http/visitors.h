// SPDX-License-Identifier: EUPL-1.2
// How often each client may come and ask. Pure: times are given.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>

namespace jono::http {

// So many at once, and so many a second from then on.
struct Rate {
  double burst = 0;
  double a_second = 0;
};

// Of one kind of thing, by client. Bounded: when there are too many clients, those who have been
// quiet are forgotten, and when none has, all.
class Visitors {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit Visitors(const Rate& rate, std::size_t most = 4096) : rate_(rate), most_(most) {}

  // Whether one more of `who` is within its rate; if so it counts.
  [[nodiscard]] bool may(const std::string& who, Time now);

 private:
  struct Visitor {
    double left;
    Time at;
  };
  [[nodiscard]] double left_of(const Visitor& visitor, Time now) const;
  void forget(Time now);

  Rate rate_;
  std::size_t most_;
  std::map<std::string, Visitor> visitors_;
};

}  // namespace jono::http
