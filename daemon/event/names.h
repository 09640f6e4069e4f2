// SPDX-License-Identifier: EUPL-1.2
// The configured names of lines, sources and backlogs, and each source's own names for lines.
// Immutable once built; may be read from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "daemon/base/ids.h"

namespace jono {

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const noexcept {
    return std::hash<std::string_view>{}(s);
  }
};

template <class Id>
using IdByName = std::unordered_map<std::string, Id, StringHash, std::equal_to<>>;

struct SourceNames {
  std::string name;
  IdByName<LineId> queues;  // the phone system's names; a line's own name needs no entry
};

class Names {
 public:
  Names() = default;
  // `lines` and `backlogs` are names; every queue of `sources` points to a line in `lines`' sorted
  // order. All three are sorted here by name in byte order: ids are places in that order.
  Names(std::vector<std::string> lines, std::vector<SourceNames> sources,
        std::vector<std::string> backlogs);

  // Unset when unknown.
  [[nodiscard]] LineId line(std::string_view name) const;
  [[nodiscard]] LineId line(SourceId source, std::string_view line_or_queue) const;
  [[nodiscard]] SourceId source(std::string_view name) const;
  [[nodiscard]] BacklogId backlog(std::string_view name) const;

  [[nodiscard]] const std::string& of(LineId id) const { return lines_[id.value]; }
  [[nodiscard]] const std::string& of(SourceId id) const { return sources_[id.value].name; }
  [[nodiscard]] const std::string& of(BacklogId id) const { return backlogs_[id.value]; }

  [[nodiscard]] std::uint32_t lines() const { return static_cast<std::uint32_t>(lines_.size()); }
  [[nodiscard]] std::uint32_t sources() const {
    return static_cast<std::uint32_t>(sources_.size());
  }
  [[nodiscard]] std::uint32_t backlogs() const {
    return static_cast<std::uint32_t>(backlogs_.size());
  }

 private:
  std::vector<std::string> lines_;
  std::vector<SourceNames> sources_;
  std::vector<std::string> backlogs_;
  // Places in lines_ by name, one more than they are; open addressing, so that with thousands of
  // lines a look-up touches two places in memory.
  struct LineSlot {
    std::uint32_t hash = 0;
    std::uint32_t number = 0;  // 0: free
  };
  std::vector<LineSlot> line_slots_;
  IdByName<SourceId> source_ids_;
  IdByName<BacklogId> backlog_ids_;
};

}  // namespace jono
