// SPDX-License-Identifier: EUPL-1.2
// Alertmanager 0.25 as far as it matters here: alerts are known by their labels, what is posted is
// merged with what is known, an alert ends once its endsAt has passed, and a kill forgets all.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "alerting/sending.h"

namespace jono::alerting {

class FakeAlertmanager {
 public:
  // `fires`: else it resolves. Told once each time that it changes.
  using Change = std::function<void(Instant at, const std::string& name, bool fires)>;
  explicit FakeAlertmanager(Change change) : change_(std::move(change)) {}

  void post(const Batch& batch, Instant now);
  // What ends by itself before or at `now`.
  void pass(Instant now);
  void kill() { alerts_.clear(); }
  [[nodiscard]] bool fires(const std::string& name) const;

 private:
  struct Alert {
    Instant starts{}, ends{};
    bool fires = false;
  };
  void post(const std::string& name, Alert given, Instant now);

  Change change_;
  std::map<std::string, Alert> alerts_;
};

// "QueueLong/aspa", "WasFiring/QueueLong/aspa".
[[nodiscard]] std::string name_of(const BatchAlert& alert);

}  // namespace jono::alerting
