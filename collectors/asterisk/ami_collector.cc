// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/ami_collector.h"

#include <utility>

namespace jono::asterisk {

AmiCollector::AmiCollector(AmiParts parts)
    : parts_(std::move(parts)),
      decoder_(parts_.edge, parts_.config.events),
      backlog_(parts_.channel),
      client_({.name = std::string(parts_.edge.names->of(parts_.edge.source)),
               .host = parts_.config.host,
               .port = parts_.config.port,
               .secret_file = parts_.config.secret_file,
               .connect_within = parts_.times.connect_within,
               .back_off = parts_.back_off,
               .clock = parts_.clock,
               .onward = parts_.joint != nullptr ? static_cast<Onward&>(*parts_.joint) : backlog_,
               .session = [this](std::string secret, WireNow now) {
                 return std::make_unique<AmiSession>(
                     decoder_, parts_.edge.source, AmiLogin{parts_.config.user, std::move(secret)},
                     parts_.times, now);
               }}) {}

std::unique_ptr<AmiCollector> AmiCollector::start(AmiParts parts) {
  return std::unique_ptr<AmiCollector>(new AmiCollector(std::move(parts)));
}

}  // namespace jono::asterisk
