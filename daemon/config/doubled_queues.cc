// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/doubled_queues.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>

namespace jono::config {
namespace {

// What a source reads of an Asterisk; nullopt: it is of another kind.
struct Heard {
  std::string manager;        // empty: not its manager interface
  std::filesystem::path log;  // empty: not its file
};

std::optional<Heard> heard_by(const Source& source) {
  if (const auto* ami = std::get_if<asterisk::AsteriskConfig>(&source.kind)) {
    return Heard{fmt::format("{}:{}", ami->host, ami->port),
                 ami->queue_log.value_or(std::filesystem::path()).lexically_normal()};
  }
  if (const auto* log = std::get_if<QueueLogSource>(&source.kind)) {
    return Heard{{}, log->queue_log.lexically_normal()};
  }
  return std::nullopt;
}

// A log does not tell whose it is.
bool may_be_one(const Heard& a, const Heard& b) {
  if (a.manager.empty() != b.manager.empty()) return true;
  return (!a.log.empty() && a.log == b.log) || (!a.manager.empty() && a.manager == b.manager);
}

using Queues = std::set<std::pair<std::string, LineId>>;

Queues queues_of(const Source& source, const std::vector<Line>& lines) {
  Queues out(source.queues.begin(), source.queues.end());
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    const LineId line{i};
    const bool serves = source.lines.empty() || std::ranges::binary_search(source.lines, line);
    const std::string& id = lines[i].settings.id;
    if (serves && !source.queues.contains(id)) out.emplace(id, line);
  }
  return out;
}

// Where one counts for the line only before or after the other does.
bool take_turns(const Source& a, const Source& b, LineId line) {
  const auto term_of = [&](const Source& source) {
    const auto found = source.handover.find(line);
    return found == source.handover.end() ? engine::Term{} : found->second;
  };
  const engine::Term one = term_of(a);
  const engine::Term other = term_of(b);
  return one.until <= other.from || other.until <= one.from;
}

std::optional<std::string> doubled(const Source& a, const Source& b,
                                   const std::vector<Line>& lines) {
  const auto heard_a = heard_by(a);
  const auto heard_b = heard_by(b);
  if (!heard_a || !heard_b || !may_be_one(*heard_a, *heard_b)) return std::nullopt;
  const Queues queues_a = queues_of(a, lines);
  for (const auto& queue : queues_of(b, lines)) {
    if (queues_a.contains(queue) && !take_turns(a, b, queue.second)) return queue.first;
  }
  return std::nullopt;
}

}  // namespace

void refuse_doubled_queues(const std::vector<std::pair<Source, Node>>& sources,
                           const std::vector<Line>& lines) {
  for (auto later = sources.begin(); later != sources.end(); ++later) {
    for (auto earlier = sources.begin(); earlier != later; ++earlier) {
      const auto queue = doubled(earlier->first, later->first, lines);
      if (!queue) continue;
      later->second.fault(fmt::format(
          "queue '{}' is served by source {} as well, and each visit would count twice: make them "
          "one asterisk_ami with its queue_log, give each its own queues or lines, or say by "
          "handover which counts when",
          *queue, earlier->first.id));
      break;
    }
  }
}

}  // namespace jono::config
