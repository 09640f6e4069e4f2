// SPDX-License-Identifier: EUPL-1.2
// Server-sent events: the latest to everybody, as fast as each takes it.
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

#include "tests/http/http_support.h"

namespace jono::http {
namespace {

class StreamTest : public testing::Test {
 protected:
  void start(const Limits& limits = {}) {
    std::vector<Route> routes;
    routes.push_back(
        {.needs = Needs::wall, .method = "GET", .path = "/stream", .handler = {}, .frames = [this] {
           const std::lock_guard lock(mutex_);
           if (throws_) throw std::logic_error("oh no");
           return latest_;
         }});
    server_ = std::make_unique<HttpServer>(
        Listen{.host = "127.0.0.1"}, std::move(routes),
        [this](std::string_view line) { log_.add(line); }, limits);
    ASSERT_TRUE(server_->start().has_value());
  }
  void put(const std::string& id, std::string data) {
    auto frame = std::make_shared<Frame>(Frame{id, "id: " + id + "\ndata: " + data + "\n\n"});
    const std::lock_guard lock(mutex_);
    latest_ = std::move(frame);
  }
  void put(int id) { put(std::to_string(id), std::to_string(id)); }
  HttpClient reader(const std::string& headers = "", int buffer = 0) {
    HttpClient out(server_->port(), buffer);
    out.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
    return out;
  }
  static std::string event(int id) {
    const std::string n = std::to_string(id);
    return "id: " + n + "\ndata: " + n + "\n\n";
  }

  LogLines log_;
  std::mutex mutex_;
  std::shared_ptr<const Frame> latest_;
  bool throws_ = false;
  std::unique_ptr<HttpServer> server_;
};

TEST_F(StreamTest, GivesTheLatestAndThenWhatIsNewer) {
  start();
  put(1);
  HttpClient client = reader();
  const std::string head = client.read_through("\r\n\r\n");
  EXPECT_NE(head.find("Content-Type: text/event-stream\r\n"), std::string::npos);
  EXPECT_EQ(client.read_through("\n\n"), "retry: 2000\n\n");
  EXPECT_EQ(client.read_through("\n\n"), event(1));
  put(2);
  EXPECT_EQ(client.read_through("\n\n"), event(2));
}

TEST_F(StreamTest, GivesNothingAgainToWhoComesBack) {
  start();
  put(7);
  HttpClient first = reader();
  first.read_through(event(7));
  HttpClient back = reader("Last-Event-ID: 7\r\n");
  back.read_through("retry: 2000\n\n");
  put(8);
  EXPECT_EQ(back.read_through("\n\n"), event(8));
}

TEST_F(StreamTest, WaitsForTheFirstFrame) {
  start();
  HttpClient client = reader();
  client.read_through("retry: 2000\n\n");
  put(1);
  EXPECT_EQ(client.read_through("\n\n"), event(1));
}

TEST_F(StreamTest, LeavesOutWhatASlowReaderMissed) {
  start();
  put("0", std::string(8 << 20, 'x'));  // more than the kernel takes from us
  HttpClient slow = reader("", 64 << 10);
  HttpClient quick = reader();
  quick.read_through("data: x");
  for (int i = 1; i <= 3; ++i) {
    put(i);
    EXPECT_NE(quick.read_through(event(i)), "");
  }
  slow.read_through("x\n\n");
  EXPECT_EQ(slow.read_through("\n\n"), event(3));
}

TEST_F(StreamTest, ServesAHundredReaders) {
  start();
  put(1);
  std::vector<HttpClient> readers;
  for (int i = 0; i < 100; ++i) readers.push_back(reader());
  for (HttpClient& each : readers) EXPECT_NE(each.read_through(event(1)), "");
  put(2);
  for (HttpClient& each : readers) EXPECT_EQ(each.read_through("\n\n"), event(2));
}

TEST_F(StreamTest, RefusesReadersAboveTheLimit) {
  start({.readers = 1});
  put(1);
  HttpClient first = reader();
  first.read_through(event(1));
  EXPECT_EQ(reader().read_answer().status, 503);
}

TEST_F(StreamTest, OutlivesAMistake) {
  start();
  {
    const std::lock_guard lock(mutex_);
    throws_ = true;
  }
  HttpClient client = reader();
  client.read_through("retry: 2000\n\n");
  while (log_.lines().empty()) std::this_thread::yield();
  EXPECT_EQ(log_.lines().front(), "a stream: oh no");
  put(1);
  {
    const std::lock_guard lock(mutex_);
    throws_ = false;
  }
  EXPECT_EQ(client.read_through("\n\n"), event(1));
}

TEST_F(StreamTest, EndsWithTheServer) {
  start();
  put(1);
  HttpClient client = reader();
  client.read_through(event(1));
  server_->stop();
  EXPECT_EQ(client.read_to_end(), "");
}

TEST_F(StreamTest, IsOnlyAskedAboutByHead) {
  start();
  HttpClient client(server_->port());
  client.send("HEAD /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const HttpAnswer answer = client.read_answer(true);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.at("content-type"), "text/event-stream");
}

}  // namespace
}  // namespace jono::http
