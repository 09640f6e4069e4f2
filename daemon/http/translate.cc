// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/translate.h"

#include <fmt/chrono.h>

#include <array>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/write.hpp>
#include <ctime>
#include <sstream>

#include "daemon/http/outgoing.h"
#include "daemon/http/problem.h"
#include "daemon/http/refusals.h"
#include "daemon/http/request_target.h"

namespace jono::http {
namespace {

namespace web = boost::beast::http;

// Of every answer. Nothing here is to be framed, embedded, guessed at or kept.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kStrict = {
    {{"X-Content-Type-Options", "nosniff"},
     {"Referrer-Policy", "no-referrer"},
     {"Cross-Origin-Resource-Policy", "same-origin"},
     {"Cross-Origin-Opener-Policy", "same-origin"},
     {"X-Frame-Options", "DENY"},
     {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
     {"Cache-Control", "no-store"}}};

void set_common(web::response_header<>& head, const Headers& always) {
  for (const auto& [name, value] : kStrict) head.set(name, value);
  for (const auto& [name, value] : always) head.set(name, value);
  head.set(web::field::date,
           fmt::format("{:%a, %d %b %Y %H:%M:%S GMT}", fmt::gmtime(std::time({}))));
}

}  // namespace

std::optional<Response> refusal(const boost::system::error_code& failed, std::size_t header_limit,
                                std::size_t body_limit) {
  if (failed == web::error::header_limit || failed == web::error::buffer_overflow) {
    return long_header(header_limit);
  }
  if (failed == web::error::body_limit) return long_body(body_limit);
  const bool gone = failed == web::error::end_of_stream || failed == web::error::partial_message;
  if (gone || failed.category() != make_error_code(web::error::bad_method).category()) return {};
  return no_http(failed.message());
}

std::optional<Request> to_request(const InMessage& message) {
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
                 .accept_language = std::string(message[web::field::accept_language]),
                 .last_event_id = std::string(message["Last-Event-ID"]),
                 .gzip = takes_gzip(message[web::field::accept_encoding])};
}

Headers headers_of(const InMessage& message) {
  Headers out;
  for (const auto& field : message) out.emplace_back(field.name_string(), field.value());
  return out;
}

OutMessage to_message(Response response, const Headers& always, unsigned version, bool stay) {
  OutMessage out;
  out.version(version);
  out.result(static_cast<unsigned>(response.status));
  if (const auto reason = reason_phrase(response.status); !reason.empty()) out.reason(reason);
  set_common(out, always);
  if (!response.content_type.empty()) out.set(web::field::content_type, response.content_type);
  for (const auto& [name, value] : response.headers) out.set(name, value);
  out.keep_alive(stay);
  out.body() = std::move(response.body);
  out.prepare_payload();
  return out;
}

std::string stream_head(const Headers& always) {
  web::response_header<> head;
  head.version(11);
  head.result(web::status::ok);
  set_common(head, always);
  head.set(web::field::content_type, "text/event-stream");
  head.set("X-Accel-Buffering", "no");
  head.set(web::field::connection, "close");
  std::ostringstream out;
  out << head;
  return out.str();
}

}  // namespace jono::http
