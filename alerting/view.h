// SPDX-License-Identifier: EUPL-1.2
// How the alerts stand: immutable, shared by pointer, read from any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "alerting/alert_state.h"
#include "alerting/notice.h"
#include "alerting/silence.h"

namespace jono::alerting {

struct AlertStatus {
  Notice notice;  // what would be told of it now; `fired` and `value` are of now where it is silent
  Phase phase{};
  bool known = false;
  bool in_hours = false;
  std::optional<double> value{}, limit{};
  Instant since = kNever;  // of the phase; kNever while inactive
  std::string condition;   // "queue_length > 20"
  std::optional<Ack> ack{};
  bool silenced = false;
};

// A silence made elsewhere, as its Alertmanager words it.
struct ForeignSilence {
  std::string where;     // the Alertmanager's address
  std::string matchers;  // "alertname=QueueLong, line=aspa"
  Instant until{};
  std::string who;
  std::string why;
};

struct ReceiverStatus {
  std::string name;
  std::optional<Instant> confirmed{};  // when it took something last
  std::optional<Instant> failing{};    // since when nothing gets through; nullopt: all is well
  std::string answer;                  // the last failure's
  std::optional<Instant> certificate_ends{};       // of the one it showed last; nullopt: none seen
  std::map<std::string, std::uint64_t> results{};  // sendings so far, by result
};

struct View {
  std::uint64_t version = 0;  // counts up with every change
  Instant now{};
  std::vector<AlertStatus> alerts;
  std::vector<Silence> silences;
  std::vector<ForeignSilence> foreign;
  std::vector<ReceiverStatus> receivers;
};

}  // namespace jono::alerting
