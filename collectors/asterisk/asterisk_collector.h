// SPDX-License-Identifier: EUPL-1.2
// One live Asterisk as a source of the daemon: its manager interface, and its queue_log beside it
// where the configuration names that.
#pragma once

#include <memory>
#include <string>

#include "collectors/asterisk/ami_collector.h"
#include "collectors/asterisk/joint.h"
#include "collectors/asterisk/queue_log_collector.h"

namespace jono::asterisk {

// Clock, channel and the names that `edge` refers to outlive the collector.
struct AsteriskParts {
  AsteriskConfig config;
  Edge edge;
  std::string place;  // what the last delivery of this source said; empty if there was none
  const Clock& clock;
  EventChannel& channel;
  AmiTimes ami_times{};
  QueueLogTimes log_times{};
  BackOff back_off{};
};

class AsteriskCollector {
 public:
  // Always starts, and ends, as its parts do.
  explicit AsteriskCollector(const AsteriskParts& parts);

 private:
  std::unique_ptr<Joint> joint_;
  std::unique_ptr<QueueLogCollector> log_;
  std::unique_ptr<AmiCollector> ami_;
};

}  // namespace jono::asterisk
