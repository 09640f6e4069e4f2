// SPDX-License-Identifier: EUPL-1.2
// One Asterisk's manager interface as a source of the daemon: a thread that keeps a connection to
// it. It only listens and asks; see AmiAction for all that it can say.
#pragma once

#include <memory>

#include "collectors/asterisk/ami_session.h"
#include "collectors/asterisk/asterisk_config.h"
#include "collectors/asterisk/joint.h"
#include "collectors/back_off.h"
#include "collectors/backlog.h"
#include "collectors/wire_client.h"
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
  // Always starts, and ends, as its client does.
  [[nodiscard]] static std::unique_ptr<AmiCollector> start(AmiParts parts);

 private:
  explicit AmiCollector(AmiParts parts);

  AmiParts parts_;
  AmiDecoder decoder_;
  Backlog backlog_;
  WireClient client_;  // last: its thread uses all of the above
};

}  // namespace jono::asterisk
