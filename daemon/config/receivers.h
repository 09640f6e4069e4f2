// SPDX-License-Identifier: EUPL-1.2
// Reads whom alerts are told.
#pragma once

#include <optional>
#include <vector>

#include "alerting/receiver_settings.h"
#include "daemon/config/walk.h"

namespace jono::config {

// `usual` is the language of those that choose none. A receiver without a name is called what its
// type is, the second of them with -2 after it.
[[nodiscard]] std::optional<std::vector<alerting::ReceiverSettings>> read_receivers(
    const Node& node, Language usual);

}  // namespace jono::config
