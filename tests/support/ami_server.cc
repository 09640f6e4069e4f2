// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/ami_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace jono::test {
namespace {

constexpr std::array<std::string_view, 5> kAllowed = {"Login", "ListCommands", "QueueStatus",
                                                      "Ping", "Logoff"};

std::string header(const std::string& text, const std::string& key) {
  const std::size_t at = text.find(key + ": ");
  if (at == std::string::npos) return {};
  const std::size_t from = at + key.size() + 2;
  return text.substr(from, text.find("\r\n", from) - from);
}

}  // namespace

std::string ami_message(
    std::initializer_list<std::pair<std::string_view, std::string_view>> lines) {
  std::string out;
  for (const auto& [key, value] : lines) {
    out.append(key).append(": ").append(value).append("\r\n");
  }
  return out + "\r\n";
}

void AmiPeer::send(std::string_view bytes, std::size_t chunk) {
  while (!bytes.empty()) {
    const std::string_view part = bytes.substr(0, chunk);
    const ssize_t sent = ::send(fd_, part.data(), part.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool AmiPeer::wait_for(std::string_view action) {
  for (;;) {
    const std::size_t end = received_.find("\r\n\r\n");
    if (end == std::string::npos) {
      std::array<char, 4096> part;
      const ssize_t size = ::recv(fd_, part.data(), part.size(), 0);
      if (size <= 0) return false;
      received_.append(part.data(), static_cast<std::size_t>(size));
      continue;
    }
    const std::string text = received_.substr(0, end + 2);
    received_.erase(0, end + 4);
    const std::string name = header(text, "Action");
    server_.note(name, text);
    if (name == action) return true;
    const auto answer = answers.find(name);
    if (answer == answers.end()) continue;
    std::string out = answer->second;
    if (const auto id = out.find("{id}"); id != std::string::npos) {
      out.replace(id, 4, header(text, "ActionID"));
    }
    send(out);
  }
}

bool AmiPeer::asks_within(std::chrono::milliseconds time) const {
  pollfd there{fd_, POLLIN, 0};
  return !received_.empty() || ::poll(&there, 1, static_cast<int>(time.count())) > 0;
}

void AmiPeer::welcome() {
  send("Asterisk Call Manager/11.0.0\r\n");
  if (!wait_for("Login")) return;
  send(ami_message({{"Response", "Success"}, {"ActionID", "login"}}));
  send(ami_message({{"Event", "FullyBooted"}, {"Status", "Fully Booted"}}));
}

AmiServer::AmiServer(std::vector<Script> scripts) {
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

AmiServer::~AmiServer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (current_ >= 0) ::shutdown(current_, SHUT_RDWR);
  }
  ::shutdown(listen_, SHUT_RDWR);
  thread_.join();
  ::close(listen_);
}

void AmiServer::run(const std::vector<Script>& scripts) {
  for (const Script& script : scripts) {
    const int fd = ::accept4(listen_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) return;
    {
      const std::lock_guard lock(mutex_);
      current_ = fd;
      if (stopping_) ::shutdown(fd, SHUT_RDWR);
    }
    AmiPeer peer(fd, *this);
    script(peer);
    const std::lock_guard lock(mutex_);
    current_ = -1;
    ::close(fd);
    if (stopping_) return;
  }
}

void AmiServer::note(const std::string& action, const std::string& text) {
  EXPECT_NE(std::ranges::find(kAllowed, action), kAllowed.end()) << "asked to do: " << action;
  const std::lock_guard lock(mutex_);
  ++actions_[action];
  last_[action] = text;
}

std::map<std::string, int> AmiServer::actions() const {
  const std::lock_guard lock(mutex_);
  return actions_;
}

std::string AmiServer::last(const std::string& action) const {
  const std::lock_guard lock(mutex_);
  const auto found = last_.find(action);
  return found == last_.end() ? std::string() : found->second;
}

}  // namespace jono::test
