// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/connection.h"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>
#include <iterator>
#include <optional>
#include <utility>

#include "daemon/http/host.h"
#include "daemon/http/outgoing.h"
#include "daemon/http/refusals.h"
#include "daemon/http/router.h"
#include "daemon/http/translate.h"

namespace jono::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace web = boost::beast::http;
using boost::system::error_code;

auto into(error_code& failed) { return asio::redirect_error(asio::use_awaitable, failed); }

bool expects_continue(const InMessage& message) {
  return message.version() >= 11 && beast::iequals(message[web::field::expect], "100-continue");
}

// Of codings only chunks are known, once and in HTTP/1.1.
bool has_certain_end(const InMessage& message) {
  const std::size_t codings = message.count(web::field::transfer_encoding);
  if (codings == 0) return true;
  return codings == 1 && message.version() >= 11 &&
         beast::iequals(message[web::field::transfer_encoding], "chunked");
}

bool changes_something(const Request& request) { return request.method != "GET"; }

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

}  // namespace

struct Connection::Exchange {
  web::request_parser<web::string_body> parser;
  Request request;
  const Route* route = nullptr;       // that is granted
  std::shared_ptr<StreamHub> stream;  // that is asked for
  bool stay = false;                  // whether the connection lives on after the answer
  bool head = false;
  unsigned version = 11;
};

Connection::Connection(Wire::Plain::socket_type socket, Peer peer, Shared& shared)
    : shared_(shared),
      peer_(std::move(peer)),
      wire_(std::move(socket), peer_.user ? nullptr : shared.door.access()->tls),
      buffer_(shared.limits.header_bytes + shared.limits.body_bytes),
      since_(std::chrono::steady_clock::now()) {}

void Connection::close() { wire_.plain().close(); }

void Connection::enter(Step step, Millis deadline) {
  step_ = step;
  since_ = std::chrono::steady_clock::now();
  wire_.plain().expires_after(deadline);
}

asio::awaitable<void> Connection::serve(std::shared_ptr<Connection> self) {
  bool more = co_await self->begin();
  const bool begun = more;
  while (more && !self->shared_.stopping) {
    more = co_await self->answer_one() && co_await self->wait_for_bytes(self->shared_.limits.idle);
  }
  if (begun) co_await self->part();
}

asio::awaitable<bool> Connection::begin() {
  enter(Step::waiting, shared_.limits.request);
  if (!co_await wire_.shake_hands()) co_return false;
  peer_.certificate = wire_.certificate_name();
  co_return co_await wait_for_bytes(shared_.limits.request);
}

asio::awaitable<bool> Connection::wait_for_bytes(Millis patience) {
  constexpr std::size_t kChunk = 4096;
  if (buffer_.size() > 0) co_return true;
  enter(Step::waiting, patience);
  error_code failed;
  const std::size_t size = co_await wire_.async_read_some(buffer_.prepare(kChunk), into(failed));
  buffer_.commit(size);
  co_return !failed;
}

asio::awaitable<bool> Connection::answer_one() {
  Exchange exchange;
  if (!co_await read_head(exchange)) co_return false;
  step_ = Step::answering;
  wire_.plain().expires_never();
  if (auto said = co_await refused(exchange)) {
    // What is left of a body would be taken for the next request.
    exchange.stay = exchange.stay && exchange.parser.is_done();
    co_return co_await send(exchange, std::move(*said));
  }
  if (!co_await read_body(exchange)) co_return false;
  step_ = Step::answering;
  wire_.plain().expires_never();
  Response response = co_await respond(exchange);
  if (exchange.stream) {
    co_await stream(exchange.stream, exchange.request.last_event_id);
    co_return false;
  }
  co_return co_await send(exchange, std::move(response));
}

// The deadline is set once for the whole head: drip-feeding does not move it.
asio::awaitable<bool> Connection::read_head(Exchange& exchange) {
  enter(Step::reading, shared_.limits.request);
  auto& parser = exchange.parser;
  parser.header_limit(static_cast<std::uint32_t>(shared_.limits.header_bytes));
  parser.body_limit(boost::none);  // once it is known who asks
  error_code failed;
  co_await web::async_read_header(wire_, buffer_, parser, into(failed));
  const InMessage& message = parser.get();
  // Who does not know where a request ends would take what follows for another.
  if (!failed && !has_certain_end(message)) failed = web::error::bad_transfer_encoding;
  const Limits& limits = shared_.limits;
  if (!failed && std::ranges::distance(message) <= std::ptrdiff_t(limits.header_lines)) {
    exchange.version = message.version();
    exchange.stay = message.keep_alive();
    exchange.head = message.method() == web::verb::head;
    co_return true;
  }
  auto said = failed ? refusal(failed, limits.header_bytes, limits.body_bytes)
                     : many_headers(limits.header_lines);
  if (said) co_await send(exchange, std::move(*said));
  co_return false;
}

// Likewise.
asio::awaitable<bool> Connection::read_body(Exchange& exchange) {
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  auto& parser = exchange.parser;
  if (parser.is_done()) co_return true;
  enter(Step::reading, shared_.limits.request);
  const std::size_t usual =
      exchange.route->body_bytes > 0 ? exchange.route->body_bytes : shared_.limits.body_bytes;
  const std::size_t most = changes_something(exchange.request) ? usual : 0;
  parser.body_limit(most);
  error_code failed;
  if (parser.content_length().value_or(0) > most) {
    failed = web::error::body_limit;
  }
  if (!failed && expects_continue(parser.get())) {
    co_await asio::async_write(wire_, asio::buffer(kContinue), into(failed));
  }
  if (!failed) co_await web::async_read(wire_, buffer_, parser, into(failed));
  if (!failed) {
    exchange.request.body = std::move(parser.get().body());
    co_return true;
  }
  exchange.stay = false;
  if (auto said = refusal(failed, shared_.limits.header_bytes, most)) {
    co_await send(exchange, std::move(*said));
  }
  co_return false;
}

asio::awaitable<std::optional<Response>> Connection::refused(Exchange& exchange) {
  const InMessage& message = exchange.parser.get();
  auto read = to_request(message);
  if (!read) co_return odd_request();
  Request& request = exchange.request = std::move(*read);
  const auto access = shared_.door.access();
  const std::string_view host = message[web::field::host];
  // Where credentials are asked for, a name that leads here from elsewhere leads to none.
  if (!peer_.user && access->open && !host.empty() && !is_our_host(host, shared_.host)) {
    co_return misdirected();
  }
  if (!peer_.user && !access->open &&
      !shared_.askers.may(peer_.address, std::chrono::steady_clock::now())) {
    co_return too_often(1);
  }
  const auto caller =
      co_await shared_.door.ask(peer_, parse_authorization(message[web::field::authorization]));
  if (!caller) co_return too_often(1);
  request.peer = caller->name;
  const Found found = find_route(shared_.routes, request.method, request.path);
  // Nobody is told even which paths there are.
  const Needs needs = found.route != nullptr ? found.route->needs : Needs::wall;
  const Verdict verdict = judge(needs, *caller, access->public_wall);
  if (verdict == Verdict::unknown) co_return say_who(*access);
  if (found.route == nullptr) {
    co_return found.allow.empty() ? nothing_there() : other_methods(found.allow);
  }
  if (verdict == Verdict::forbidden) {
    co_return needs == Needs::local || access->open ? only_local() : not_yours();
  }
  if (!caller->local && changes_something(request) &&
      is_cross_origin(message[web::field::origin], message["Sec-Fetch-Site"], host)) {
    co_return cross_origin();
  }
  exchange.route = found.route;
  if (found.route->later) request.headers = headers_of(message);
  co_return std::nullopt;
}

asio::awaitable<Response> Connection::respond(Exchange& exchange) {
  const Route& route = *exchange.route;
  if (route.frames) co_return begin_stream(route, exchange);
  if (route.later) co_return co_await respond_later(route, exchange.request);
  if (route.pace == Pace::quick) co_return answer(route, exchange.request, shared_.log);
  co_return co_await respond_slowly(route, exchange.request);
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

asio::awaitable<void> Connection::stream(std::shared_ptr<StreamHub> hub, std::string had) {
  static constexpr std::string_view kComment = ":\n\n";
  const std::string head = stream_head(shared_.door.access()->headers) + "retry: 2000\n\n";
  StreamHub::Seat seat(std::move(hub));
  error_code failed;
  enter(Step::streaming, shared_.limits.answer);
  co_await asio::async_write(wire_, asio::buffer(head), into(failed));
  while (!failed && !shared_.stopping) {
    wire_.plain().expires_never();
    const std::shared_ptr<const Frame> frame = co_await seat.next(had);
    if (shared_.stopping) break;
    if (frame) had = frame->id;
    const std::string_view bytes = frame ? std::string_view(frame->bytes) : kComment;
    wire_.plain().expires_after(shared_.limits.answer);
    co_await asio::async_write(wire_, asio::buffer(bytes), into(failed));
  }
}

asio::awaitable<bool> Connection::send(Exchange& exchange, Response response) {
  response = co_await finished(std::move(response), exchange.request);
  enter(Step::sending, shared_.limits.answer);
  const bool stay = exchange.stay && !shared_.stopping;
  const auto message =
      to_message(std::move(response), shared_.door.access()->headers, exchange.version, stay);
  web::response_serializer<web::string_body> serializer(message);
  error_code failed;
  if (exchange.head) {
    co_await web::async_write_header(wire_, serializer, into(failed));
  } else {
    co_await web::async_write(wire_, serializer, into(failed));
  }
  co_return stay && !failed;
}

// Closing while the client still sends would reset the connection, and take the last answer with
// it before the client has read it.
asio::awaitable<void> Connection::part() {
  enter(Step::waiting, shared_.limits.linger);
  co_await wire_.finish();
}

}  // namespace jono::http
