// SPDX-License-Identifier: EUPL-1.2
// Reads what the daemon itself does: where it listens, what it keeps, what it hides.
#pragma once

#include <cstddef>
#include <optional>

#include "daemon/config/config.h"
#include "daemon/config/walk.h"

namespace jono::config {

inline constexpr std::size_t kLongestSocketPath = 107;  // what the kernel takes

// `usual` with what is said instead; so below.
[[nodiscard]] std::optional<Feed> feed(const Node& node, const Feed& usual);
[[nodiscard]] std::optional<Bridge> bridge(const Node& node, const std::filesystem::path& outbox);
[[nodiscard]] std::optional<Http> http(const Node& node, const Http& usual);
[[nodiscard]] std::optional<Store> store(const Node& node);
[[nodiscard]] std::optional<Log> log(const Node& node);
[[nodiscard]] std::optional<Privacy> privacy(const Node& node);

}  // namespace jono::config
