// SPDX-License-Identifier: EUPL-1.2
// An HTTP/1.1 server for few and friendly clients that the unfriendly cannot hold up: every step of
// every connection has a limit and a deadline. Routes are given to it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/base/result.h"
#include "daemon/base/time.h"
#include "daemon/http/access.h"
#include "daemon/http/message.h"
#include "daemon/http/visitors.h"

namespace jono::http {

struct Limits {
  std::size_t header_bytes = 8 * 1024;
  std::size_t header_lines = 64;
  std::size_t body_bytes = 64 * 1024;
  std::size_t connections = 512;          // at one more the one that has idled longest is closed
  std::size_t connections_of_peer = 256;  // of one address; likewise, of its own
  // Of one address. One more connection is closed, one more request is answered with 429. These and
  // the limit above are for where it is asked who is there: where nothing is asked, only this
  // machine comes, and may be a proxy that speaks for many.
  Rate connection_rate{.burst = 200, .a_second = 20};
  Rate request_rate{.burst = 500, .a_second = 50};
  std::size_t slow_requests = 16;           // under way; one more is answered with 503
  std::size_t waiting = 64;                 // for an answer that comes later; likewise
  std::size_t readers = 256;                // of streams; likewise
  std::size_t password_checks = 8;          // under way; one more is answered with 429
  std::size_t password_checks_of_peer = 2;  // of one address; likewise
  // For the handshake, a request's head and its body each.
  Millis request = std::chrono::seconds(5);
  Millis idle = std::chrono::seconds(60);    // between two requests
  Millis answer = std::chrono::seconds(30);  // for the client to take it
  Millis later = std::chrono::seconds(4);    // for an answer that comes later to be there
  Millis linger = std::chrono::seconds(1);   // for the client to close after the last answer
  Millis stop = std::chrono::seconds(2);     // for the answers under way when the server stops
};

struct Listen {
  std::string host;                  // a numeric address
  std::uint16_t port = 0;            // 0: any free one
  std::filesystem::path socket{};    // of the unix socket beside it; empty: none
  Language language = Language::en;  // of problems, where the client asks for none
  std::shared_ptr<const Access> access = std::make_shared<Access>();  // over TCP
};

// One line for the log. Called on any of the server's threads.
using Log = std::function<void(std::string_view)>;

class HttpServer {
 public:
  HttpServer(Listen listen, std::vector<Route> routes, Log log, const Limits& limits = {});
  ~HttpServer();

  // Listens, and answers on a thread of its own from now on. Once. The unix socket is for the
  // process's user and group; it is removed when the server stops.
  [[nodiscard]] Result<void> start();
  // Who gets in over TCP from now on, and how: connections that are there keep their TLS. From any
  // thread, after start().
  void renew(std::shared_ptr<const Access> access);
  // The port it listens on. After start().
  [[nodiscard]] std::uint16_t port() const;
  // Takes no more, finishes the answers under way (a slow handler is waited for) and ends its
  // threads. May be called again, but not from a handler.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace jono::http
