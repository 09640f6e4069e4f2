// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/queue_listing.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>

#include "collectors/asterisk/wire_time.h"

namespace jono::asterisk {
namespace {

// An answer without the count is taken as it is.
bool count_fits(std::string_view text, std::uint32_t items) {
  if (text.empty()) return true;
  std::uint32_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  return error == std::errc{} && end == text.data() + text.size() && count == items;
}

}  // namespace

void QueueListing::clear() {
  lines_.clear();
  items_ = 0;
}

void QueueListing::params(std::string_view queue, const Edge& edge) {
  ++items_;
  const LineId line = edge.line(queue);
  if (line.set()) lines_.try_emplace(line, Line{std::string(queue), {}, false});
}

void QueueListing::entry(const AmiMessage& item, const Edge& edge) {
  ++items_;
  const auto found = lines_.find(edge.line(item.get("Queue")));
  if (found == lines_.end()) return;
  const std::string_view id = item.get("Uniqueid");
  const auto wait = parse_seconds(item.get("Wait"));
  if (!good_id(id) || !wait || items_ > kMostItems) {
    found->second.bad = true;
    return;
  }
  found->second.waiting.push_back({edge.call(id), *wait});
}

void QueueListing::complete(const AmiMessage& end, Instant at, Outlet& out) {
  const bool whole = count_fits(end.get("ListItems"), items_);
  for (const auto& [line, listed] : lines_) {
    if (!whole || listed.bad) {
      out.refuse(RefusalReason::bad_snapshot, {.queue = listed.queue,
                                               .type = EventType::source_snapshot,
                                               .at = at,
                                               .length = end.size});
      continue;
    }
    auto body = std::make_shared<SnapshotBody>();
    for (const Waiting& w : listed.waiting) body->waiting.push_back({w.call, at - w.since});
    std::ranges::sort(body->waiting);
    out.emit(line, at, SourceSnapshot{std::move(body)});
  }
  clear();
}

}  // namespace jono::asterisk
