// SPDX-License-Identifier: EUPL-1.2
// Reads what only one type of source has. Each reads its own keys and leaves the common ones.
#pragma once

#include "daemon/config/config.h"
#include "daemon/config/line_finder.h"
#include "daemon/config/walk.h"

namespace jono::config {

[[nodiscard]] asterisk::AsteriskConfig read_asterisk(Keys& keys);
[[nodiscard]] freeswitch::FreeSwitchConfig read_freeswitch(Keys& keys);
[[nodiscard]] subscribe::SubscribeConfig read_subscribe(Keys& keys, const calendar::Zone& zone);
[[nodiscard]] webhook::WebhookConfig read_webhook(Keys& keys, const calendar::Zone& zone);
[[nodiscard]] QueueLogSource read_queue_log(Keys& keys);
[[nodiscard]] simulator::SimulatorConfig read_simulator(Keys& keys, const LineFinder& lines);

}  // namespace jono::config
