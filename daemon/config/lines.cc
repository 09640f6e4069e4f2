// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/lines.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "daemon/config/dated_reader.h"
#include "daemon/config/opening.h"
#include "daemon/config/scalars.h"

namespace jono::config {
namespace {

using calendar::LineCalendar;
using engine::ServiceLevel;

std::optional<ServiceLevel> service_level(const Node& node) {
  return choice<ServiceLevel>(node, {{"answered", ServiceLevel::answered},
                                     {"offered", ServiceLevel::offered},
                                     {"asterisk2", ServiceLevel::asterisk2}});
}

// What a line and the defaults have in common.
void read_settings(Keys& keys, Line& line) {
  engine::LineSettings& settings = line.settings;
  const calendar::Zone zone = settings.calendar.zone();
  const DatedReader<Millis> dated_duration(zone, duration);
  const DatedReader<double> dated_percentage(zone, percentage);
  keys.read("wait_target", settings.wait_target, dated_duration);
  keys.read("short_abandon", settings.short_abandon, duration);
  keys.read("lost_after", settings.lost_after, positive_duration);
  keys.read("service_level", settings.service_level, service_level);
  keys.read("same_day_target", line.same_day_target, dated_percentage);
  keys.read("answer_rate_target", line.answer_rate_target, dated_percentage);
  keys.read("opening", settings.calendar, [&](const Node& node) -> std::optional<LineCalendar> {
    auto versions = opening(node);
    if (!versions) return std::nullopt;
    return LineCalendar(zone, std::move(*versions));
  });
}

std::optional<LocalText> local_name(const Node& node, const std::string& id) {
  LocalText out{id, id, id};
  Keys keys(node);
  keys.read("fi", out.fi, one_line);
  keys.read("sv", out.sv, one_line);
  keys.read("en", out.en, one_line);
  return out;
}

Line read_line(const std::string& id, const Node& node, const Line& defaults) {
  Line out = defaults;
  out.settings.id = id;
  out.name = {id, id, id};
  Keys keys(node);
  keys.read("name", out.name, [&](const Node& n) { return local_name(n, id); });
  keys.read("group", out.group, one_line);
  read_settings(keys, out);
  return out;
}

struct BacklogTargets {
  std::optional<calendar::Dated<Millis>> urgent;
  std::optional<calendar::Dated<Millis>> other;
};

std::optional<BacklogTargets> backlog_targets(const Node& node, const calendar::Zone& zone) {
  const DatedReader<Millis> dated(zone, duration);
  const auto target = [&](const Node& n) { return std::optional(dated(n)); };
  BacklogTargets out;
  Keys keys(node);
  keys.read("urgent", out.urgent, target);
  keys.read("other", out.other, target);
  return out;
}

Backlog read_backlog(const std::string& id, const Node& node, const calendar::Zone& zone) {
  BacklogTargets targets;
  Backlog out{.id = id, .name = {id, id, id}, .urgent = {}, .other = {}};
  Keys keys(node);
  keys.read("name", out.name, [&](const Node& n) { return local_name(n, id); });
  keys.read("targets", targets, [&](const Node& n) { return backlog_targets(n, zone); });
  out.urgent = std::move(targets.urgent);
  out.other = std::move(targets.other);
  return out;
}

}  // namespace

Line usual_line(const calendar::Zone& zone) {
  return {.settings = {.id = {}, .calendar = LineCalendar(zone, usual_opening())},
          .name = {},
          .group = {}};
}

std::optional<Line> read_defaults(const Node& node, const Line& usual) {
  Line out = usual;
  Keys keys(node);
  read_settings(keys, out);
  return out;
}

std::optional<std::vector<Line>> read_lines(const Node& node, const Line& defaults) {
  std::vector<Line> out;
  for (const auto& [id, entry] : entries_of(node, "a map of lines")) {
    out.push_back(read_line(id, entry, defaults));
  }
  if (node.value().members.empty()) node.fault("at least one line is needed");
  std::ranges::sort(out, {},
                    [](const Line& line) -> const std::string& { return line.settings.id; });
  return out;
}

std::optional<std::vector<Backlog>> read_backlogs(const Node& node, const calendar::Zone& zone) {
  std::vector<Backlog> out;
  for (const auto& [id, entry] : entries_of(node, "a map of backlogs")) {
    out.push_back(read_backlog(id, entry, zone));
  }
  std::ranges::sort(out, {}, &Backlog::id);
  return out;
}

}  // namespace jono::config
