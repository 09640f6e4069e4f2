// SPDX-License-Identifier: EUPL-1.2
// A running server with a few routes.
#pragma once

#include <gtest/gtest.h>

#include <latch>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "daemon/http/http_server.h"
#include "tests/support/http_client.h"

namespace jono::http {

using test::HttpAnswer;
using test::HttpClient;

// Lines from several threads.
class LogLines {
 public:
  void add(std::string_view line) {
    const std::lock_guard lock(mutex_);
    lines_.emplace_back(line);
  }
  std::vector<std::string> lines() const {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

class ServerTest : public testing::Test {
 protected:
  static constexpr std::size_t kBigBody = 64U << 20;

  void start(const Limits& limits = {}) {
    server_ = server(limits);
    ASSERT_TRUE(server_->start().has_value());
  }
  std::unique_ptr<HttpServer> server(const Limits& limits = {}) {
    return std::make_unique<HttpServer>(
        Listen{"127.0.0.1", 0, socket_, Language::en, access_}, routes(),
        [this](std::string_view line) { log_.add(line); }, limits);
  }
  HttpClient client(int receive_buffer = 0) { return HttpClient(server_->port(), receive_buffer); }

  // Lets the handlers of /slow go.
  void release() {
    if (!released_.exchange(true)) gate_.count_down();
  }
  void TearDown() override { release(); }

  std::filesystem::path socket_;  // empty: none
  std::shared_ptr<const Access> access_ = std::make_shared<Access>();
  LogLines log_;
  std::latch gate_{1};
  std::atomic<bool> released_ = false;
  std::latch slow_begun_{1};
  std::unique_ptr<HttpServer> server_;  // last: its handlers use the rest

 private:
  std::vector<Route> routes() {
    const auto hello = [](const Request&) { return Response{200, "text/plain", "hello\n"}; };
    const auto echo = [](const Request& r) { return Response{200, "text/plain", r.body}; };
    const auto big = [](const Request&) {
      return Response{200, "text/plain", std::string(kBigBody, 'x')};
    };
    const auto show = [](const Request& r) {
      std::string text = r.method + " " + r.path;
      for (const auto& [name, value] : r.query) text += " " + name + "=" + value;
      return Response{200, "text/plain", text + " " + r.accept + " " + r.if_none_match};
    };
    const auto slow = [this](const Request&) {
      if (!slow_begun_.try_wait()) slow_begun_.count_down();
      gate_.wait();
      return Response{200, "text/plain", "slow\n"};
    };
    const auto bug = [](const Request&) -> Response { throw std::logic_error("oh no"); };
    const auto unchanged = [](const Request&) {
      return Response{304, "", "", {{"ETag", "\"1\""}, {"Cache-Control", "max-age=60"}}};
    };
    const auto who = [](const Request& r) {
      return Response{200, "text/plain", r.method + " by " + r.peer + ": " + r.body};
    };
    return {{Needs::viewer, "GET", "/hello", hello},
            {Needs::viewer, "POST", "/echo", echo},
            {Needs::viewer, "GET", "/big", big},
            {Needs::viewer, "GET", "/show", show, Match::prefix},
            {Needs::viewer, "GET", "/slow", slow, Match::exact, Pace::slow},
            {Needs::viewer, "GET", "/bug", bug},
            {Needs::viewer, "GET", "/unchanged", unchanged},
            {Needs::local, "POST", "/who", who, Match::exact, Pace::quick},
            {Needs::local, "DELETE", "/who", who, Match::exact, Pace::slow}};
  }
};

}  // namespace jono::http
