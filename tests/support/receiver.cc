// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/receiver.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <stdexcept>
#include <string_view>

namespace jono::test {
namespace {

constexpr std::string_view kLength = "Content-Length: ";

// Whether `text` is a whole HTTP request.
bool whole(const std::string& text) {
  const std::size_t end = text.find("\r\n\r\n");
  if (end == text.npos) return false;
  const std::size_t at = text.find(kLength);
  std::size_t length = 0;
  if (at < end) {
    std::from_chars(text.data() + at + kLength.size(), text.data() + end, length);
  }
  return text.size() >= end + 4 + length;
}

void send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

// False: the other end has closed.
bool receive(int fd, std::string& text) {
  std::array<char, 4096> part;
  const ssize_t size = ::recv(fd, part.data(), part.size(), 0);
  if (size <= 0) return false;
  text.append(part.data(), static_cast<std::size_t>(size));
  return true;
}

}  // namespace

std::string http_answer(int status, const std::string& body) {
  return "HTTP/1.1 " + std::to_string(status) +
         " Said\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

Receiver::Receiver(std::vector<std::string> answers, std::string greeting) {
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
  thread_ = std::thread([this, answers = std::move(answers), greeting = std::move(greeting)] {
    run(answers, greeting);
  });
}

Receiver::~Receiver() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (current_ >= 0) ::shutdown(current_, SHUT_RDWR);
  }
  ::shutdown(listen_, SHUT_RDWR);
  thread_.join();
  ::close(listen_);
}

std::vector<std::string> Receiver::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void Receiver::run(const std::vector<std::string>& answers, const std::string& greeting) {
  for (const std::string& answer : answers) {
    const int fd = ::accept4(listen_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) return;
    {
      const std::lock_guard lock(mutex_);
      current_ = fd;
      if (stopping_) ::shutdown(fd, SHUT_RDWR);
    }
    serve(fd, answer, greeting);
    const std::lock_guard lock(mutex_);
    current_ = -1;
    ::close(fd);
    if (stopping_) return;
  }
  ::shutdown(listen_, SHUT_RDWR);
}

void Receiver::serve(int fd, const std::string& answer, const std::string& greeting) {
  send_all(fd, greeting);
  std::string request;
  const auto hear = [&] {
    const bool more = receive(fd, request);
    const std::lock_guard lock(mutex_);
    requests_.back() = request;
    return more;
  };
  const auto complete = [&] {
    return greeting.empty() ? whole(request) : request.find("\r\n") != request.npos;
  };
  {
    const std::lock_guard lock(mutex_);
    requests_.emplace_back();
  }
  while (!complete() && hear()) {
  }
  if (answer != kHang) send_all(fd, answer);
  if (answer != kHang && greeting.empty()) return;
  while (hear()) {
  }
}

}  // namespace jono::test
