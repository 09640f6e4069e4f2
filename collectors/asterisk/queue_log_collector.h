// SPDX-License-Identifier: EUPL-1.2
// Asterisk's queue_log as a source of the daemon: a thread that follows the file.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "collectors/asterisk/joint.h"
#include "daemon/base/time.h"
#include "daemon/event/channel.h"
#include "daemon/event/edge.h"

namespace jono::asterisk {

struct QueueLogTimes {
  Millis poll{1000};       // where the file system tells of no changes
  Millis quiet{5000};      // after that, no restart will explain an abandon
  Millis missing{10'000};  // a rotation may leave no file of that name for a while
  Millis lag{1000};        // a line that late is still on its way into the log
};

// The channel, the names that `edge` refers to and `joint` outlive the collector.
struct QueueLogParts {
  std::filesystem::path file;
  Edge edge;
  std::string place;  // what the last delivery of this source said; empty if there was none
  EventChannel& channel;
  QueueLogTimes times{};
  Joint* joint = nullptr;  // with whom else the source is made; nullptr: it is the log alone
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
