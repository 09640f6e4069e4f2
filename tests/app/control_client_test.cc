// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/control_client.h"

#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "daemon/http/http_server.h"

namespace jono::app {
namespace {

using http::Request;
using http::Response;
using testing::HasSubstr;

class ControlClient : public testing::Test {
 protected:
  ControlClient() {
    std::string pattern = testing::TempDir() + "jono_app_XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    socket_ = folder_ / "control.sock";
  }
  ~ControlClient() override {
    server_.reset();
    std::filesystem::remove_all(folder_);
  }

  void start() {
    const auto say = [](const Request& r) {
      return Response{201, "text/plain",
                      r.method + " " + r.path + " " + std::string(r.parameter("q").value_or("")) +
                          " " + r.body};
    };
    std::vector<http::Route> routes;
    for (const char* method : {"GET", "POST", "DELETE"}) {
      routes.push_back({http::Needs::viewer, method, "/say", say, http::Match::prefix});
    }
    server_ = std::make_unique<http::HttpServer>(http::Listen{"127.0.0.1", 0, socket_},
                                                 std::move(routes), [](std::string_view) {});
    ASSERT_TRUE(server_->start());
  }
  std::string said(const std::string& method, const std::string& path, const std::string& body) {
    const auto answer = ask(socket_, method, path, body);
    return answer ? std::to_string(answer->status) + " " + answer->body : answer.error().what;
  }

  std::filesystem::path folder_;
  std::filesystem::path socket_;
  std::unique_ptr<http::HttpServer> server_;
};

TEST_F(ControlClient, AsksAndAnswers) {
  start();
  EXPECT_EQ(said("GET", "/say?q=a%20b", ""), "201 GET /say a b ");
  EXPECT_EQ(said("POST", "/say", "{\"a\":1}"), "201 POST /say  {\"a\":1}");
  EXPECT_EQ(said("DELETE", "/say/7", ""), "201 DELETE /say/7  ");
  EXPECT_THAT(said("GET", "/nothing", ""), HasSubstr("404 {"));
}

TEST_F(ControlClient, ManyTimesInARow) {
  start();
  for (int i = 0; i < 100; ++i) EXPECT_EQ(said("GET", "/say", ""), "201 GET /say  ");
}

TEST_F(ControlClient, SaysThatNobodyIsThere) {
  const auto answer = ask(socket_, "GET", "/say");
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.error().what,
              HasSubstr("no daemon answers at " + socket_.string() + ": is it running, and may "));
}

TEST_F(ControlClient, SaysThatTheDaemonWentAway) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  socket_.native().copy(address.sun_path, sizeof address.sun_path - 1);
  const int listening = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ASSERT_EQ(::bind(listening, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(listening, 1), 0);
  // Once it has been asked: a peer that is gone sooner was never there, to the client.
  std::thread hangs_up([&] {
    const int peer = ::accept(listening, nullptr, nullptr);
    char byte = 0;
    EXPECT_EQ(::read(peer, &byte, 1), 1);
    ::close(peer);
  });
  const auto answer = ask(socket_, "GET", "/say");
  hangs_up.join();
  ::close(listening);
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.error().what, HasSubstr("gave no answer: "));
}

}  // namespace
}  // namespace jono::app
