// SPDX-License-Identifier: EUPL-1.2
// A desk among alerts that come and go, receivers that fail in every way, and kills of the process
// at the worst moments, in virtual time. The same seed gives the same run.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <queue>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "alerting/desk.h"
#include "tests/alerting/fake_alertmanager.h"
#include "tests/alerting/told_people.h"

namespace jono::alerting {

class Simulation {
 public:
  struct Plan {
    std::uint32_t seed = 1;
    std::size_t crossings = 100;
    int alerts = 10;
    Millis shortest =
        std::chrono::seconds(5);  // of the times between changes, evenly on a log scale
    Millis longest = std::chrono::minutes(30);
    bool faults = true;  // else nobody fails and nothing is killed
  };
  explicit Simulation(const Plan& plan);

  // Runs until so many crossings have happened, then until all is told; fails the test at whatever
  // must not be.
  void run();

  [[nodiscard]] std::size_t crossings() const { return history_.size(); }
  [[nodiscard]] int kills() const { return kills_; }
  [[nodiscard]] int faults() const { return faults_; }

 private:
  // What a receiver does with what it is sent.
  enum class Mode { takes, refuses, fails, hangs, hangs_up, takes_and_hangs };
  struct Heard {
    Instant first{}, last{};  // when this was said, again and again
    Instant fired{};
    std::optional<Instant> ended{};
  };
  struct Address {
    Mode mode = Mode::takes;
    std::unique_ptr<FakeAlertmanager> manager;  // of an Alertmanager
    std::unique_ptr<Reader> reader;             // of others
    std::set<std::string> begun;                // by others: the keys of what was sent to them
    std::map<std::string, std::vector<Instant>> seen;  // by an Alertmanager: when what was told
    std::map<std::string, std::vector<Heard>> told;    // likewise: what, in order

    // Whether it was told of the crossing, or held the alert for firing already.
    [[nodiscard]] bool knows(const Crossing& crossing) const;
  };
  struct Happening {
    Instant at{};
    std::uint64_t order = 0;
    std::function<void()> what;
    bool operator<(const Happening& other) const {
      return std::pair(at, order) > std::pair(other.at, other.order);
    }
  };
  struct Saved {
    std::string desk;
    std::map<std::string, std::size_t> open;
    std::size_t crossings = 0;
  };

  std::uint64_t random(std::uint64_t below) { return generator_() % below; }
  Millis random_time(Millis from, Millis to);
  void at(Instant when, std::function<void()> what);

  void add_address(std::size_t receiver, std::size_t url, bool manager);
  void change(const std::string& alert);
  void look();
  void check_second_path(std::size_t crossing, int kills);
  void change_mode(std::pair<std::size_t, std::size_t> address);

  void work();
  void save();
  void send(const Sending& sending);
  bool tell(std::size_t receiver, Address& address, const Telling& telling);
  bool post(Address& address, const Batch& batch);
  [[nodiscard]] bool may_kill() const;
  void kill();
  void check() const;

  const Plan plan_;
  std::mt19937_64 generator_;
  const std::vector<ReceiverSettings> receivers_;
  std::unique_ptr<Desk> desk_;
  std::map<std::pair<std::size_t, std::size_t>, Address> addresses_;
  std::priority_queue<Happening> coming_;
  std::uint64_t order_ = 0;
  Instant now_;

  std::map<std::string, bool> levels_;       // whether the breach is there
  std::map<std::string, std::size_t> open_;  // what the board holds for firing: place in history_
  std::vector<Crossing> history_;
  bool settling_ = false;  // nothing new happens

  int life_ = 0;  // of the process
  bool alive_ = true;
  // Rounds to the next kill. Only before one is what would be saved really saved.
  int doomed_ = 0;
  bool before_save_ = false;  // the kill comes there; else when all is sent
  Saved saved_;
  // By receiver and key, what was delivered since the last save, and whether that was answered.
  std::map<std::pair<std::size_t, std::string>, bool> deliveries_;
  int kills_ = 0, faults_ = 0;
};

}  // namespace jono::alerting
