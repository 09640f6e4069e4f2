// SPDX-License-Identifier: EUPL-1.2
// The feed's sockets: one thread with a ROUTER that is bound to every endpoint.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "collectors/feed/feed_hub.h"
#include "daemon/base/result.h"

namespace jono::feed {

class FeedServer {
 public:
  // Binds, and starts the thread. An endpoint that cannot be bound is an error that names it.
  // Endpoints are loopback tcp or ipc: nobody's identity is checked here.
  [[nodiscard]] static Result<std::unique_ptr<FeedServer>> start(
      const std::vector<std::string>& endpoints, HubParts parts);
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
