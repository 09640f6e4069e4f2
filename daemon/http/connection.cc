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
#include "daemon/http/problem.h"
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
    return problem(431, fmt::format("The request line and headers are limited to {} bytes.",
                                    limits.header_bytes));
  }
  if (failed == web::error::body_limit) {
    return problem(413, fmt::format("The body is limited to {} bytes.", limits.body_bytes));
  }
  const bool gone = failed == web::error::end_of_stream || failed == web::error::partial_message;
  if (gone || failed.category() != make_error_code(web::error::bad_method).category()) return {};
  return problem(400, fmt::format("This is not an HTTP/1.1 request: {}.", failed.message()));
}

bool expects_continue(const Message& message) {
  return message.version() >= 11 && beast::iequals(message[web::field::expect], "100-continue");
}

// nullopt: not a request that could be meant for this server.
std::optional<Request> to_request(Message& message) {
  const std::size_t hosts = message.count(web::field::host);
  if (hosts > 1 || (hosts == 0 && message.version() >= 11)) return std::nullopt;
  auto target = parse_target(message.target());
  if (!target) return std::nullopt;
  const std::string_view method = message.method_string();
  return Request{.method = std::string(method == "HEAD" ? "GET" : method),
                 .path = std::move(target->path),
                 .query = std::move(target->query),
                 .accept = std::string(message[web::field::accept]),
                 .if_none_match = std::string(message[web::field::if_none_match]),
                 .body = std::move(message.body())};
}

Response not_found(const Found& found) {
  if (found.allow.empty()) return problem(404, "There is nothing at this path.");
  Response out = problem(405, fmt::format("This path knows only {}.", found.allow));
  out.headers.emplace_back("Allow", found.allow);
  return out;
}

Response answer(const Route& route, const Request& request, const Log& log) {
  try {
    return route.handler(request);
  } catch (const std::exception& bug) {
    log(fmt::format("{} {}: {}", route.method, route.path, bug.what()));
    return problem(500, "The server made a mistake; its log says which.");
  }
}

asio::awaitable<Response> work(const Route& route, Request request, const Log& log) {
  co_return answer(route, request, log);
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
  bool stay = false;  // whether the connection lives on after the answer
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
  auto request = to_request(message);
  if (!request)
    co_return problem(400, "The request needs one Host and a path without odd characters.");
  const std::string_view host = message[web::field::host];
  if (!user_ && !host.empty() && !is_our_host(host, shared_.host)) {
    co_return problem(421, "This server does not go by that name: ask for localhost.");
  }
  request->peer = user_.value_or("");
  const Found found = find_route(shared_.routes, request->method, request->path);
  if (found.route == nullptr) co_return not_found(found);
  if (found.route->local_only && !user_) {
    co_return problem(403, "Only the control socket takes this: use the command line.");
  }
  if (found.route->pace == Pace::quick) co_return answer(*found.route, *request, shared_.log);
  co_return co_await respond_slowly(*found.route, std::move(*request));
}

asio::awaitable<Response> Connection::respond_slowly(const Route& route, Request request) {
  if (shared_.slow_requests >= shared_.limits.slow_requests) {
    Response busy = problem(503, "Too many of these are being made already; try again soon.");
    busy.headers.emplace_back("Retry-After", "1");
    co_return busy;
  }
  ++shared_.slow_requests;
  Response response = co_await asio::co_spawn(
      shared_.workers, work(route, std::move(request), shared_.log), asio::use_awaitable);
  --shared_.slow_requests;
  co_return response;
}

asio::awaitable<bool> Connection::send(Exchange& exchange, Response response) {
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
