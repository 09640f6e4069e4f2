// SPDX-License-Identifier: EUPL-1.2
// How much each part of the program may log, so that one in trouble hides nobody else. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace jono::app {

// Of a line such as "source pbx: not there; trying again": "source pbx". Empty where what is before
// the first ": " has more than two words.
[[nodiscard]] std::string_view part_of(std::string_view line);

// Each part has 20 lines at once, and one more every three seconds.
class LogBudget {
 public:
  using Ticks = std::chrono::steady_clock::time_point;

  // How many lines of the part were left out before this one; nullopt: so is this one. Time that
  // goes back is taken to stand still.
  [[nodiscard]] std::optional<std::uint64_t> spend(std::string_view part, Ticks now);

 private:
  struct Account {
    double lines = 0;
    Ticks at{};
    std::uint64_t left_out = 0;
  };
  [[nodiscard]] Account& account(std::string_view part, Ticks now);

  std::map<std::string, Account, std::less<>> accounts_;
};

}  // namespace jono::app
