// SPDX-License-Identifier: EUPL-1.2
// One client of the server. Only for the server's own files: it brings Asio and Beast.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <chrono>
#include <memory>
#include <vector>

#include "daemon/http/http_server.h"

namespace jono::http {

// What all connections share. Touched on the server's thread only, but for `workers` and `log`.
struct Shared {
  std::vector<Route> routes;
  Log log;
  Limits limits;
  std::size_t slow_requests = 0;  // under way
  bool stopping = false;
  boost::asio::thread_pool workers{2};
};

class Connection {
 public:
  // In the order in which connections are given up when there are too many.
  enum class Step { waiting, reading, sending, answering };

  Connection(boost::asio::ip::tcp::socket socket, Shared& shared);

  // Answers one request after another, until the client, a deadline or close() ends it.
  static boost::asio::awaitable<void> serve(std::shared_ptr<Connection> self);

  // Ends it at once; a handler at work is not disturbed, but its answer goes nowhere.
  void close();
  [[nodiscard]] Step step() const { return step_; }
  // When that step began.
  [[nodiscard]] std::chrono::steady_clock::time_point since() const { return since_; }

 private:
  struct Exchange;  // one request and its answer

  void enter(Step step, Millis deadline);
  boost::asio::awaitable<bool> wait_for_bytes();
  // Whether another request may follow.
  boost::asio::awaitable<bool> answer_one();
  boost::asio::awaitable<bool> read(Exchange& exchange);
  boost::asio::awaitable<Response> respond(Exchange& exchange);
  boost::asio::awaitable<Response> respond_slowly(const Route& route, Request request);
  boost::asio::awaitable<bool> send(Exchange& exchange, Response response);
  boost::asio::awaitable<void> part();

  Shared& shared_;
  boost::beast::tcp_stream stream_;
  boost::beast::flat_buffer buffer_;
  Step step_ = Step::waiting;
  std::chrono::steady_clock::time_point since_;
};

}  // namespace jono::http
