// SPDX-License-Identifier: EUPL-1.2
// Answers that come from other threads while connections wait for them. Only for the server's own
// files: it brings Asio.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

#include "daemon/base/time.h"
#include "daemon/http/message.h"

namespace jono::http {

// On the server's thread, but for the answers it hands out.
class LateAnswers {
 public:
  explicit LateAnswers(boost::asio::io_context& io);

  // One answer that is waited for; it goes nowhere once this is destroyed.
  class Wait {
   public:
    explicit Wait(LateAnswers& of);
    ~Wait();
    Wait(const Wait&) = delete;
    Wait& operator=(const Wait&) = delete;

    // For any thread, at any time.
    [[nodiscard]] Answer answer() const;
    // nullopt: it did not come in time, or give_up() was called.
    boost::asio::awaitable<std::optional<Response>> get(Millis patience);

   private:
    friend class LateAnswers;
    struct Seat {
      explicit Seat(boost::asio::io_context& io) : timer(io) {}
      boost::asio::steady_timer timer;
      std::optional<Response> response{};
      bool given_up = false;
    };
    LateAnswers& of_;
    std::shared_ptr<Seat> seat_;
  };

  [[nodiscard]] std::size_t waiting() const { return waits_.size(); }
  // Nobody waits any longer.
  void give_up();
  // What is answered from now on goes nowhere. Before the context ends, from any thread.
  void close();

 private:
  // What outlives the server in others' hands.
  struct Mail {
    std::mutex mutex;
    boost::asio::io_context* io;  // null: closed
  };
  boost::asio::io_context& io_;
  std::shared_ptr<Mail> mail_;
  std::set<Wait*> waits_;
};

}  // namespace jono::http
