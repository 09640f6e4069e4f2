// SPDX-License-Identifier: EUPL-1.2
#include "daemon/api/alert_routes.h"

#include <fmt/format.h>

#include <charconv>

#include "daemon/api/alert_json.h"
#include "daemon/api/json.h"
#include "daemon/event/rfc3339.h"
#include "daemon/http/problem.h"

namespace jono::api {
namespace {

using http::Request;
using http::Response;

constexpr Millis kUsualAck = std::chrono::hours(8);
constexpr std::size_t kMostRecords = 10'000;

Response refused(const Error& error) {
  return http::problem(error.code == Errc::bad_input ? 400 : 503, error.what);
}

Response done(int status, std::string body) {
  return {status, std::string(kJson), std::move(body)};
}

Response alerts(const AlertRouteParts& parts, const Request& request) {
  const bool all = request.parameter("all") == "true";
  return done(200, alerts_json(*parts.watch.view(), parts.zone, all));
}

// [from, to) of a request; the last week where nothing is said.
struct Span {
  Instant from;
  Instant to;
};
std::optional<Span> span_of(const AlertRouteParts& parts, const Request& request) {
  const Instant now = parts.clock.now();
  Span out{now - std::chrono::days(7), now + std::chrono::days(1)};
  for (const auto& [name, instant] : {std::pair{"from", &Span::from}, std::pair{"to", &Span::to}}) {
    const auto given = request.parameter(name);
    if (!given) continue;
    const auto t = parse_rfc3339(*given);
    if (!t) return std::nullopt;
    out.*instant = *t;
  }
  return out;
}

template <class Read, class Print>
Response records(const AlertRouteParts& parts, const Request& request, Read read, Print print) {
  const auto span = span_of(parts, request);
  if (!span) {
    return http::problem(400, {"from ja to ovat aikoja muodossa 2026-11-23T08:00:00%2B02:00.",
                               "from och to är tider som 2026-11-23T08:00:00%2B02:00.",
                               "from and to are RFC 3339 instants with an offset."});
  }
  const auto found = (parts.log.*read)(span->from, span->to, kMostRecords);
  if (!found) return refused(found.error());
  return {200, std::string(kNdjson), print(*found, parts.zone)};
}

Response silence(const AlertRouteParts& parts, const Request& request) {
  const auto wish = parse_wish(request.body);
  if (!wish) return refused(wish.error());
  const Instant now = parts.clock.now();
  const auto id = parts.watch.silence({.rule = wish->rule,
                                       .subject = wish->subject,
                                       .from = now,
                                       .until = now + wish->length,
                                       .who = request.peer,
                                       .why = wish->reason});
  if (!id) return refused(id.error());
  return done(201, fmt::format("{{\"id\":{}}}\n", *id));
}

Response unsilence(const AlertRouteParts& parts, const Request& request) {
  const auto given = request.parameter("id").value_or("");
  std::uint32_t id = 0;
  const auto [end, fault] = std::from_chars(given.data(), given.data() + given.size(), id);
  if (fault != std::errc{} || end != given.data() + given.size()) {
    return http::problem(400, "id is the number of a silence.");
  }
  const auto reason = request.parameter("reason").value_or("");
  const auto ended = parts.watch.unsilence(id, request.peer, std::string(reason));
  return ended ? done(200, "{}\n") : refused(ended.error());
}

Response ack(const AlertRouteParts& parts, const Request& request) {
  const auto wish = parse_wish(request.body);
  if (!wish) return refused(wish.error());
  if (wish->rule.empty() || !wish->subject) {
    return http::problem(
        400, "an acknowledgement names the alert and its line, group, source or backlog.");
  }
  const auto taken =
      parts.watch.ack({wish->rule, wish->subject->kind, wish->subject->id}, request.peer,
                      wish->reason, wish->length > Millis(0) ? wish->length : kUsualAck);
  return taken ? done(201, "{}\n") : refused(taken.error());
}

}  // namespace

std::vector<http::Route> make_alert_routes(const AlertRouteParts& parts) {
  using alerting::AlertLog;
  using http::Match;
  using http::Pace;
  const auto look = [](std::string path, http::Handler handler) {
    return http::Route{http::Needs::viewer, "GET",        std::move(path),
                       std::move(handler),  Match::exact, Pace::slow};
  };
  const auto change = [](std::string method, std::string path, http::Handler handler) {
    return http::Route{http::Needs::operators, std::move(method), std::move(path),
                       std::move(handler),     Match::exact,      Pace::slow};
  };
  return {
      look("/api/v1/alerts", [parts](const Request& r) { return alerts(parts, r); }),
      look("/api/v1/notifications",
           [parts](const Request& r) {
             return records(parts, r, &AlertLog::notifications, notifications_json);
           }),
      look("/api/v1/audit",
           [parts](const Request& r) { return records(parts, r, &AlertLog::audit, audit_json); }),
      change("POST", "/api/v1/silences", [parts](const Request& r) { return silence(parts, r); }),
      change("DELETE", "/api/v1/silences",
             [parts](const Request& r) { return unsilence(parts, r); }),
      change("POST", "/api/v1/acks", [parts](const Request& r) { return ack(parts, r); }),
  };
}

}  // namespace jono::api
