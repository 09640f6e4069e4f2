// SPDX-License-Identifier: EUPL-1.2
// Carries requests and mail to receivers, many at a time, on the caller's thread. Connections are
// not kept: an answer that is lost is told as lost, never asked for again behind our back.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "alerting/sending.h"
#include "daemon/base/time.h"

namespace jono::alerting {

struct Transfer {
  std::uint64_t id = 0;                // the caller's
  std::string url{};                   // http, https, smtp (STARTTLS is required) or smtps
  std::string method = "POST";         // GET, POST or PUT; not for mail
  std::vector<std::string> headers{};  // "Name: value"; not for mail
  std::string body{};                  // of a mail, the message
  std::string from{};                  // of a mail: bare addresses
  std::vector<std::string> to{};
  std::string user{};  // of a mail; empty: no login
  // Of a mail, the user's password. Of any transfer: never in what is said of it.
  std::string secret{};
  std::filesystem::path ca_file{};  // empty: the system's
};

struct Finished {
  std::uint64_t id = 0;
  Outcome outcome{};
  std::string answer;  // one printable line of ASCII, at most 200 bytes
  std::string body;    // of the answer
  // When the receiver's certificate ends; nullopt: it showed none that is good.
  std::optional<Instant> certificate_ends{};
};

class Carrier {
 public:
  struct Limits {
    Millis connect = std::chrono::seconds(5);
    Millis whole = std::chrono::seconds(10);
    std::size_t answer = 1 << 20;  // bytes of the answer's body: a longer GET has failed
  };
  // Throws std::runtime_error where libcurl cannot be had.
  Carrier() : Carrier(Limits()) {}
  explicit Carrier(Limits limits);
  ~Carrier();  // what is under way is given up
  Carrier(const Carrier&) = delete;
  Carrier& operator=(const Carrier&) = delete;

  // Every transfer that is started finishes, in time.
  void start(Transfer transfer);
  // Carries on until something has happened, wake() was called or `at_most` has passed.
  void wait(Millis at_most);
  // Ends a wait(), the next one if there is none now. From any thread.
  void wake();
  // Those that have finished since the last call.
  [[nodiscard]] std::vector<Finished> finished();

 private:
  struct Job;

  Finished finish(const Job& job, CURLcode code) const;

  const Limits limits_;
  CURLM* multi_;
  std::map<CURL*, std::unique_ptr<Job>> jobs_;
  std::vector<Finished> done_;
};

}  // namespace jono::alerting
