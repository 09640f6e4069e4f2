// SPDX-License-Identifier: EUPL-1.2
#include "collectors/feed/feed_target.h"

#include <fmt/format.h>

#include "collectors/feed/key_file.h"

namespace jono::feed {

Result<FeedTarget> feed_target(const std::string& endpoint,
                               const std::filesystem::path& own_secret_file,
                               const std::filesystem::path& server_public_file) {
  if (own_secret_file.empty() && server_public_file.empty()) return FeedTarget{endpoint};
  if (own_secret_file.empty()) {
    return Error{Errc::bad_input, "--server-key needs --key, the sender's secret file"};
  }
  if (server_public_file.empty()) {
    return Error{Errc::bad_input, "--key needs --server-key, the daemon's public file"};
  }
  const auto own = read_secret_file(own_secret_file);
  if (!own) return own.error();
  const auto server = read_public_file(server_public_file);
  if (!server) return server.error();
  return FeedTarget{endpoint, ClientKeys{server->key, own->key, own->secret}};
}

}  // namespace jono::feed
