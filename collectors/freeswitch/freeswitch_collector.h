// SPDX-License-Identifier: EUPL-1.2
// One FreeSWITCH's event socket as a source of the daemon. It only listens and asks; see EslSession
// for all that it can say.
#pragma once

#include "collectors/back_off.h"
#include "collectors/backlog.h"
#include "collectors/freeswitch/callcenter_decoder.h"
#include "collectors/freeswitch/esl_session.h"
#include "collectors/freeswitch/freeswitch_config.h"
#include "collectors/wire_client.h"
#include "daemon/base/clock.h"
#include "daemon/event/channel.h"
#include "daemon/event/edge.h"

namespace jono::freeswitch {

// Clock, channel and the names that `edge` refers to outlive the collector.
struct FreeSwitchParts {
  FreeSwitchConfig config;
  Edge edge;
  const Clock& clock;
  EventChannel& channel;
  EslTimes times{};
  BackOff back_off{};
};

class FreeSwitchCollector {
 public:
  // Always starts, and ends, as its client does.
  explicit FreeSwitchCollector(const FreeSwitchParts& parts);

 private:
  const EslTimes times_;
  CallcenterDecoder decoder_;
  Backlog backlog_;
  WireClient client_;  // last: its thread uses all of the above
};

}  // namespace jono::freeswitch
