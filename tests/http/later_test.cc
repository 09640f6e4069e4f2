// SPDX-License-Identifier: EUPL-1.2
// Answers that come later, from another thread, or never.
#include <gtest/gtest.h>

#include <algorithm>
#include <latch>
#include <mutex>
#include <thread>

#include "tests/http/http_support.h"

namespace jono::http {
namespace {

class LaterTest : public testing::Test {
 protected:
  void start(const Limits& limits = {}) {
    Route route{Needs::viewer, "POST", "/later", {}};
    route.later = [this](const Request& request, const Answer& answer) {
      const std::lock_guard lock(mutex_);
      asked_ = request;
      answers_.push_back(answer);
      came_.count_down();
    };
    route.body_bytes = 100;
    std::vector<Route> routes = {route};
    server_ = std::make_unique<HttpServer>(
        Listen{"127.0.0.1", 0}, std::move(routes), [](std::string_view) {}, limits);
    ASSERT_TRUE(server_->start().has_value());
  }
  static std::string post(std::string_view body) {
    return "POST /later HTTP/1.1\r\nHost: localhost\r\nX-Odd: here\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
  }
  void answer_all() {
    const std::lock_guard lock(mutex_);
    for (const Answer& answer : answers_) answer({202, "text/plain", "done"});
  }

  std::latch came_{1};
  std::mutex mutex_;
  Request asked_;
  std::vector<Answer> answers_;
  std::unique_ptr<HttpServer> server_;
};

TEST_F(LaterTest, AnAnswerComesFromAnotherThread) {
  start();
  HttpClient client(server_->port());
  client.send(post("x"));
  came_.wait();
  EXPECT_EQ(asked_.body, "x");
  EXPECT_NE(std::ranges::find(asked_.headers, std::pair<std::string, std::string>("X-Odd", "here")),
            asked_.headers.end());
  std::thread([this] { answer_all(); }).join();
  EXPECT_EQ(client.read_answer().status, 202);
  answer_all();  // once more goes nowhere
}

TEST_F(LaterTest, WhatDoesNotComeInTimeIsToBeSentAgain) {
  start({.later = Millis(20)});
  HttpClient client(server_->port());
  client.send(post("x"));
  const HttpAnswer said = client.read_answer();
  EXPECT_EQ(said.status, 503);
  EXPECT_EQ(said.headers.at("retry-after"), "5");
  answer_all();
}

TEST_F(LaterTest, NoMoreWaitThanMay) {
  start({.waiting = 1});
  HttpClient first(server_->port());
  first.send(post("x"));
  came_.wait();
  HttpClient second(server_->port());
  second.send(post("x"));
  EXPECT_EQ(second.read_answer().status, 503);
  answer_all();
  EXPECT_EQ(first.read_answer().status, 202);
}

TEST_F(LaterTest, ItsBodyHasALimitOfItsOwn) {
  start();
  HttpClient client(server_->port());
  client.send(post(std::string(101, 'x')));
  EXPECT_EQ(client.read_answer().status, 413);
}

TEST_F(LaterTest, AServerThatStopsGivesUpWaiting) {
  start({.later = std::chrono::hours(1), .stop = Millis(20)});
  HttpClient client(server_->port());
  client.send(post("x"));
  came_.wait();
  server_->stop();
  server_.reset();
  answer_all();  // goes nowhere
}

}  // namespace
}  // namespace jono::http
