// SPDX-License-Identifier: EUPL-1.2
#include "daemon/api/live_json.h"

#include <algorithm>

#include "daemon/api/alert_json.h"
#include "daemon/api/json.h"
#include "daemon/event/event_names.h"

namespace jono::api {
namespace {

namespace json = boost::json;
using engine::LineFigures;
using engine::LineSnapshot;

// Age at `now`; 0 where nothing is that old.
json::value age(std::optional<Instant> since, Instant now) {
  return seconds_of(since ? std::max(now - *since, Millis(0)) : Millis(0));
}

json::value window_json(const engine::WindowFigures& window, std::chrono::minutes length) {
  return {{"minutes", length.count()},
          {"offered", window.offered},
          {"answered", window.answered},
          {"abandoned", window.abandoned},
          {"wait_mean_seconds", seconds_of(window.wait_mean)},
          {"wait_p90_seconds", seconds_of(window.wait_p90)},
          {"answer_rate", json_of(window.answer_rate)},
          {"service_level", json_of(window.service_level)},
          {"callbacks_purged", window.callbacks_purged}};
}

json::value windows_json(const LineFigures& figures) {
  json::array out;
  for (std::size_t i = 0; i < engine::kWindows.size(); ++i) {
    out.push_back(window_json(figures.windows[i], engine::kWindows[i]));
  }
  return out;
}

json::value callbacks_json(const LineFigures& figures, Instant now) {
  const bool any = figures.callbacks_open > 0;
  return {{"open", figures.callbacks_open},
          {"oldest_seconds", age(any ? figures.oldest_callback : std::nullopt, now)},
          {"due_today", figures.callbacks_due_today},
          {"overdue", figures.callbacks_overdue},
          {"unlisted", figures.callbacks_unlisted},
          {"at_risk", json_of(std::optional(figures.callbacks_at_risk))}};
}

json::value usual_json(const LineFigures& figures) {
  if (!figures.usual_offered || !figures.usual_queue_mean) return nullptr;
  return {{"offered", json_of(figures.usual_offered)},
          {"queue_mean", json_of(figures.usual_queue_mean)}};
}

json::value agents_json(const LineSnapshot& line) {
  if (!line.known || !line.agents_known) return nullptr;
  json::object out;
  for (std::size_t i = 0; i < line.figures.agents.size(); ++i) {
    out[name_of(static_cast<AgentPresence>(i))] = line.figures.agents[i];
  }
  return out;
}

json::object line_json(const engine::LineSettings& settings, const LineSnapshot& line,
                       Instant now) {
  const calendar::Zone& zone = settings.calendar.zone();
  const LineFigures& figures = line.figures;
  const bool waits = figures.queue_length > 0;
  json::object out{{"id", settings.id},
                   {"open", line.open},
                   {"next_change", json_of(settings.calendar.next_change(now), zone)},
                   {"known", line.known}};
  out["queue_length"] = line.known ? json::value(figures.queue_length) : nullptr;
  out["longest_wait_seconds"] =
      line.known ? age(waits ? figures.oldest_waiting : std::nullopt, now) : nullptr;
  out["callbacks"] = line.known ? callbacks_json(figures, now) : nullptr;
  out["windows"] = line.known ? windows_json(figures) : nullptr;
  out["hour"] = json_of(line.hour, zone);
  out["today"] = json_of(line.day, zone);
  out["usual"] = usual_json(figures);
  out["agents"] = agents_json(line);
  return out;
}

json::array lines_json(const config::Config& config, const engine::Snapshot& snapshot) {
  json::array out;
  for (std::uint32_t i = 0; i < snapshot.lines.size(); ++i) {
    json::object line = line_json(config.lines[i].settings, *snapshot.lines[i], snapshot.now);
    line["unknown_since"] = snapshot.lines[i]->known
                                ? nullptr
                                : json_of(unknown_since(config, snapshot, LineId{i}), config.zone);
    out.push_back(std::move(line));
  }
  return out;
}

json::array sources_json(const config::Config& config, const engine::Snapshot& snapshot) {
  json::array out;
  for (std::size_t s = 0; s < snapshot.sources.size(); ++s) {
    const engine::SourceStatus& source = snapshot.sources[s];
    const Instant heard = source.silent_since.value_or(snapshot.now);
    out.push_back({{"id", config.sources[s].id},
                   {"up", source.up},
                   {"heard", json_of(heard, config.zone)},
                   {"silent_seconds", age(heard, snapshot.now)},
                   {"last_event", json_of(source.last_event, config.zone)}});
  }
  return out;
}

json::array backlogs_json(const config::Config& config, const engine::Snapshot& snapshot) {
  json::array out;
  for (const auto& [key, status] : snapshot.backlogs) {
    const bool known = snapshot.sources[status.source.value].up;
    json::object one{{"id", config.backlogs[key.first.value].id}, {"class", name_of(key.second)}};
    one["open"] = known ? json::value(status.open) : nullptr;
    one["oldest_seconds"] =
        known ? age(status.open > 0 ? status.oldest_at : std::nullopt, snapshot.now) : nullptr;
    out.push_back(std::move(one));
  }
  return out;
}

// Anybody sees a public wall: there sources go by numbers, and nobody is told who acknowledged what
// and in which words.
void leave_out_names(json::object& live) {
  int number = 0;
  for (json::value& source : live["sources"].as_array()) {
    source.as_object()["id"] = std::to_string(++number);
  }
  for (json::value& alert : live["alerts"].as_array()) {
    auto* const ack = alert.as_object()["acknowledged"].if_object();
    if (ack == nullptr) continue;
    (*ack)["by"] = "";
    (*ack)["reason"] = "";
  }
}

}  // namespace

std::optional<Instant> unknown_since(const config::Config& config, const engine::Snapshot& snapshot,
                                     LineId line) {
  std::optional<Instant> out;
  for (std::size_t s = 0; s < snapshot.sources.size(); ++s) {
    const engine::SourceStatus& source = snapshot.sources[s];
    const auto& lines = config.sources[s].lines;
    const bool serves = lines.empty() || std::ranges::find(lines, line) != lines.end();
    if (!serves || source.up || !source.last_event || !source.silent_since) continue;
    out = std::min(out.value_or(*source.silent_since), *source.silent_since);
  }
  return out;
}

json::value live_json(const config::Config& config, const engine::Snapshot& snapshot,
                      const alerting::View& alerts, std::int64_t version) {
  json::object out{{"version", version},
                   {"now", json_of(snapshot.now, config.zone)},
                   {"lines", lines_json(config, snapshot)},
                   {"sources", sources_json(config, snapshot)},
                   {"backlogs", backlogs_json(config, snapshot)},
                   {"alerts", alert_list(alerts, config.zone)}};
  if (config.http.public_wall) leave_out_names(out);
  return out;
}

}  // namespace jono::api
