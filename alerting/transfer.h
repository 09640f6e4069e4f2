// SPDX-License-Identifier: EUPL-1.2
// The transfer that carries a sending to its receiver. Pure.
#pragma once

#include <string_view>

#include "alerting/carrier.h"
#include "alerting/payload.h"
#include "alerting/receiver_settings.h"
#include "alerting/sending.h"

namespace jono::alerting {

// `receiver` is the sending's, and `secret` what is in its secret_file (empty where it has none).
[[nodiscard]] Transfer transfer_of(const Sending& sending, const ReceiverSettings& receiver,
                                   const calendar::Zone& zone, std::string_view secret,
                                   Instant now);

// `path` below a url that may end in a slash.
[[nodiscard]] std::string below(std::string_view url, std::string_view path);

}  // namespace jono::alerting
