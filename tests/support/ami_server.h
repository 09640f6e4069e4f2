// SPDX-License-Identifier: EUPL-1.2
// A manager that follows a script: blocking sockets on a thread, one connection after the other. A
// test fails when it is asked for anything that a monitor must not ask for.
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

class AmiServer;

// One accepted connection. Used by its script, on the server's thread.
class AmiPeer {
 public:
  AmiPeer(int fd, AmiServer& server) : fd_(fd), server_(server) {}

  // In pieces of that size, each with a system call of its own.
  void send(std::string_view bytes, std::size_t chunk = std::string_view::npos);
  // Reads actions, and answers those that have an answer, until `action` came; that one is left to
  // the script. False: the connection ended before.
  bool wait_for(std::string_view action);
  // Whether anything was asked within that time; it is still to be waited for.
  [[nodiscard]] bool asks_within(std::chrono::milliseconds time) const;
  // The same to the end of the connection.
  void serve() { static_cast<void>(wait_for("")); }
  // Banner, login and FullyBooted.
  void welcome();

  // By action; `{id}` stands for its ActionID. An action that is not here gets no answer.
  std::map<std::string, std::string, std::less<>> answers = {
      {"Logoff", "Response: Goodbye\r\n\r\n"}};

 private:
  int fd_;
  AmiServer& server_;
  std::string received_;
};

class AmiServer {
 public:
  using Script = std::function<void(AmiPeer&)>;

  // The nth connection follows the nth script, and is cut when it returns. Who comes after the last
  // one is not accepted.
  explicit AmiServer(std::vector<Script> scripts);
  ~AmiServer();
  AmiServer(const AmiServer&) = delete;
  AmiServer& operator=(const AmiServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  // How often each action came so far. From any thread.
  [[nodiscard]] std::map<std::string, int> actions() const;
  // What the latest action of that name said. From any thread.
  [[nodiscard]] std::string last(const std::string& action) const;

 private:
  friend class AmiPeer;
  void run(const std::vector<Script>& scripts);
  void note(const std::string& action, const std::string& text);

  int listen_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  int current_ = -1;
  bool stopping_ = false;
  std::map<std::string, int> actions_;
  std::map<std::string, std::string> last_;
  std::thread thread_;
};

// "Key: value" lines and a blank one.
std::string ami_message(std::initializer_list<std::pair<std::string_view, std::string_view>> lines);

}  // namespace jono::test
