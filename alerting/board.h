// SPDX-License-Identifier: EUPL-1.2
// Every alert there can be, one for each rule and subject, and what each look at a snapshot
// changes. Pure: for one thread at a time, time comes in as data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alerting/alert_state.h"
#include "alerting/rule.h"
#include "alerting/site.h"

namespace jono::alerting {

struct Alert {
  const Rule* rule = nullptr;
  Subject subject;
  AlertState state{};
  // As last seen; nullopt: unknown.
  std::optional<double> value{}, limit{};
  bool known = false;    // there is data to judge by now
  bool in_hours = true;  // it is judged at this time of day
};

struct AlertChange {
  std::size_t alert = 0;  // its place in Board::alerts()
  Change change;
  AlertState before;  // an ended alert's times
};

class Board {
 public:
  // Both outlive it.
  Board(const Site& site, const std::vector<Rule>& rules);

  // A snapshot further from now than this, either way, tells nothing of it: every figure is
  // unknown.
  static constexpr Millis kStale = std::chrono::seconds(15);

  // Looks at every alert at `now`; appends what changed. After the clock was set back, what began
  // later than `now` counts as begun now.
  void look(const engine::Snapshot& snapshot, Instant now, std::vector<AlertChange>& changes);

  [[nodiscard]] const std::vector<Alert>& alerts() const { return alerts_; }

  // The states, by names: rules and subjects that the configuration has no more are left out when
  // they come back, new ones begin inactive. False: not what save() made; nothing is changed.
  [[nodiscard]] std::string save() const;
  [[nodiscard]] bool restore(std::string_view bytes);

 private:
  [[nodiscard]] Look seen(Alert& alert, const engine::Snapshot& snapshot, Instant now) const;

  const Site& site_;
  std::vector<Alert> alerts_;
};

}  // namespace jono::alerting
