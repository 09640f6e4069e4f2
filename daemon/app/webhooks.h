// SPDX-License-Identifier: EUPL-1.2
// Sources of type `webhook`: a route of the HTTP server each, POST /api/v1/webhook/SOURCE.
#pragma once

#include <memory>
#include <vector>

#include "daemon/app/collectors.h"
#include "daemon/http/message.h"

namespace jono::app {

class Webhooks {
 public:
  // `config` outlives it.
  explicit Webhooks(const config::Config& config);
  ~Webhooks();
  Webhooks(const Webhooks&) = delete;
  Webhooks& operator=(const Webhooks&) = delete;

  // A source with a signature is open to whoever signs, any other to the role `ingest`. Until
  // start() and after stop() they answer that it is too early or too late. The routes may outlive
  // this.
  [[nodiscard]] std::vector<http::Route> routes() const;
  // All of `parts` outlives the time until stop(), and what is on its way to the ledger then.
  void start(const CollectorParts& parts);
  void stop();

 private:
  class Desk;
  std::vector<std::shared_ptr<Desk>> desks_;
};

}  // namespace jono::app
