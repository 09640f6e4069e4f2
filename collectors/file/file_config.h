// SPDX-License-Identifier: EUPL-1.2
// A folder into which files are dropped, as the configuration describes them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "collectors/file/text.h"
#include "collectors/file/totals.h"
#include "collectors/file/values.h"
#include "collectors/mapping/mapping.h"
#include "daemon/calendar/calendar.h"

namespace jono::file {

enum class Kind : std::uint8_t { csv, ndjson };

// How its files are written.
struct Layout {
  Kind kind = Kind::csv;
  Encoding encoding = Encoding::automatic;
  std::optional<char> delimiter{};  // nullopt: the head tells
  std::uint32_t head_line = 1;      // the line that names the columns; what is above is no data
};

// Which time a file of calls is believed to tell everything of.
enum class Covers : std::uint8_t {
  days,    // the local days of its first and last event, and those between
  hours,   // their hours
  events,  // from the first to the last
  none     // nobody waits for its files: history, beside a source that is heard
};

struct FileConfig {
  std::filesystem::path folder;
  Layout layout{};
  Covers covers = Covers::days;
  calendar::Zone zone = calendar::Zone::utc();
  // Each record is read by both; none: lines of the event format.
  std::optional<mapping::Mapping> mapping{};
  std::optional<TotalsRules> totals{};
};

}  // namespace jono::file
