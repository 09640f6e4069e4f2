// SPDX-License-Identifier: EUPL-1.2
// Reads what only one type of receiver has. Each reads its own keys and leaves the common ones.
#pragma once

#include "alerting/receiver_settings.h"
#include "daemon/config/walk.h"

namespace jono::config {

[[nodiscard]] alerting::AlertmanagerSettings read_alertmanager(Keys& keys);
[[nodiscard]] alerting::WebhookSettings read_webhook(Keys& keys);
[[nodiscard]] alerting::MailSettings read_mail(Keys& keys);
[[nodiscard]] alerting::HeartbeatSettings read_heartbeat(Keys& keys);

}  // namespace jono::config
