// SPDX-License-Identifier: EUPL-1.2
// What somebody was told, held against what happened: order, copies, how often, nothing missed.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "alerting/sending.h"

namespace jono::alerting {

// One firing as it happened.
struct Crossing {
  std::string alert;  // "rule/subject"
  Instant fired{};
  std::optional<Instant> ended{};
};

// One who reads each telling. Fails the test at the first that must not be.
class Reader {
 public:
  explicit Reader(std::string name) : name_(std::move(name)) {}

  // `lost`: the sender will not hear that it was delivered.
  void read(const Telling& telling, Instant now, bool lost);
  // How many copies of it came whose delivery the sender did not hear of.
  [[nodiscard]] int lost(const std::string& key) const;
  void lose(const std::string& key) { ++copies_.at(key).lost; }
  [[nodiscard]] bool open(const std::string& alert) const;
  [[nodiscard]] bool knows(const Crossing& crossing) const;
  [[nodiscard]] std::size_t tellings() const { return copies_.size(); }
  // Each came once, and once more at most for each time that the sender did not hear of it.
  void check_copies() const;

 private:
  struct Copies {
    int all = 0;
    int lost = 0;
  };
  struct Incident {
    Instant fired{};
    std::optional<Instant> ended{};
  };
  struct OfAlert {
    std::vector<Incident> incidents;
    std::vector<Instant> told;  // each telling once
  };
  void read_new(OfAlert& of, const Telling& telling);

  std::string name_;
  std::map<std::string, Copies> copies_;  // by dedup key
  std::map<std::string, OfAlert> alerts_;
};

// Three in less than ten minutes?
[[nodiscard]] bool too_often(const std::vector<Instant>& told);

}  // namespace jono::alerting
