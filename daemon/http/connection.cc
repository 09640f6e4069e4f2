// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/connection.h"

#include <fmt/chrono.h>

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>
#include <ctime>
#include <optional>
#include <utility>

#include "daemon/http/host.h"
#include "daemon/http/outgoing.h"
#include "daemon/http/problem.h"
#include "daemon/http/refusals.h"
#include "daemon/http/request_target.h"
#include "daemon/http/router.h"

namespace jono::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace web = boost::beast::http;
using boost::system::error_code;
using Message = web::request<web::string_body>;

auto into(error_code& failed) { return asio::redirect_error(asio::use_awaitable, failed); }

// What to tell the client of a request that could not be read; nullopt: nobody listens.
std::optional<Response> refusal(const error_code& failed, const Limits& limits) {
  if (failed == web::error::header_limit || failed == web::error::buffer_overflow) {
    return long_header(limits.header_bytes);
  }
  if (failed == web::error::body_limit) return long_body(limits.body_bytes);
  const bool gone = failed == web::error::end_of_stream || failed == web::error::partial_message;
  if (gone || failed.category() != make_error_code(web::error::bad_method).category()) return {};
  return no_http(failed.message());
}

bool expects_continue(const Message& message) {
  return message.version() >= 11 && beast::iequals(message[web::field::expect], "100-continue");
}

// What its headers say of the client.
Request begin_request(Message& message) {
  const std::string_view method = message.method_string();
  return {.method = std::string(method == "HEAD" ? "GET" : method),
          .accept = std::string(message[web::field::accept]),
          .if_none_match = std::string(message[web::field::if_none_match]),
          .accept_language = std::string(message[web::field::accept_language]),
          .last_event_id = std::string(message["Last-Event-ID"]),
          .gzip = takes_gzip(message[web::field::accept_encoding]),
          .body = std::move(message.body())};
}

// False: not a request that could be meant for this server.
bool read_target(const Message& message, Request& request) {
  const std::size_t hosts = message.count(web::field::host);
  if (hosts > 1 || (hosts == 0 && message.version() >= 11)) return false;
  auto target = parse_target(message.target());
  if (!target) return false;
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  return true;
}

Response answer(const Route& route, const Request& request, const Log& log) {
  try {
    return route.handler(request);
  } catch (const std::exception& bug) {
    log(fmt::format("{} {}: {}", route.method, route.path, bug.what()));
    return mistaken();
  }
}

asio::awaitable<Response> work(const Route& route, const Request& request, const Log& log) {
  co_return answer(route, request, log);
}

asio::awaitable<Response> finish_there(Response response, const Request& request,
                                       Language otherwise) {
  co_return finish(std::move(response), request, otherwise);
}

web::response<web::string_body> to_message(Response response, unsigned version, bool stay) {
  web::response<web::string_body> out;
  out.version(version);
  out.result(static_cast<unsigned>(response.status));
  if (const auto reason = reason_phrase(response.status); !reason.empty()) out.reason(reason);
  out.set(web::field::date,
          fmt::format("{:%a, %d %b %Y %H:%M:%S GMT}", fmt::gmtime(std::time({}))));
  out.set("X-Content-Type-Options", "nosniff");
  out.set(web::field::cache_control, "no-store");
  if (!response.content_type.empty()) out.set(web::field::content_type, response.content_type);
  for (const auto& [name, value] : response.headers) out.set(name, value);
  out.keep_alive(stay);
  out.body() = std::move(response.body);
  out.prepare_payload();
  return out;
}

}  // namespace

struct Connection::Exchange {
  web::request_parser<web::string_body> parser;
  Request request;
  std::shared_ptr<StreamHub> stream;  // that is asked for
  bool stay = false;                  // whether the connection lives on after the answer
  bool head = false;
  unsigned version = 11;
};

Connection::Connection(Stream::socket_type socket, std::optional<std::string> user, Shared& shared)
    : shared_(shared),
      user_(std::move(user)),
      stream_(std::move(socket)),
      buffer_(shared.limits.header_bytes + shared.limits.body_bytes),
      since_(std::chrono::steady_clock::now()) {}

void Connection::close() { stream_.close(); }

void Connection::enter(Step step, Millis deadline) {
  step_ = step;
  since_ = std::chrono::steady_clock::now();
  stream_.expires_after(deadline);
}

asio::awaitable<void> Connection::serve(std::shared_ptr<Connection> self) {
  bool more = true;
  while (more && !self->shared_.stopping) {
    more = co_await self->wait_for_bytes() && co_await self->answer_one();
  }
  co_await self->part();
}

asio::awaitable<bool> Connection::wait_for_bytes() {
  constexpr std::size_t kChunk = 4096;
  if (buffer_.size() > 0) co_return true;
  enter(Step::waiting, shared_.limits.idle);
  error_code failed;
  const std::size_t size = co_await stream_.async_read_some(buffer_.prepare(kChunk), into(failed));
  buffer_.commit(size);
  co_return !failed;
}

asio::awaitable<bool> Connection::answer_one() {
  Exchange exchange;
  if (!co_await read(exchange)) co_return false;
  step_ = Step::answering;
  stream_.expires_never();
  Response response = co_await respond(exchange);
  if (exchange.stream) {
    co_await stream(exchange.stream, exchange.request.last_event_id);
    co_return false;
  }
  co_return co_await send(exchange, std::move(response));
}

// The deadline is set once for the whole request: drip-feeding does not move it.
asio::awaitable<bool> Connection::read(Exchange& exchange) {
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  enter(Step::reading, shared_.limits.request);
  auto& parser = exchange.parser;
  parser.header_limit(static_cast<std::uint32_t>(shared_.limits.header_bytes));
  parser.body_limit(shared_.limits.body_bytes);
  error_code failed;
  co_await web::async_read_header(stream_, buffer_, parser, into(failed));
  if (!failed && !parser.is_done() && expects_continue(parser.get())) {
    co_await asio::async_write(stream_, asio::buffer(kContinue), into(failed));
  }
  if (!failed && !parser.is_done()) {
    co_await web::async_read(stream_, buffer_, parser, into(failed));
  }
  if (!failed) co_return true;
  if (auto said = refusal(failed, shared_.limits)) co_await send(exchange, std::move(*said));
  co_return false;
}

asio::awaitable<Response> Connection::respond(Exchange& exchange) {
  Message& message = exchange.parser.get();
  exchange.version = message.version();
  exchange.stay = message.keep_alive();
  exchange.head = message.method() == web::verb::head;
  Request& request = exchange.request;
  request = begin_request(message);
  if (!read_target(message, request)) co_return odd_request();
  const std::string_view host = message[web::field::host];
  if (!user_ && !host.empty() && !is_our_host(host, shared_.host)) co_return misdirected();
  request.peer = user_.value_or("");
  const Found found = find_route(shared_.routes, request.method, request.path);
  if (found.route == nullptr) {
    co_return found.allow.empty() ? nothing_there() : other_methods(found.allow);
  }
  if (found.route->local_only && !user_) co_return only_local();
  if (found.route->frames) co_return begin_stream(*found.route, exchange);
  if (found.route->pace == Pace::quick) co_return answer(*found.route, request, shared_.log);
  co_return co_await respond_slowly(*found.route, request);
}

Response Connection::begin_stream(const Route& route, Exchange& exchange) {
  const auto& hub = shared_.streams.at(&route);
  if (hub->readers() >= shared_.limits.readers) return busy();
  if (!exchange.head) exchange.stream = hub;
  return {.status = 200, .content_type = "text/event-stream", .body = {}};
}

asio::awaitable<Response> Connection::respond_slowly(const Route& route, const Request& request) {
  if (shared_.slow_requests >= shared_.limits.slow_requests) co_return busy();
  ++shared_.slow_requests;
  Response response = co_await asio::co_spawn(shared_.workers, work(route, request, shared_.log),
                                              asio::use_awaitable);
  --shared_.slow_requests;
  co_return response;
}

asio::awaitable<Response> Connection::finished(Response response, const Request& request) {
  if (!is_long_work(response, request)) {
    co_return finish(std::move(response), request, shared_.language);
  }
  co_return co_await asio::co_spawn(shared_.workers,
                                    finish_there(std::move(response), request, shared_.language),
                                    asio::use_awaitable);
}

asio::awaitable<void> Connection::stream(std::shared_ptr<StreamHub> hub, std::string had) {
  static constexpr std::string_view kHead =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
      "X-Content-Type-Options: nosniff\r\nX-Accel-Buffering: no\r\nConnection: close\r\n\r\n"
      "retry: 2000\n\n";
  static constexpr std::string_view kComment = ":\n\n";
  StreamHub::Seat seat(std::move(hub));
  error_code failed;
  enter(Step::streaming, shared_.limits.answer);
  co_await asio::async_write(stream_, asio::buffer(kHead), into(failed));
  while (!failed && !shared_.stopping) {
    stream_.expires_never();
    const std::shared_ptr<const Frame> frame = co_await seat.next(had);
    if (shared_.stopping) break;
    if (frame) had = frame->id;
    const std::string_view bytes = frame ? std::string_view(frame->bytes) : kComment;
    stream_.expires_after(shared_.limits.answer);
    co_await asio::async_write(stream_, asio::buffer(bytes), into(failed));
  }
}

asio::awaitable<bool> Connection::send(Exchange& exchange, Response response) {
  response = co_await finished(std::move(response), exchange.request);
  enter(Step::sending, shared_.limits.answer);
  const bool stay = exchange.stay && !shared_.stopping;
  const auto message = to_message(std::move(response), exchange.version, stay);
  web::response_serializer<web::string_body> serializer(message);
  error_code failed;
  if (exchange.head) {
    co_await web::async_write_header(stream_, serializer, into(failed));
  } else {
    co_await web::async_write(stream_, serializer, into(failed));
  }
  co_return stay && !failed;
}

// Closing while the client still sends would reset the connection, and take the last answer with
// it before the client has read it.
asio::awaitable<void> Connection::part() {
  enter(Step::waiting, shared_.limits.linger);
  error_code failed;
  if (stream_.socket().shutdown(asio::socket_base::shutdown_send, failed)) co_return;
  std::array<char, 4096> rest;
  while (!failed) co_await stream_.async_read_some(asio::buffer(rest), into(failed));
}

}  // namespace jono::http
