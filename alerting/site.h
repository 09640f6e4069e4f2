// SPDX-License-Identifier: EUPL-1.2
// What is watched: the lines, groups, sources and backlogs of the configuration, with their words,
// hours and targets. Plain; may be read from any thread.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/base/ids.h"
#include "daemon/base/local_text.h"
#include "daemon/base/time.h"
#include "daemon/calendar/calendar.h"
#include "daemon/engine/line_settings.h"

namespace jono::alerting {

struct LineSite {
  engine::LineSettings settings;  // id, opening hours, wait target
  LocalText name;
  calendar::Dated<double> same_day_target{1.0};     // 0..1
  calendar::Dated<double> answer_rate_target{0.9};  // 0..1
};

struct GroupSite {
  std::string id;
  std::vector<LineId> lines;  // at least one
};

struct SourceSite {
  std::string id;
  std::vector<LineId> lines;  // at least one
  std::optional<Millis> silent_after;
};

struct BacklogSite {
  std::string id;
  LocalText name;
  // Of each class, the age that nothing open should pass; nullopt: no target.
  std::optional<calendar::Dated<Millis>> urgent, other;
};

// Each list in the order of its ids, like a snapshot's own; groups are sorted by id.
struct Site {
  calendar::Zone zone;
  Language language = Language::fi;  // where nobody chose otherwise
  std::vector<LineSite> lines;
  std::vector<GroupSite> groups;
  std::vector<SourceSite> sources;
  std::vector<BacklogSite> backlogs;
};

// One of them: `index` is a place in the site's list.
struct Subject {
  enum class Kind : std::uint8_t { line, group, source, backlog };
  Kind kind{};
  std::uint32_t index = 0;
  auto operator<=>(const Subject&) const = default;
};

// "line", "group", "source" or "backlog": also the label's name.
[[nodiscard]] std::string_view name_of(Subject::Kind kind);
[[nodiscard]] const std::string& id_of(const Subject& subject, const Site& site);
// What people call it; the id where it has no name of its own.
[[nodiscard]] std::string title_of(const Subject& subject, const Site& site, Language language);
// Whether it is open at `t`: a group or a source while any of its lines is, a backlog while any
// line at all is.
[[nodiscard]] bool open_at(const Subject& subject, const Site& site, Instant t);

}  // namespace jono::alerting
