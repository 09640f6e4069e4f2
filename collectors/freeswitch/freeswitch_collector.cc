// SPDX-License-Identifier: EUPL-1.2
#include "collectors/freeswitch/freeswitch_collector.h"

#include <memory>
#include <utility>

namespace jono::freeswitch {

FreeSwitchCollector::FreeSwitchCollector(const FreeSwitchParts& parts)
    : times_(parts.times),
      decoder_(parts.edge),
      backlog_(parts.channel),
      client_({.name = parts.edge.names->of(parts.edge.source),
               .host = parts.config.host,
               .port = parts.config.port,
               .secret_file = parts.config.secret_file,
               .connect_within = parts.times.connect_within,
               .back_off = parts.back_off,
               .clock = parts.clock,
               .onward = backlog_,
               .session = [this](std::string secret, WireNow now) {
                 return std::make_unique<EslSession>(decoder_, std::move(secret), times_, now);
               }}) {}

}  // namespace jono::freeswitch
