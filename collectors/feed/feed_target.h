// SPDX-License-Identifier: EUPL-1.2
// Where a feed is sent to, and with which keys.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "daemon/base/result.h"

namespace jono::feed {

// CURVE keys in Z85, 40 characters each.
struct ClientKeys {
  std::string server;      // the daemon's public key
  std::string own_public;  // the sender's
  std::string own_secret;
};

struct FeedTarget {
  std::string endpoint;
  std::optional<ClientKeys> keys{};  // nullopt: a daemon of this machine that uses none
};

// Reads the sender's secret file and the daemon's public file, both as `keygen` writes them. Both
// paths or neither: with none, there are no keys. An error names the file and what is wrong.
[[nodiscard]] Result<FeedTarget> feed_target(const std::string& endpoint,
                                             const std::filesystem::path& own_secret_file,
                                             const std::filesystem::path& server_public_file);

}  // namespace jono::feed
