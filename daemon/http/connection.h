// SPDX-License-Identifier: EUPL-1.2
// One client of the server. Only for the server's own files: it brings Asio and Beast.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/http/door.h"
#include "daemon/http/http_server.h"
#include "daemon/http/late_answers.h"
#include "daemon/http/stream_hub.h"
#include "daemon/http/wire.h"

namespace jono::http {

// What all connections share. Touched on the server's thread only, but for `workers` and `log`.
struct Shared {
  std::string host;  // of the TCP listener
  Language language{};
  std::vector<Route> routes;
  Log log;
  Limits limits;
  Door door;
  LateAnswers late;
  Visitors askers{limits.request_rate};
  std::size_t slow_requests = 0;  // under way
  bool stopping = false;
  std::map<const Route*, std::shared_ptr<StreamHub>> streams{};
  boost::asio::thread_pool workers{2};
};

class Connection {
 public:
  // In the order in which connections are given up when there are too many; the first two are
  // alike.
  enum class Step { waiting, reading, streaming, sending, answering };

  Connection(Wire::Plain::socket_type socket, Peer peer, Shared& shared);

  // Answers one request after another, until the client, a deadline or close() ends it.
  static boost::asio::awaitable<void> serve(std::shared_ptr<Connection> self);

  // Ends it at once; a handler at work is not disturbed, but its answer goes nowhere.
  void close();
  [[nodiscard]] Step step() const { return step_; }
  // When that step began.
  [[nodiscard]] std::chrono::steady_clock::time_point since() const { return since_; }
  [[nodiscard]] const Peer& peer() const { return peer_; }

 private:
  struct Exchange;  // one request and its answer

  void enter(Step step, Millis deadline);
  boost::asio::awaitable<bool> begin();
  boost::asio::awaitable<bool> wait_for_bytes(Millis patience);
  // Whether another request may follow.
  boost::asio::awaitable<bool> answer_one();
  // False: there is no whole head; what there is to say of it was said.
  boost::asio::awaitable<bool> read_head(Exchange& exchange);
  boost::asio::awaitable<bool> read_body(Exchange& exchange);
  // Whether the head alone is reason enough to refuse: who asks, for what, from where.
  boost::asio::awaitable<std::optional<Response>> refused(Exchange& exchange);
  boost::asio::awaitable<Response> respond(Exchange& exchange);
  boost::asio::awaitable<Response> respond_slowly(const Route& route, const Request& request);
  boost::asio::awaitable<Response> respond_later(const Route& route, const Request& request);
  boost::asio::awaitable<Response> finished(Response response, const Request& request);
  // The answer's head; the stream itself follows unless it is only asked about.
  Response begin_stream(const Route& route, Exchange& exchange);
  // To the end of the connection.
  boost::asio::awaitable<void> stream(std::shared_ptr<StreamHub> hub, std::string had);
  boost::asio::awaitable<bool> send(Exchange& exchange, Response response);
  boost::asio::awaitable<void> part();

  Shared& shared_;
  Peer peer_;
  Wire wire_;
  boost::beast::flat_buffer buffer_;
  Step step_ = Step::reading;
  std::chrono::steady_clock::time_point since_;
};

}  // namespace jono::http
