// SPDX-License-Identifier: EUPL-1.2
// A receiver that follows a script, on a thread of its own: one connection after the other, each
// read to the end of its request and then treated as the script says.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace jono::test {

class Receiver {
 public:
  // Bytes to answer with; then the connection is closed. Empty: closed without a word. kHang: never
  // answered, and kept open until the other end closes it.
  static constexpr const char* kHang = "hang";

  // The nth connection is treated as the nth of `answers`; who comes after the last is refused.
  // `greeting` is sent first (as by SMTP): the first line is then answered, and all else is heard.
  explicit Receiver(std::vector<std::string> answers, std::string greeting = {});
  ~Receiver();
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string url(const std::string& path = {}) const {
    return "http://127.0.0.1:" + std::to_string(port_) + "/" + path;
  }
  // What came so far, one a connection. From any thread.
  [[nodiscard]] std::vector<std::string> requests() const;

 private:
  void run(const std::vector<std::string>& answers, const std::string& greeting);
  void serve(int fd, const std::string& answer, const std::string& greeting);

  int listen_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  int current_ = -1;
  bool stopping_ = false;
  std::vector<std::string> requests_;
  std::thread thread_;
};

// An answer with that status and body.
[[nodiscard]] std::string http_answer(int status, const std::string& body = {});

}  // namespace jono::test
