// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/late_answers.h"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace jono::http {

namespace asio = boost::asio;

LateAnswers::LateAnswers(asio::io_context& io) : io_(io), mail_(std::make_shared<Mail>()) {
  mail_->io = &io;
}

void LateAnswers::give_up() {
  for (Wait* const wait : waits_) {
    wait->seat_->given_up = true;
    wait->seat_->timer.cancel();
  }
}

void LateAnswers::close() {
  const std::lock_guard lock(mail_->mutex);
  mail_->io = nullptr;
}

LateAnswers::Wait::Wait(LateAnswers& of) : of_(of), seat_(std::make_shared<Seat>(of.io_)) {
  of_.waits_.insert(this);
}

LateAnswers::Wait::~Wait() { of_.waits_.erase(this); }

Answer LateAnswers::Wait::answer() const {
  return [mail = of_.mail_, seat = std::weak_ptr(seat_)](Response response) {
    const std::lock_guard lock(mail->mutex);
    if (mail->io == nullptr) return;
    asio::post(*mail->io, [seat, response = std::move(response)]() mutable {
      const auto waiting = seat.lock();
      if (!waiting || waiting->response) return;
      waiting->response = std::move(response);
      waiting->timer.cancel();
    });
  };
}

asio::awaitable<std::optional<Response>> LateAnswers::Wait::get(Millis patience) {
  const auto seat = seat_;
  if (!seat->response && !seat->given_up) {
    boost::system::error_code cancelled;
    seat->timer.expires_after(patience);
    co_await seat->timer.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
  }
  co_return std::exchange(seat->response, std::nullopt);
}

}  // namespace jono::http
