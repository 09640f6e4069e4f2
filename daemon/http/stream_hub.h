// SPDX-License-Identifier: EUPL-1.2
// The readers of one stream. Only for the server's own files: it brings Asio. On the server's
// thread, but for the making of frames.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <set>
#include <string>

#include "daemon/http/http_server.h"

namespace jono::http {

// Looks for a newer frame five times a second while somebody reads, on a thread of its own, so that
// a long frame holds nobody up, and wakes the readers when there is one.
class StreamHub : public std::enable_shared_from_this<StreamHub> {
 public:
  StreamHub(boost::asio::io_context& io, Frames frames, Log log);

  // A reader is one while this lives.
  class Seat {
   public:
    explicit Seat(std::shared_ptr<StreamHub> hub);
    ~Seat();
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;

    // The latest frame, once it is another than the one with id `had`; null: nothing has come for a
    // while, or the hub has stopped.
    boost::asio::awaitable<std::shared_ptr<const Frame>> next(std::string had);

   private:
    friend StreamHub;
    std::shared_ptr<StreamHub> hub_;
    boost::asio::steady_timer wake_;
  };

  [[nodiscard]] std::size_t readers() const { return seats_.size(); }
  // Wakes all, for good.
  void stop();
  // Ends its thread. After stop(), once nobody runs the io_context any more.
  void join() { maker_.join(); }

 private:
  static boost::asio::awaitable<void> look(std::shared_ptr<StreamHub> self);
  void sit(Seat* seat);

  boost::asio::io_context& io_;
  boost::asio::thread_pool maker_{1};  // its own: whoever waits for a report holds up no reader
  const Frames frames_;
  const Log log_;
  boost::asio::steady_timer pause_;
  std::set<Seat*> seats_;
  std::shared_ptr<const Frame> latest_;
  bool looking_ = false;
  bool stopped_ = false;
};

}  // namespace jono::http
