// SPDX-License-Identifier: EUPL-1.2
#include "daemon/api/site_views.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include "daemon/api/json.h"
#include "daemon/base/version.h"

namespace jono::api {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 3> kLanguages = {"fi", "sv", "en"};
constexpr std::array<std::string_view, 3> kLevels = {"answered", "offered", "asterisk2"};
constexpr std::array<std::string_view, 8> kTypes = {
    "feed", "subscribe", "asterisk_ami", "asterisk_queue_log",
    "file", "simulator", "webhook",      "freeswitch"};
static_assert(kTypes.size() == std::variant_size_v<config::SourceKind>);

json::value name_or_null(const std::string& name) {
  return name.empty() ? json::value(nullptr) : json::value(name);
}

json::value line_json(const config::Line& line, Instant now) {
  const engine::LineSettings& settings = line.settings;
  return {{"id", settings.id},
          {"name", json_of(line.name)},
          {"group", name_or_null(line.group)},
          {"wait_target_seconds", seconds_of(settings.wait_target.at(now))},
          {"short_abandon_seconds", seconds_of(settings.short_abandon)},
          {"service_level", kLevels[std::size_t(settings.service_level)]},
          {"same_day_target", json_of(std::optional(line.same_day_target.at(now)))},
          {"answer_rate_target", json_of(std::optional(line.answer_rate_target.at(now)))}};
}

json::value backlog_json(const config::Backlog& backlog, Instant now) {
  const auto age = [now](const std::optional<calendar::Dated<Millis>>& target) {
    return seconds_of(target ? std::optional(target->at(now)) : std::nullopt);
  };
  return {{"id", backlog.id},
          {"name", json_of(backlog.name)},
          {"urgent_target_seconds", age(backlog.urgent)},
          {"other_target_seconds", age(backlog.other)}};
}

template <class Counts>
std::uint64_t sum(const Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

json::array served_by(const config::Config& config, const config::Source& source) {
  json::array out;
  for (std::uint32_t i = 0; i < config.lines.size(); ++i) {
    const bool serves =
        source.lines.empty() || std::ranges::find(source.lines, LineId{i}) != source.lines.end();
    if (serves) out.push_back(json::value(config.lines[i].settings.id));
  }
  return out;
}

void add_connection(json::object& out, const engine::SourceStatus& status,
                    const calendar::Zone& zone, Instant now) {
  const Instant heard = status.silent_since.value_or(now);
  out["up"] = status.up;
  out["best_effort"] = status.best_effort;
  out["up_since"] = json_of(status.up_since, zone);
  out["heard"] = json_of(heard, zone);
  out["silent_seconds"] = seconds_of(std::max(now - heard, Millis(0)));
  out["last_event"] = json_of(status.last_event, zone);
  out["clock_skew_seconds"] = seconds_of(status.up ? status.skew : std::nullopt);
  out["event_delay_p90_seconds"] = seconds_of(status.up ? status.event_delay_p90 : std::nullopt);
}

void add_counts(json::object& out, const engine::SourceCounters& counters) {
  out["applied"] = sum(counters.events);
  out["rejected"] = sum(counters.rejected);
  out["duplicates"] = counters.duplicates;
  out["late"] = counters.late;
  out["gaps"] = counters.gaps;
  out["orphans"] = counters.orphans;
}

json::value source_json(const config::Config& config, std::size_t s,
                        const engine::Snapshot& snapshot) {
  const config::Source& source = config.sources[s];
  json::object out{{"id", source.id},
                   {"type", kTypes[source.kind.index()]},
                   {"lines", served_by(config, source)},
                   {"silent_after_seconds", seconds_of(source.silent_after)}};
  add_connection(out, snapshot.sources[s], config.zone, snapshot.now);
  add_counts(out, snapshot.sources[s].counters);
  return out;
}

json::value coverage_json(const std::string& id, const engine::LineSnapshot& line) {
  return {{"line", id},
          {"known", line.known},
          {"coverage_hour", json_of(std::optional(line.hour.coverage))},
          {"coverage_previous_hour", json_of(std::optional(line.previous_hour.coverage))},
          {"coverage_today", json_of(std::optional(line.day.coverage))}};
}

}  // namespace

http::Response lines(const Parts& parts) {
  const config::Config& config = parts.config;
  const Instant now = parts.clock.now();
  json::array all, backlogs, groups;
  std::set<std::string> known;
  for (const config::Line& line : config.lines) {
    all.push_back(line_json(line, now));
    if (!line.group.empty() && known.insert(line.group).second) groups.emplace_back(line.group);
  }
  for (const config::Backlog& each : config.backlogs) backlogs.push_back(backlog_json(each, now));
  return answer(json::object{{"now", config.zone.format(now)},
                             {"timezone", config.timezone},
                             {"language", kLanguages[std::size_t(config.language)]},
                             {"page_languages", json::array(kLanguages.begin(), kLanguages.end())},
                             {"version", kVersion},
                             {"groups", std::move(groups)},
                             {"lines", std::move(all)},
                             {"backlogs", std::move(backlogs)}});
}

http::Response sources(const Parts& parts) {
  const auto snapshot = parts.ledger.snapshot();
  if (!snapshot) return still_reading();
  json::array sources, lines;
  for (std::size_t s = 0; s < snapshot->sources.size(); ++s) {
    sources.push_back(source_json(parts.config, s, *snapshot));
  }
  for (std::size_t i = 0; i < snapshot->lines.size(); ++i) {
    lines.push_back(coverage_json(parts.config.lines[i].settings.id, *snapshot->lines[i]));
  }
  return answer(json::object{{"now", parts.config.zone.format(snapshot->now)},
                             {"sources", std::move(sources)},
                             {"lines", std::move(lines)}});
}

}  // namespace jono::api
