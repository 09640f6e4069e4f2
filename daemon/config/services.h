// SPDX-License-Identifier: EUPL-1.2
// Reads what the daemon itself does: where it listens, what it keeps, what it hides.
#pragma once

#include <optional>

#include "daemon/config/config.h"
#include "daemon/config/walk.h"

namespace jono::config {

[[nodiscard]] std::optional<Feed> feed(const Node& node);
[[nodiscard]] std::optional<Http> http(const Node& node);
[[nodiscard]] std::optional<Store> store(const Node& node);
[[nodiscard]] std::optional<Privacy> privacy(const Node& node);

}  // namespace jono::config
