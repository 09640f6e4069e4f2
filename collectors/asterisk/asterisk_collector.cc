// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/asterisk_collector.h"

namespace jono::asterisk {

AsteriskCollector::AsteriskCollector(const AsteriskParts& parts) {
  if (parts.config.queue_log) {
    joint_ = std::make_unique<Joint>(parts.channel,
                                     Joint::Settings{.edge = parts.edge,
                                                     .place = parts.place,
                                                     .log_tells_all = resumes(parts.config),
                                                     .log_lag = parts.log_times.lag});
    log_ = QueueLogCollector::start({*parts.config.queue_log, parts.edge, joint_->log_place(),
                                     parts.channel, parts.log_times, joint_.get()});
  }
  ami_ = AmiCollector::start({parts.config, parts.edge, parts.clock, parts.channel, parts.ami_times,
                              parts.back_off, joint_.get()});
}

}  // namespace jono::asterisk
