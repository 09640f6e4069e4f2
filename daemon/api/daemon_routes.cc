// SPDX-License-Identifier: EUPL-1.2
#include "daemon/api/daemon_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "daemon/api/json.h"
#include "daemon/api/openapi.h"
#include "daemon/base/version.h"
#include "daemon/metrics/exposition.h"

namespace jono::api {
namespace {

using http::Request;
using http::Response;

constexpr std::string_view kText = "text/plain; charset=utf-8";

// Targets are those in force at `now`.
metrics::MetricsContext metrics_context(const config::Config& config, Instant now) {
  metrics::MetricsContext out;
  for (const config::Line& line : config.lines) {
    out.lines.push_back({.id = line.settings.id,
                         .group = line.group,
                         .wait_target = line.settings.wait_target.at(now),
                         .same_day_target = line.same_day_target.at(now),
                         .answer_rate_target = line.answer_rate_target.at(now)});
  }
  for (const config::Source& source : config.sources) {
    out.sources.push_back({source.id, source.silent_after});
  }
  const auto age = [now](const std::optional<calendar::Dated<Millis>>& target) {
    return target ? std::optional(target->at(now)) : std::nullopt;
  };
  for (const config::Backlog& backlog : config.backlogs) {
    out.backlogs.push_back({backlog.id, age(backlog.urgent), age(backlog.other)});
  }
  out.version = kVersion;
  return out;
}

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

Response health(const Parts& parts) {
  const ledger::Phase phase = parts.ledger.phase();
  const bool alive = phase != ledger::Phase::failed;
  return text(alive ? 200 : 503, fmt::format("{}\n", words_of(phase)));
}

Response readiness(const Parts& parts) {
  const ledger::Phase phase = parts.ledger.phase();
  if (phase != ledger::Phase::ready) return text(503, fmt::format("{}\n", words_of(phase)));
  if (!parts.daemon().working) return text(503, "the sources are being started\n");
  return text(200, "ready\n");
}

// What is remembered of scrapes.
struct Scrapes {
  metrics::ExpositionCache cache;
  std::atomic<std::int64_t> last = 0;  // as Instant counts; 0: none yet
};

Response metrics_text(const Parts& parts, Scrapes& scrapes) {
  const auto snapshot = parts.ledger.snapshot();
  // Counters would fall.
  if (parts.ledger.phase() == ledger::Phase::recovering || !snapshot) return still_reading();
  const Instant now = parts.clock.now();
  scrapes.last = now.time_since_epoch().count();
  const auto body = scrapes.cache.text(metrics_context(parts.config, now), snapshot, parts.daemon(),
                                       parts.alert_metrics(), now);
  return {200, std::string(metrics::kContentType), *body};
}

std::string_view name_of(ledger::Phase phase) {
  switch (phase) {
    case ledger::Phase::recovering:
      return "recovering";
    case ledger::Phase::ready:
      return "ready";
    case ledger::Phase::disk_full:
      return "disk_full";
    case ledger::Phase::stopped:
      return "stopping";
    case ledger::Phase::failed:
      return "failed";
  }
  return "";
}

boost::json::value count_of(const std::optional<std::uint64_t>& count) {
  return count ? boost::json::value(*count) : boost::json::value(nullptr);
}

std::optional<Millis> scraped_ago(const Scrapes& scrapes, Instant now) {
  const std::int64_t last = scrapes.last;
  if (last == 0) return std::nullopt;
  return std::max(now - Instant(Millis(last)), Millis(0));
}

Response status(const Parts& parts, const Scrapes& scrapes) {
  const Instant now = parts.clock.now();
  const calendar::Zone& zone = parts.config.zone;
  const metrics::DaemonStats stats = parts.daemon();
  const auto snapshot = parts.ledger.snapshot();
  const ledger::Phase phase = parts.ledger.phase();
  return answer(boost::json::object{
      {"now", zone.format(now)},
      {"version", kVersion},
      {"started", zone.format(stats.started)},
      {"config_since", zone.format(stats.config_since)},
      {"config_reloads", stats.config_reloads},
      {"config_refused", stats.config_refused.empty() ? boost::json::value(nullptr)
                                                      : boost::json::value(stats.config_refused)},
      {"phase", name_of(phase)},
      {"words", words_of(phase)},
      {"data_dir", parts.config.data_dir.string()},
      {"journal_bytes", count_of(stats.journal_bytes)},
      {"disk_free_bytes", count_of(stats.disk_free_bytes)},
      {"waiting_events", stats.channel_depth},
      {"dead_letters", stats.dead_letters},
      {"scraped_seconds_ago", seconds_of(scraped_ago(scrapes, now))},
      {"snapshot_age_seconds",
       seconds_of(snapshot ? std::optional(std::max(now - snapshot->now, Millis(0)))
                           : std::nullopt)}});
}

Response openapi() { return {200, "application/yaml; charset=utf-8", std::string(kOpenApi)}; }

constexpr std::string_view kFront =
    "jonovahti\n\n"
    "/metrics                for Prometheus\n"
    "/api/v1/openapi.yaml    what else there is, and what it means\n"
    "/api/v1/status          how the daemon itself does\n"
    "/api/v1/live            everything of this moment; /api/v1/stream: again at each change\n"
    "/api/v1/hours           the hour rows; from=, to=, line=, format=json|ndjson|csv\n"
    "/api/v1/reports         reports of weeks, months and tertials\n"
    "/api/v1/alerts          what fires, what is silenced, and who takes notifications\n"
    "/healthz                is the process alive\n"
    "/readyz                 does it take events\n";

}  // namespace

std::vector<http::Route> make_daemon_routes(const Parts& parts) {
  auto scrapes = std::make_shared<Scrapes>();
  const auto quick = [](http::Needs needs, std::string path, http::Handler handler) {
    return http::Route{needs, "GET", std::move(path), std::move(handler)};
  };
  using enum http::Needs;
  return {
      quick(wall, "/", [](const Request&) { return text(200, std::string(kFront)); }),
      quick(nothing, "/healthz", [parts](const Request&) { return health(parts); }),
      quick(nothing, "/readyz", [parts](const Request&) { return readiness(parts); }),
      quick(http::Needs::metrics, "/metrics",
            [parts, scrapes](const Request&) { return metrics_text(parts, *scrapes); }),
      quick(viewer, "/api/v1/status",
            [parts, scrapes](const Request&) { return status(parts, *scrapes); }),
      quick(viewer, "/api/v1/openapi.yaml", [](const Request&) { return openapi(); }),
  };
}

}  // namespace jono::api
