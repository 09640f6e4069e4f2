// SPDX-License-Identifier: EUPL-1.2
// Says to libzmq who may connect (ZAP, RFC 27): CURVE clients whose key is in the ring, and nobody
// else.
#pragma once

#include <memory>
#include <string_view>
#include <zmq.hpp>

#include "collectors/feed/key_ring.h"

namespace jono::feed {

inline constexpr std::string_view kZapDomain = "jonovahti.feed";

// Has a thread of its own. An error of its socket ends the process: without its answers nobody gets
// in, and nobody would know why.
class ZapHandler {
 public:
  // Ready to answer. Before any socket of `context` with a domain is bound; both outlive it. `ring`
  // is asked at each handshake. The User-Id of a connection is its public key in Z85.
  ZapHandler(zmq::context_t& context, const KeyRing& ring);
  ~ZapHandler();
  ZapHandler(const ZapHandler&) = delete;
  ZapHandler& operator=(const ZapHandler&) = delete;

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace jono::feed
