// SPDX-License-Identifier: EUPL-1.2
// Asterisk's queue_log as a source of the daemon: a thread that follows the file.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "daemon/base/time.h"
#include "daemon/event/channel.h"
#include "daemon/event/edge.h"

namespace jono::asterisk {

struct QueueLogTimes {
  Millis poll{1000};       // where the file system tells of no changes
  Millis quiet{5000};      // after that, no restart will explain an abandon
  Millis missing{10'000};  // a rotation may leave no file of that name for a while
};

// The channel and the names that `edge` refers to outlive the collector.
struct QueueLogParts {
  std::filesystem::path file;
  Edge edge;
  std::string place;  // what the last delivery of this source said; empty if there was none
  EventChannel& channel;
  QueueLogTimes times{};
};

class QueueLogCollector {
 public:
  // Always starts; a file that is not there is waited for, and logged.
  [[nodiscard]] static std::unique_ptr<QueueLogCollector> start(QueueLogParts parts);
  // Ends the thread, within milliseconds even if the channel is full.
  ~QueueLogCollector();
  QueueLogCollector(const QueueLogCollector&) = delete;
  QueueLogCollector& operator=(const QueueLogCollector&) = delete;

 private:
  class Worker;
  explicit QueueLogCollector(std::unique_ptr<Worker> worker);
  std::unique_ptr<Worker> worker_;
};

}  // namespace jono::asterisk
