// SPDX-License-Identifier: EUPL-1.2
// A blocking HTTP client over a plain socket: it sends what it is told, right or wrong. No answer
// within ten seconds counts as the end of the connection.
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace jono::test {

struct HttpAnswer {
  int status = 0;  // 0: the connection ended before there was a whole answer
  std::map<std::string, std::string> headers;  // names in small letters
  std::string body;
};

class HttpClient {
 public:
  // Throws where nothing listens. `receive_buffer`: bytes that the kernel takes unread; 0: its own
  // choice.
  explicit HttpClient(std::uint16_t port, int receive_buffer = 0)
      : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_buffer > 0) {
      ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    }
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connect(to);
  }
  // To a unix socket, likewise.
  explicit HttpClient(const std::filesystem::path& path)
      : fd_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un to{};
    to.sun_family = AF_UNIX;
    path.native().copy(to.sun_path, sizeof to.sun_path - 1);
    connect(to);
  }
  HttpClient(HttpClient&& other) noexcept
      : fd_(std::exchange(other.fd_, -1)), received_(std::move(other.received_)) {}
  HttpClient& operator=(HttpClient&&) = delete;
  ~HttpClient() {
    if (fd_ >= 0) ::close(fd_);
  }

  // False when the other end is gone.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // The next answer; `head`: to a HEAD request, so without a body.
  HttpAnswer read_answer(bool head = false) {
    HttpAnswer out;
    std::size_t end = 0;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
      if (!receive()) return {};
    }
    parse_header(std::string_view(received_).substr(0, end + 2), out);
    received_.erase(0, end + 4);
    std::size_t length = 0;
    const std::string& given = out.headers["content-length"];
    std::from_chars(given.data(), given.data() + given.size(), length);
    if (head) return out;
    while (received_.size() < length) {
      if (!receive()) return {};
    }
    out.body = received_.substr(0, length);
    received_.erase(0, length);
    return out;
  }

  HttpAnswer get(const std::string& target) {
    send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return read_answer();
  }

  // What comes up to and with `mark`; empty when the connection ends before.
  std::string read_through(std::string_view mark) {
    std::size_t at = 0, seen = 0;
    while ((at = received_.find(mark, seen)) == std::string::npos) {
      seen = received_.size() - std::min(received_.size(), mark.size());
      if (!receive()) return {};
    }
    std::string out = received_.substr(0, at + mark.size());
    received_.erase(0, out.size());
    return out;
  }

  // Everything up to the end of the connection.
  std::string read_to_end() {
    while (receive()) {
    }
    return std::exchange(received_, {});
  }

  // Whether the other end closes, or sends anything, within `time`.
  bool stirs_within(std::chrono::milliseconds time) {
    pollfd waiting{fd_, POLLIN, 0};
    return ::poll(&waiting, 1, static_cast<int>(time.count())) > 0;
  }

 private:
  template <class Address>
  void connect(const Address& to) {
    const timeval patience{10, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
      ::close(fd_);
      throw std::runtime_error("nothing listens there");
    }
  }

  bool receive() {
    char chunk[65536];
    const ssize_t size = ::recv(fd_, chunk, sizeof chunk, 0);
    if (size <= 0) return false;
    received_.append(chunk, static_cast<std::size_t>(size));
    return true;
  }

  static void parse_header(std::string_view text, HttpAnswer& out) {
    std::from_chars(text.data() + std::string_view("HTTP/1.1 ").size(), text.data() + text.size(),
                    out.status);
    for (std::size_t at = text.find("\r\n") + 2; at < text.size();) {
      const std::size_t end = text.find("\r\n", at), colon = text.find(": ", at);
      std::string name(text.substr(at, colon - at));
      std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
      out.headers[name] = text.substr(colon + 2, end - colon - 2);
      at = end + 2;
    }
  }

  int fd_;
  std::string received_;
};

}  // namespace jono::test
