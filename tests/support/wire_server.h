// SPDX-License-Identifier: EUPL-1.2
// A phone system that follows a script: blocking sockets on a thread, one connection after the
// other. A test fails when it is asked for anything that a monitor must not ask for.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace jono::test {

class WireServer;

// How requests look, which of them a monitor may make, and what is answered unless a script says
// so.
struct Dialect {
  std::string end;
  std::function<std::string(const std::string& request)> name;
  std::vector<std::string> allowed;
  std::function<std::string(std::string answer, const std::string& request)> answer;
  std::map<std::string, std::string, std::less<>> answers;
};

// One accepted connection. Used by its script, on the server's thread.
class WirePeer {
 public:
  WirePeer(int fd, WireServer& server);

  // In pieces of that size, each with a system call of its own.
  void send(std::string_view bytes, std::size_t chunk = std::string_view::npos);
  // Reads requests, and answers those that have an answer, until `request` came; that one is left
  // to the script. False: the connection ended before.
  bool wait_for(std::string_view request);
  // Whether anything was asked within that time; it is still to be waited for.
  [[nodiscard]] bool asks_within(std::chrono::milliseconds time) const;
  // The same to the end of the connection.
  void serve() { static_cast<void>(wait_for("")); }

  // By the request's name. One that is not here gets no answer.
  std::map<std::string, std::string, std::less<>> answers;

 private:
  int fd_;
  WireServer& server_;
  std::string received_;
};

class WireServer {
 public:
  using Script = std::function<void(WirePeer&)>;

  // The nth connection follows the nth script, and is cut when it returns. Who comes after the last
  // one is not accepted.
  WireServer(Dialect dialect, std::vector<Script> scripts);
  ~WireServer();
  WireServer(const WireServer&) = delete;
  WireServer& operator=(const WireServer&) = delete;

  [[nodiscard]] const Dialect& dialect() const { return dialect_; }
  [[nodiscard]] std::uint16_t port() const { return port_; }
  // How often each request came so far. From any thread.
  [[nodiscard]] std::map<std::string, int> actions() const;
  // What the latest request of that name said. From any thread.
  [[nodiscard]] std::string last(const std::string& action) const;

 private:
  friend class WirePeer;
  void run(const std::vector<Script>& scripts);
  void note(const std::string& action, const std::string& text);

  const Dialect dialect_;
  int listen_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  int current_ = -1;
  bool stopping_ = false;
  std::map<std::string, int> actions_;
  std::map<std::string, std::string> last_;
  std::thread thread_;
};

}  // namespace jono::test
