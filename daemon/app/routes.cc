// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/routes.h"

#include <fmt/format.h>

#include "daemon/app/settings.h"
#include "daemon/event/rfc3339.h"
#include "daemon/http/problem.h"

namespace jono::app {
namespace {

using http::Request;
using http::Response;

constexpr std::string_view kText = "text/plain; charset=utf-8";

Response text(int status, std::string body) {
  return {status, std::string(kText), std::move(body)};
}

std::string_view words_of(ledger::Phase phase) {
  switch (phase) {
    case ledger::Phase::recovering:
      return "catching up with the journal";
    case ledger::Phase::ready:
      return "ready";
    case ledger::Phase::disk_full:
      return "the disk is full: nothing more is taken";
    case ledger::Phase::stopped:
      return "stopping";
    case ledger::Phase::failed:
      return "the journal failed";
  }
  return "";
}

Response health(const RouteParts& parts) {
  const ledger::Phase phase = parts.ledger.phase();
  const bool alive = phase != ledger::Phase::failed;
  return text(alive ? 200 : 503, fmt::format("{}\n", words_of(phase)));
}

Response readiness(const RouteParts& parts) {
  const ledger::Phase phase = parts.ledger.phase();
  return text(phase == ledger::Phase::ready ? 200 : 503, fmt::format("{}\n", words_of(phase)));
}

Response metrics_text(const RouteParts& parts, metrics::ExpositionCache& cache) {
  const auto snapshot = parts.ledger.snapshot();
  if (parts.ledger.phase() == ledger::Phase::recovering || !snapshot) {
    return http::problem(503, "Catching up with the journal: counters would fall. Try again soon.");
  }
  const Instant now = parts.clock.now();
  const auto body =
      cache.text(metrics_context(parts.config, now), snapshot, parts.daemon(), parts.alerts(), now);
  return {200, std::string(metrics::kContentType), *body};
}

// The instant a parameter names; `otherwise` where it is missing, nullopt where it is none.
std::optional<Instant> instant_of(const Request& request, std::string_view name,
                                  Instant otherwise) {
  const auto given = request.parameter(name);
  if (!given || given->empty()) return otherwise;
  return parse_rfc3339(*given);
}

std::vector<LineId> lines_of(const Request& request, const Names& names) {
  const auto given = request.parameter("line");
  if (given && !given->empty()) {
    const LineId line = names.line(*given);
    return line.set() ? std::vector{line} : std::vector<LineId>{};
  }
  std::vector<LineId> all;
  for (std::uint32_t i = 0; i < names.lines(); ++i) all.push_back(LineId{i});
  return all;
}

Response hours(const RouteParts& parts, const Request& request) {
  const auto from = instant_of(request, "from", kNever);
  const auto to = instant_of(request, "to", Instant::max());
  if (!from || !to) {
    return http::problem(400,
                         "from and to are RFC 3339 instants with an offset, such as "
                         "2026-11-23T08:00:00+02:00 (with + written as %2B).");
  }
  const auto format = request.parameter("format").value_or("ndjson");
  if (format != "ndjson") return http::problem(400, "format is ndjson.");
  const auto lines = lines_of(request, parts.names);
  if (lines.empty()) return http::problem(404, "There is no such line.");
  Response out{200, "application/x-ndjson; charset=utf-8", {}};
  for (const LineId line : lines) {
    const auto record = parts.ledger.record(line, *from, *to);
    if (!record) return http::problem(503, record.error().what);
    for (const engine::HourRow& row : (*record)->hours(*from, *to)) {
      engine::print_hour(parts.names.of(line), parts.config.zone, row, out.body);
      out.body += '\n';
    }
  }
  return out;
}

constexpr std::string_view kFront =
    "jonovahti\n\n"
    "/metrics       for Prometheus\n"
    "/api/v1/hours  the hour rows, one JSON object a line; from=, to=, line=\n"
    "/api/v1/alerts what fires, what is silenced, and who takes notifications; all=true\n"
    "/api/v1/notifications  whom was told what; from=, to=\n"
    "/api/v1/audit  who silenced and acknowledged what, and why; from=, to=\n"
    "/healthz       is the process alive\n"
    "/readyz        does it take events\n";

}  // namespace

std::vector<http::Route> make_routes(const RouteParts& parts) {
  auto cache = std::make_shared<metrics::ExpositionCache>();
  using http::Match;
  using http::Pace;
  std::vector<http::Route> out;
  out.push_back({"GET", "/", [](const Request&) { return text(200, std::string(kFront)); }});
  out.push_back({"GET", "/healthz", [parts](const Request&) { return health(parts); }});
  out.push_back({"GET", "/readyz", [parts](const Request&) { return readiness(parts); }});
  out.push_back(
      {"GET", "/metrics", [parts, cache](const Request&) { return metrics_text(parts, *cache); }});
  out.push_back({"GET", "/api/v1/hours",
                 [parts](const Request& request) { return hours(parts, request); }, Match::exact,
                 Pace::slow});
  return out;
}

}  // namespace jono::app
