// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/stream_hub.h"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <exception>
#include <utility>

namespace jono::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kEvery{200};
constexpr seconds kQuiet{10};

std::shared_ptr<const Frame> made(const Frames& frames, const Log& log) {
  try {
    return frames();
  } catch (const std::exception& bug) {
    log(fmt::format("a stream: {}", bug.what()));
    return nullptr;
  }
}

asio::awaitable<std::shared_ptr<const Frame>> make(const Frames& frames, const Log& log) {
  co_return made(frames, log);
}

}  // namespace

StreamHub::StreamHub(asio::io_context& io, Frames frames, Log log)
    : io_(io), frames_(std::move(frames)), log_(std::move(log)), pause_(io) {}

void StreamHub::sit(Seat* seat) {
  seats_.insert(seat);
  if (looking_ || stopped_) return;
  looking_ = true;
  asio::co_spawn(io_, look(shared_from_this()), [log = log_](const std::exception_ptr& thrown) {
    if (thrown) log("a stream has ended by a mistake");
  });
}

asio::awaitable<void> StreamHub::look(std::shared_ptr<StreamHub> self) {
  error_code cancelled;
  while (!self->stopped_ && !self->seats_.empty()) {
    auto frame =
        co_await asio::co_spawn(self->maker_, make(self->frames_, self->log_), asio::use_awaitable);
    if (frame && (!self->latest_ || frame->id != self->latest_->id)) {
      self->latest_ = std::move(frame);
      for (Seat* const seat : self->seats_) seat->wake_.cancel();
    }
    self->pause_.expires_after(kEvery);
    co_await self->pause_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  }
  self->latest_.reset();  // it would be old for the next reader
  self->looking_ = false;
}

void StreamHub::stop() {
  stopped_ = true;
  pause_.cancel();
  for (Seat* const seat : seats_) seat->wake_.cancel();
}

StreamHub::Seat::Seat(std::shared_ptr<StreamHub> hub) : hub_(std::move(hub)), wake_(hub_->io_) {
  hub_->sit(this);
}

StreamHub::Seat::~Seat() { hub_->seats_.erase(this); }

asio::awaitable<std::shared_ptr<const Frame>> StreamHub::Seat::next(std::string had) {
  wake_.expires_after(kQuiet);
  error_code cancelled = asio::error::operation_aborted;
  while (cancelled && !hub_->stopped_) {
    if (hub_->latest_ && hub_->latest_->id != had) co_return hub_->latest_;
    co_await wake_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  }
  co_return nullptr;
}

}  // namespace jono::http
