// SPDX-License-Identifier: EUPL-1.2
// What alerting tells of itself, as plain data: made anew, as a whole, whenever it changes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/base/time.h"

namespace jono::metrics {

// The value of the gauge alert_state. What fires goes on doing so without data; `unknown` is an
// alert that would be ok if there were any.
enum class AlertNow : std::uint8_t { ok, pending, firing, unknown };

struct AlertStatus {
  std::string alert;    // the rule's name
  std::string kind;     // line, group, source or backlog
  std::string subject;  // its id
  std::string severity;
  AlertNow state = AlertNow::ok;
  bool in_hours = true;       // it is judged now
  bool acknowledged = false;  // shown while it is pending or fires, like the next
  bool silenced = false;
};

struct NotificationCount {
  std::string notifier;  // the receiver's name
  std::string result;
  std::uint64_t count = 0;  // ever; never falls
};

struct ReceiverCertificate {
  std::string notifier;
  Instant ends{};
};

struct AlertView {
  std::vector<AlertStatus> alerts;
  std::uint64_t silences = 0;  // in force
  std::vector<NotificationCount> notifications;
  std::vector<ReceiverCertificate> certificates{};  // as they were shown last
};

}  // namespace jono::metrics
