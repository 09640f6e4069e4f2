// SPDX-License-Identifier: EUPL-1.2
// A small configuration, a parser for it, and event lines made of field texts.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/event/parser.h"

namespace jono {

inline const IdKey kTestKey{1, 2, 3};

// Lines aspa (0), hoito (1); sources ace (0), whose queue q100 is hoito, and bulk (1); backlogs
// kirjeet (0), scans (1).
inline const Names& test_names() {
  static const Names names({"hoito", "aspa"}, {{"bulk", {}}, {"ace", {{"q100", LineId{1}}}}},
                           {"scans", "kirjeet"});
  return names;
}
inline constexpr LineId kAspa{0};
inline constexpr LineId kHoito{1};
inline constexpr SourceId kAce{0};
inline constexpr SourceId kBulk{1};

// Field name and JSON text; no text leaves the field out.
using Fields = std::vector<std::pair<std::string, std::string>>;

inline std::string json_of(const Fields& fields) {
  std::string out = "{";
  for (const auto& [name, value] : fields) {
    if (value.empty()) continue;
    if (out.size() > 1) out += ',';
    out += '"' + name + "\":" + value;
  }
  return out + "}";
}

// A good event of `type` from ace at instant 1000 on aspa, with `changes` put in or over.
inline std::string event_line(std::string_view type, const Fields& changes = {}) {
  Fields fields{{"v", "1"},     {"source", "\"ace\""},
                {"seq", "7"},   {"type", '"' + std::string(type) + '"'},
                {"at", "1000"}, {"line", "\"aspa\""}};
  for (const auto& change : changes) {
    const auto same = [&](const auto& f) { return f.first == change.first; };
    const auto it = std::ranges::find_if(fields, same);
    if (it == fields.end()) {
      fields.push_back(change);
    } else {
      *it = change;
    }
  }
  return json_of(fields);
}

inline std::string queued(const Fields& changes = {}) {
  Fields all{{"call", "\"c1\""}};
  all.insert(all.end(), changes.begin(), changes.end());
  return event_line("call.queued", all);
}

class ParserTest : public testing::Test {
 protected:
  // The event, which the line must hold.
  Event accepted(std::string_view line, SourceId transport = kAce) {
    const Event* event = parser.parse(line, transport);
    if (event == nullptr) {
      ADD_FAILURE() << name_of(parser.refusal().reason) << ": " << line;
      return {};
    }
    return *event;
  }
  // Why the line is refused; "" if it is not.
  std::string_view refused(std::string_view line, SourceId transport = kAce) {
    const Event* event = parser.parse(line, transport);
    return event == nullptr ? name_of(parser.refusal().reason) : "";
  }
  template <class Id>
  Id id(std::string_view raw) const {
    return hasher.hash<Id>(raw);
  }

  IdHasher hasher{kTestKey};
  EpochNames epochs;
  EventParser parser{test_names(), hasher, epochs, SourceRule::transport};
};

}  // namespace jono
