// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/sources.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/config/doubled_queues.h"
#include "daemon/config/file_source.h"
#include "daemon/config/line_finder.h"
#include "daemon/config/scalars.h"
#include "daemon/config/source_kinds.h"
#include "daemon/config/text.h"

namespace jono::config {
namespace {

using Queues = std::map<std::string, LineId>;

std::optional<Queues> read_queues(const Node& node, const LineFinder& lines) {
  Queues out;
  for (const auto& [queue, entry] : entries_of(node, "a map of queue names to lines")) {
    if (const auto line = lines.read(entry)) out.emplace(queue, *line);
  }
  return out;
}

std::optional<std::vector<LineId>> line_list(const Node& node, const LineFinder& lines) {
  std::vector<LineId> out;
  for (const Node& item : items_of(node, "a list of lines")) {
    if (const auto line = lines.read(item)) out.push_back(*line);
  }
  return out;
}

std::optional<engine::Term> read_term(const Node& node) {
  engine::Term out;
  Keys keys(node);
  const bool from = keys.read("from", out.from, moment);
  const bool until = keys.read("until", out.until, moment);
  if (!from && !until) node.expected("from, until or both");
  if (out.from >= out.until) node.fault("until must be later than from");
  return out;
}

std::map<LineId, engine::Term> read_handover(const Node& node, const LineFinder& lines,
                                             const std::vector<LineId>& served) {
  std::map<LineId, engine::Term> out;
  for (const auto& [name, entry] : entries_of(node, "a map of lines to from and until")) {
    const auto line = lines.find(entry, name);
    const auto term = read_term(entry);
    if (!line || !term) continue;
    if (!served.empty() && !std::ranges::binary_search(served, *line)) {
      entry.fault("this source does not serve the line " + in_quotes(name));
    }
    out.emplace(*line, *term);
  }
  return out;
}

enum class Type {
  feed,
  subscribe,
  asterisk_ami,
  asterisk_queue_log,
  file,
  simulator,
  webhook,
  freeswitch
};

std::optional<Type> type_of(const Node& node) {
  return choice<Type>(node, {{"feed", Type::feed},
                             {"subscribe", Type::subscribe},
                             {"asterisk_ami", Type::asterisk_ami},
                             {"asterisk_queue_log", Type::asterisk_queue_log},
                             {"freeswitch", Type::freeswitch},
                             {"webhook", Type::webhook},
                             {"file", Type::file},
                             {"simulator", Type::simulator}});
}

SourceKind read_kind(Keys& keys, Type type, const LineFinder& lines, const calendar::Zone& zone) {
  if (type == Type::subscribe) return read_subscribe(keys, zone);
  if (type == Type::webhook) return read_webhook(keys, zone);
  if (type == Type::asterisk_ami) return read_asterisk(keys);
  if (type == Type::asterisk_queue_log) return read_queue_log(keys);
  if (type == Type::freeswitch) return read_freeswitch(keys);
  if (type == Type::file) return read_file(keys, zone);
  if (type == Type::simulator) return read_simulator(keys, lines);
  return FeedSource{};
}

// Of `queues` and `lines`, each once.
std::vector<LineId> lines_of(const Queues& queues, std::vector<LineId> listed) {
  for (const auto& [name, line] : queues) listed.push_back(line);
  std::ranges::sort(listed);
  const auto twice = std::ranges::unique(listed);
  listed.erase(twice.begin(), twice.end());
  return listed;
}

void read_common(Keys& keys, Source& source, const LineFinder& lines) {
  std::vector<LineId> listed;
  keys.read("queues", source.queues, [&](const Node& n) { return read_queues(n, lines); });
  keys.read("lines", listed, [&](const Node& n) { return line_list(n, lines); });
  keys.read("silent_after", source.silent_after, positive_duration);
  keys.read("future_tolerance", source.future_tolerance, duration);
  source.lines = lines_of(source.queues, std::move(listed));
  keys.read("handover", source.handover,
            [&](const Node& n) { return std::optional(read_handover(n, lines, source.lines)); });
}

Source read_source(const std::string& id, const Node& node, const LineFinder& lines,
                   const calendar::Zone& zone) {
  Source out{.id = id, .kind = {}, .queues = {}, .lines = {}, .silent_after = {}};
  Keys keys(node);
  std::optional<Type> type;
  keys.require("type", type, [](const Node& n) { return std::optional(type_of(n)); });
  const bool alive_by_transport =
      type == Type::feed || type == Type::asterisk_ami || type == Type::freeswitch;
  if (alive_by_transport) out.silent_after = std::chrono::minutes(2);
  read_common(keys, out, lines);
  if (type) {
    out.kind = read_kind(keys, *type, lines, zone);
  } else {
    keys.ignore_rest();
  }
  return out;
}

}  // namespace

std::optional<std::vector<Source>> read_sources(const Node& node, const std::vector<Line>& lines,
                                                const calendar::Zone& zone) {
  const LineFinder finder(lines);
  std::vector<std::pair<Source, Node>> found;
  for (const auto& [id, entry] : entries_of(node, "a map of sources")) {
    found.emplace_back(read_source(id, entry, finder, zone), entry);
  }
  refuse_doubled_queues(found, lines);
  std::vector<Source> out;
  for (auto& [source, entry] : found) out.push_back(std::move(source));
  if (node.value().members.empty()) node.fault("at least one source is needed");
  std::ranges::sort(out, {}, &Source::id);
  return out;
}

}  // namespace jono::config
