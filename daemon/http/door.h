// SPDX-License-Identifier: EUPL-1.2
// Finds out who asks. Only for the server's own files: it brings Asio. On the server's thread, but
// for the checking of passwords.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "daemon/http/credentials.h"
#include "daemon/http/http_server.h"
#include "daemon/http/secrets.h"

namespace jono::http {

// What a connection knows of its other end.
struct Peer {
  std::optional<std::string> user{};  // at the unix socket; nullopt: it is a TCP connection
  std::string address{};              // of TCP, by which its kind is counted
  std::string whereabouts{};          // of TCP, in words for the record
  std::string certificate{};          // the common name; empty: none was given
};

class Door {
 public:
  Door(std::shared_ptr<const Access> access, const Limits& limits);

  // From now on. Answers under way keep what they began with.
  void renew(std::shared_ptr<const Access> access);
  // Never null.
  [[nodiscard]] const std::shared_ptr<const Access>& access() const { return access_; }

  // Who asks; nullopt: too many passwords wait to be checked.
  boost::asio::awaitable<std::optional<Caller>> ask(Peer peer, Credentials given);
  // Waits for the checks under way.
  void join() { checker_.join(); }

 private:
  boost::asio::awaitable<std::optional<Caller>> ask_password(Peer peer, Password given);

  std::shared_ptr<const Access> access_;
  std::string nobodys_hash_;
  const std::size_t most_checks_;
  const std::size_t most_of_peer_;
  Remembered remembered_;
  std::size_t checks_ = 0;                         // under way
  std::map<std::string, std::size_t> of_address_;  // of those
  boost::asio::thread_pool checker_{1};
};

}  // namespace jono::http
