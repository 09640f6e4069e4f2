// SPDX-License-Identifier: EUPL-1.2
// One Asterisk's manager interface as a source of the daemon: a thread that keeps a connection to
// it. It only listens and asks; see AmiAction for all that it can say.
#pragma once

#include <memory>

#include "collectors/asterisk/ami_session.h"
#include "collectors/asterisk/asterisk_config.h"
#include "collectors/asterisk/joint.h"
#include "collectors/back_off.h"
#include "daemon/base/clock.h"
#include "daemon/event/channel.h"
#include "daemon/event/edge.h"

namespace jono::asterisk {

// Clock, channel, the names that `edge` refers to and `joint` outlive the collector.
struct AmiParts {
  AsteriskConfig config;
  Edge edge;
  const Clock& clock;
  EventChannel& channel;
  AmiTimes times{};
  BackOff back_off{};
  Joint* joint = nullptr;  // with whom else the source is made; nullptr: it is AMI alone
};

class AmiCollector {
 public:
  // Always starts; what cannot be reached is tried again and again, and logged.
  [[nodiscard]] static std::unique_ptr<AmiCollector> start(AmiParts parts);
  // Logs off, passes on what was read and ends the thread: within three seconds, also when Asterisk
  // does not answer or the channel stays full. (A name that no server resolves may take longer.)
  ~AmiCollector();
  AmiCollector(const AmiCollector&) = delete;
  AmiCollector& operator=(const AmiCollector&) = delete;

 private:
  class Worker;
  explicit AmiCollector(std::unique_ptr<Worker> worker);
  std::unique_ptr<Worker> worker_;
};

}  // namespace jono::asterisk
