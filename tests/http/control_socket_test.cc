// SPDX-License-Identifier: EUPL-1.2
#include <gmock/gmock.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/http/http_support.h"

namespace jono::http {
namespace {

using testing::HasSubstr;

class ControlSocket : public ServerTest {
 protected:
  ControlSocket() {
    std::string pattern = testing::TempDir() + "jono_http_XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    socket_ = folder_ / "control.sock";
  }
  ~ControlSocket() override {
    server_.reset();
    std::filesystem::remove_all(folder_);
  }

  // A socket file that nobody listens at any more.
  void leave_a_dead_socket() const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socket_.native().copy(address.sun_path, sizeof address.sun_path - 1);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ASSERT_EQ(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::close(fd);
  }
  std::string refusal() {
    const auto second = server()->start();
    return second ? "it listens" : second.error().what;
  }

  std::filesystem::path folder_;
};

const char* const kPost = "POST /who HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi";
const char* const kDelete = "DELETE /who HTTP/1.1\r\nHost: localhost\r\n\r\n";

TEST_F(ControlSocket, KnowsWhoAsks) {
  start();
  const std::string me = ::getpwuid(::geteuid())->pw_name;
  HttpClient c(socket_);
  c.send(kPost);
  EXPECT_EQ(c.read_answer().body, "POST by " + me + ": hi");
  c.send(kDelete);
  EXPECT_EQ(c.read_answer().body, "DELETE by " + me + ": ");
  c.send("GET /hello HTTP/1.1\r\nHost: any.example\r\n\r\n");
  EXPECT_EQ(c.read_answer().status, 200);
}

TEST_F(ControlSocket, WhatIsForItAloneIsRefusedOverTcp) {
  start();
  for (const char* request : {kPost, kDelete}) {
    HttpClient c = client();
    c.send(request);
    const HttpAnswer answer = c.read_answer();
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(answer.headers.at("content-type"), "application/problem+json");
    EXPECT_THAT(answer.body, HasSubstr("use the command line"));
  }
  const HttpAnswer wrong = client().get("/who");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.headers.at("allow"), "POST, DELETE");
}

TEST_F(ControlSocket, NobodyIsNamedOverTcp) {
  start();
  HttpClient c = client();
  c.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi");
  EXPECT_EQ(c.read_answer().body, "hi");
}

TEST_F(ControlSocket, IsForTheUserAndTheGroupOnly) {
  const mode_t before = ::umask(0);
  start();
  ::umask(before);
  struct stat status{};
  ASSERT_EQ(::stat(socket_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0660U);
}

TEST_F(ControlSocket, GoesWhenTheServerStops) {
  start();
  EXPECT_TRUE(std::filesystem::exists(socket_));
  HttpClient idle(socket_);
  server_->stop();
  EXPECT_FALSE(std::filesystem::exists(socket_));
  EXPECT_EQ(idle.read_to_end(), "");
}

TEST_F(ControlSocket, ADeadSocketIsReplaced) {
  leave_a_dead_socket();
  start();
  EXPECT_EQ(HttpClient(socket_).get("/hello").status, 200);
}

TEST_F(ControlSocket, ALivingOneIsLeftAlone) {
  start();
  EXPECT_EQ(refusal(), "http: cannot listen at " + socket_.string() +
                           ": another daemon answers there: stop it, or configure another "
                           "http.socket");
  EXPECT_EQ(HttpClient(socket_).get("/hello").status, 200);
}

TEST_F(ControlSocket, WhatIsNoSocketIsLeftAlone) {
  std::ofstream(socket_) << "precious";
  EXPECT_THAT(refusal(), HasSubstr("something that is no socket is there"));
  EXPECT_EQ(std::filesystem::file_size(socket_), 8U);
  std::filesystem::remove(socket_);
  std::filesystem::create_symlink(folder_ / "elsewhere", socket_);
  EXPECT_THAT(refusal(), HasSubstr("something that is no socket is there"));
}

TEST_F(ControlSocket, SaysWhyItCannotBe) {
  socket_ = folder_ / "nowhere" / "control.sock";
  EXPECT_THAT(refusal(), HasSubstr("No such file or directory"));
  socket_ = folder_ / std::string(107, 'x');
  EXPECT_THAT(refusal(), HasSubstr("at most 107 bytes"));
}

TEST_F(ControlSocket, OverTcpOnlyOurOwnNamesAreAnswered) {
  start();
  HttpClient c = client();
  const auto status = [&](const std::string& host) {
    c.send("GET /hello HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    return c.read_answer().status;
  };
  EXPECT_EQ(status("127.0.0.1:" + std::to_string(server_->port())), 200);
  EXPECT_EQ(status("[::1]"), 200);
  EXPECT_EQ(status("rebound.example"), 421);
  EXPECT_EQ(status("rebound.example:9636"), 421);
}

}  // namespace
}  // namespace jono::http
