// SPDX-License-Identifier: EUPL-1.2
#include "collectors/feed/feed_socket.h"

#include <fmt/format.h>

#include <chrono>
#include <cstring>

#include "collectors/feed/address_family.h"
#include "collectors/feed/key_file.h"
#include "collectors/feed/zap_handler.h"

namespace jono::feed {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kEnforceDomain = 93;  // ZMQ_ZAP_ENFORCE_DOMAIN; its name is a draft's
constexpr int kMostWaiting = 1000;  // messages of a peer, each way
constexpr int kBacklog = 256;       // connections that the kernel holds
constexpr milliseconds kPatience{5000};

// What became of a connection, by the monitor of its socket.
Entry entry_of(zmq::socket_t& monitor) {
  constexpr int kRefused = ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL |
                           ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH |
                           ZMQ_EVENT_DISCONNECTED;
  const auto end = steady_clock::now() + kPatience;
  for (;;) {
    const auto left = std::chrono::ceil<milliseconds>(end - steady_clock::now());
    if (left <= milliseconds(0)) return Entry::no_word;
    monitor.set(zmq::sockopt::rcvtimeo, static_cast<int>(left.count()));
    zmq::message_t what;
    zmq::message_t where;
    if (!monitor.recv(what)) return Entry::no_word;
    static_cast<void>(monitor.recv(where));
    std::uint16_t event = 0;
    std::memcpy(&event, what.data(), sizeof(event));
    if (event == ZMQ_EVENT_HANDSHAKE_SUCCEEDED) return Entry::let_in;
    if ((event & kRefused) != 0) return Entry::kept_out;
  }
}

// With a key that nobody knows; without `server_key` with none.
void as_stranger(zmq::socket_t& socket, const std::string& server_key) {
  if (server_key.empty()) return;
  const KeyPair stranger = make_keys();
  socket.set(zmq::sockopt::curve_serverkey, server_key);
  socket.set(zmq::sockopt::curve_publickey, stranger.key);
  socket.set(zmq::sockopt::curve_secretkey, stranger.secret);
}

}  // namespace

Entry enter(const std::string& endpoint, const std::function<void(zmq::socket_t&)>& as) {
  zmq::context_t context(1);
  zmq::socket_t socket(context, zmq::socket_type::dealer);
  socket.set(zmq::sockopt::linger, 0);
  socket.set(zmq::sockopt::reconnect_ivl, -1);
  as(socket);
  constexpr const char* kMonitor = "inproc://stranger";
  if (::zmq_socket_monitor(socket.handle(), kMonitor, ZMQ_EVENT_ALL) != 0) return Entry::no_word;
  zmq::socket_t monitor(context, zmq::socket_type::pair);
  monitor.set(zmq::sockopt::linger, 0);
  monitor.connect(kMonitor);
  set_family(socket, endpoint);
  socket.connect(endpoint);
  return entry_of(monitor);
}

void set_limits(zmq::socket_t& socket) {
  socket.set(zmq::sockopt::linger, 0);
  socket.set(zmq::sockopt::router_mandatory, true);
  socket.set(zmq::sockopt::router_handover, false);
  socket.set(zmq::sockopt::maxmsgsize, std::int64_t{kMaxMessage});
  socket.set(zmq::sockopt::handshake_ivl, 2000);
  socket.set(zmq::sockopt::heartbeat_ivl, 1000);
  socket.set(zmq::sockopt::heartbeat_timeout, 3000);
  socket.set(zmq::sockopt::heartbeat_ttl, 3000);
  socket.set(zmq::sockopt::backlog, kBacklog);
  socket.set(zmq::sockopt::rcvhwm, kMostWaiting);
  socket.set(zmq::sockopt::sndhwm, kMostWaiting);
}

void set_keys(zmq::socket_t& socket, const std::string& secret) {
  socket.set(zmq::sockopt::curve_server, true);
  socket.set(zmq::sockopt::curve_secretkey, secret);
  socket.set(zmq::sockopt::zap_domain, kZapDomain);
  const int enforce = 1;
  if (::zmq_setsockopt(socket.handle(), kEnforceDomain, &enforce, sizeof(enforce)) != 0) {
    throw zmq::error_t();
  }
}

Result<void> keeps_strangers_out(const std::string& endpoint, const std::string& server_key) {
  for (const std::string& key : {std::string(), server_key}) {
    const char* who = key.empty() ? "without a key" : "with an unknown key";
    switch (enter(endpoint, [&](zmq::socket_t& socket) { as_stranger(socket, key); })) {
      case Entry::kept_out:
        continue;
      case Entry::let_in:
        return Error{Errc::give_up,
                     fmt::format("feed: {} lets a peer in {}: not served: this libzmq does not "
                                 "keep to its rules",
                                 endpoint, who)};
      case Entry::no_word:
        return Error{Errc::give_up, fmt::format("feed: {} says nothing to a peer {}: whether it "
                                                "keeps strangers out is not known: not served",
                                                endpoint, who)};
    }
  }
  return {};
}

}  // namespace jono::feed
