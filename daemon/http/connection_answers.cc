// SPDX-License-Identifier: EUPL-1.2
// What other threads do for the answers of a connection.
#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

#include "daemon/http/connection.h"
#include "daemon/http/outgoing.h"
#include "daemon/http/refusals.h"

namespace jono::http {
namespace {

namespace asio = boost::asio;

// False: it could not be asked for an answer.
bool ask(const Route& route, const Request& request, const Answer& answer, const Log& log) {
  try {
    route.later(request, answer);
    return true;
  } catch (const std::exception& bug) {
    log(fmt::format("{} {}: {}", route.method, route.path, bug.what()));
    return false;
  }
}

asio::awaitable<bool> ask_there(const Route& route, const Request& request, Answer answer,
                                const Log& log) {
  co_return ask(route, request, answer, log);
}

asio::awaitable<Response> finish_there(Response response, const Request& request,
                                       Language otherwise) {
  co_return finish(std::move(response), request, otherwise);
}

}  // namespace

asio::awaitable<Response> Connection::respond_later(const Route& route, const Request& request) {
  const Limits& limits = shared_.limits;
  if (shared_.slow_requests >= limits.slow_requests || shared_.late.waiting() >= limits.waiting) {
    co_return busy();
  }
  LateAnswers::Wait wait(shared_.late);
  ++shared_.slow_requests;
  const bool asked = co_await asio::co_spawn(
      shared_.workers, ask_there(route, request, wait.answer(), shared_.log), asio::use_awaitable);
  --shared_.slow_requests;
  if (!asked) co_return mistaken();
  auto response = co_await wait.get(limits.later);
  co_return response ? std::move(*response) : not_in_time();
}

asio::awaitable<Response> Connection::finished(Response response, const Request& request) {
  if (!is_long_work(response, request)) {
    co_return finish(std::move(response), request, shared_.language);
  }
  co_return co_await asio::co_spawn(shared_.workers,
                                    finish_there(std::move(response), request, shared_.language),
                                    asio::use_awaitable);
}

}  // namespace jono::http
