// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/wire_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace jono::test {

void WirePeer::send(std::string_view bytes, std::size_t chunk) {
  while (!bytes.empty()) {
    const std::string_view part = bytes.substr(0, chunk);
    const ssize_t sent = ::send(fd_, part.data(), part.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

WirePeer::WirePeer(int fd, WireServer& server)
    : answers(server.dialect().answers), fd_(fd), server_(server) {}

bool WirePeer::wait_for(std::string_view request) {
  const Dialect& dialect = server_.dialect();
  for (;;) {
    const std::size_t end = received_.find(dialect.end);
    if (end == std::string::npos) {
      std::array<char, 4096> part;
      const ssize_t size = ::recv(fd_, part.data(), part.size(), 0);
      if (size <= 0) return false;
      received_.append(part.data(), static_cast<std::size_t>(size));
      continue;
    }
    const std::string text = received_.substr(0, end + dialect.end.size());
    received_.erase(0, text.size());
    const std::string name = dialect.name(text);
    server_.note(name, text);
    if (name == request) return true;
    const auto answer = answers.find(name);
    if (answer != answers.end()) send(dialect.answer(answer->second, text));
  }
}

bool WirePeer::asks_within(std::chrono::milliseconds time) const {
  pollfd there{fd_, POLLIN, 0};
  return !received_.empty() || ::poll(&there, 1, static_cast<int>(time.count())) > 0;
}

WireServer::WireServer(Dialect dialect, std::vector<Script> scripts)
    : dialect_(std::move(dialect)) {
  listen_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof here;
  auto* address = reinterpret_cast<sockaddr*>(&here);
  if (::bind(listen_, address, size) != 0 || ::listen(listen_, 16) != 0 ||
      ::getsockname(listen_, address, &size) != 0) {
    throw std::runtime_error("cannot listen on the loopback");
  }
  port_ = ntohs(here.sin_port);
  thread_ = std::thread([this, scripts = std::move(scripts)] { run(scripts); });
}

WireServer::~WireServer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (current_ >= 0) ::shutdown(current_, SHUT_RDWR);
  }
  ::shutdown(listen_, SHUT_RDWR);
  thread_.join();
  ::close(listen_);
}

void WireServer::run(const std::vector<Script>& scripts) {
  for (const Script& script : scripts) {
    const int fd = ::accept4(listen_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) return;
    {
      const std::lock_guard lock(mutex_);
      current_ = fd;
      if (stopping_) ::shutdown(fd, SHUT_RDWR);
    }
    WirePeer peer(fd, *this);
    script(peer);
    const std::lock_guard lock(mutex_);
    current_ = -1;
    ::close(fd);
    if (stopping_) return;
  }
}

void WireServer::note(const std::string& action, const std::string& text) {
  EXPECT_NE(std::ranges::find(dialect_.allowed, action), dialect_.allowed.end())
      << "asked to do: " << action;
  const std::lock_guard lock(mutex_);
  ++actions_[action];
  last_[action] = text;
}

std::map<std::string, int> WireServer::actions() const {
  const std::lock_guard lock(mutex_);
  return actions_;
}

std::string WireServer::last(const std::string& action) const {
  const std::lock_guard lock(mutex_);
  const auto found = last_.find(action);
  return found == last_.end() ? std::string() : found->second;
}

}  // namespace jono::test
