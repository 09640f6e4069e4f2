// SPDX-License-Identifier: EUPL-1.2
// Made-up lines with calls and callbacks, as facts of a report. The same seed gives the same facts.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/report/facts.h"
#include "daemon/report/model.h"

namespace jono::report::testing {

using namespace std::chrono_literals;

[[nodiscard]] calendar::Zone helsinki();
[[nodiscard]] Period period(std::string_view id);
// Weekdays 8-16 with Finnish holidays, or always.
[[nodiscard]] engine::LineSettings office(std::string id);
[[nodiscard]] engine::LineSettings always(std::string id);

// How a line's calls end, in hundredths; the rest are answered.
struct Mix {
  unsigned abandoned = 12;
  unsigned to_callback = 8;
  unsigned lost = 1;
  Millis longest_wait = 20min;
};

class Traffic {
 public:
  explicit Traffic(std::uint64_t seed) : random_(seed) {}
  Traffic(const Traffic&) = delete;
  Traffic& operator=(const Traffic&) = delete;

  // Names are the id in capitals, in every language; may be changed in `facts` later.
  engine::LineRows& line(engine::LineSettings settings, std::string group = "");
  [[nodiscard]] const std::vector<engine::Visit>& visits(const std::string& line) const {
    return visits_.at(line);
  }
  [[nodiscard]] const std::vector<engine::Callback>& callbacks(const std::string& line) const {
    return callbacks_.at(line);
  }
  // About so many calls an open hour of those days.
  void calls(const std::string& line, calendar::LocalDate first, calendar::LocalDate end,
             unsigned an_hour, const Mix& mix);
  // At single instants.
  void add(const std::string& line, const engine::Visit& visit);
  void add(const std::string& line, const engine::Callback& callback);
  void gap(const std::string& line, engine::Gap gap) { gaps_[line].push_back(gap); }

  [[nodiscard]] Facts facts(std::string_view period_id, Instant now) const;
  [[nodiscard]] std::uint64_t random(std::uint64_t below) { return random_() % below; }

 private:
  [[nodiscard]] std::shared_ptr<const engine::LineRecord> record(const std::string& line,
                                                                 const Period& of,
                                                                 Instant now) const;
  void call(const std::string& line, Instant queued, const Mix& mix);

  std::mt19937_64 random_;
  std::deque<engine::LineSettings> settings_;
  std::vector<LineFacts> lines_;
  std::map<std::string, engine::LineRows> rows_;
  std::map<std::string, std::vector<engine::Visit>> visits_;
  std::map<std::string, std::vector<engine::Callback>> callbacks_;
  std::map<std::string, std::vector<engine::Gap>> gaps_;
};

}  // namespace jono::report::testing
