// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/names.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace jono {
namespace {

template <class Id, class Name>
IdByName<Id> index_of(const std::vector<Name>& items, auto name_of_item) {
  IdByName<Id> out;
  for (std::uint32_t i = 0; i < items.size(); ++i) out.emplace(name_of_item(items[i]), Id{i});
  return out;
}

template <class Id>
Id find(const IdByName<Id>& ids, std::string_view name) {
  const auto it = ids.find(name);
  return it == ids.end() ? Id{} : it->second;
}

std::uint32_t hash_of(std::string_view name) {
  return static_cast<std::uint32_t>(std::hash<std::string_view>{}(name));
}

}  // namespace

Names::Names(std::vector<std::string> lines, std::vector<SourceNames> sources,
             std::vector<std::string> backlogs)
    : lines_(std::move(lines)), sources_(std::move(sources)), backlogs_(std::move(backlogs)) {
  std::ranges::sort(lines_);
  std::ranges::sort(sources_, {}, &SourceNames::name);
  std::ranges::sort(backlogs_);
  line_slots_.resize(std::bit_ceil(lines_.size() * 2 + 1));
  for (std::uint32_t i = 0; i < lines_.size(); ++i) {
    const std::uint32_t hash = hash_of(lines_[i]);
    std::size_t place = hash & (line_slots_.size() - 1);
    while (line_slots_[place].number != 0) place = (place + 1) & (line_slots_.size() - 1);
    line_slots_[place] = {hash, i + 1};
  }
  source_ids_ = index_of<SourceId>(sources_, [](const SourceNames& s) { return s.name; });
  backlog_ids_ = index_of<BacklogId>(backlogs_, std::identity{});
}

LineId Names::line(std::string_view name) const {
  if (line_slots_.empty()) return {};
  const std::size_t mask = line_slots_.size() - 1;
  const std::uint32_t hash = hash_of(name);
  for (std::size_t i = hash & mask; line_slots_[i].number != 0; i = (i + 1) & mask) {
    const LineSlot& slot = line_slots_[i];
    if (slot.hash == hash && lines_[slot.number - 1] == name) return LineId{slot.number - 1};
  }
  return {};
}

LineId Names::line(SourceId source, std::string_view line_or_queue) const {
  if (source.set() && !sources_[source.value].queues.empty()) {
    const LineId mapped = find(sources_[source.value].queues, line_or_queue);
    if (mapped.set()) return mapped;
  }
  return line(line_or_queue);
}

SourceId Names::source(std::string_view name) const { return find(source_ids_, name); }

BacklogId Names::backlog(std::string_view name) const { return find(backlog_ids_, name); }

}  // namespace jono
