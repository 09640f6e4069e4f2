// SPDX-License-Identifier: EUPL-1.2
// The feed's sockets: one thread with a ROUTER that is bound to every endpoint.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "collectors/feed/feed_hub.h"
#include "daemon/base/result.h"

namespace jono::feed {

struct ServerKeys {
  std::filesystem::path folder;  // of the senders' public keys, read again when it changes
  std::string secret;            // the daemon's own, in Z85
};

class FeedServer {
 public:
  // Binds, and starts the thread. An endpoint that cannot be bound is an error that names it. With
  // keys, so is a stranger who gets in; without them endpoints are loopback tcp or ipc: nobody's
  // identity is checked then.
  [[nodiscard]] static Result<std::unique_ptr<FeedServer>> start(
      const std::vector<std::string>& endpoints, HubParts parts,
      const std::optional<ServerKeys>& keys = {});
  // Stops reading, passes on what was read, and ends the thread.
  ~FeedServer();
  FeedServer(const FeedServer&) = delete;
  FeedServer& operator=(const FeedServer&) = delete;

  // The endpoints as bound: with their ports where 0 was asked for.
  [[nodiscard]] const std::vector<std::string>& endpoints() const;

 private:
  class Worker;
  explicit FeedServer(std::unique_ptr<Worker> worker);
  std::unique_ptr<Worker> worker_;
};

}  // namespace jono::feed
