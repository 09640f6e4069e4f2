// SPDX-License-Identifier: EUPL-1.2
#include "collectors/file/file_report.h"

#include <fmt/format.h>

#include <array>

#include "daemon/event/rfc3339.h"

namespace jono::file {
namespace {

std::string_view words_of(Fate fate) {
  switch (fate) {
    case Fate::taken:
      return "taken";
    case Fate::known:
      return "was taken before: nothing changed";
    case Fate::faulty:
      return "not taken, nothing of it counts: correct it and drop it again";
    case Fate::changed:
    case Fate::stopped:
      break;
  }
  return "not taken yet";
}

}  // namespace

std::string report_of(const std::string& name, const Taken& taken, Instant now) {
  const Tally& tally = taken.tally;
  std::string out = fmt::format("{}: {}\n", name, words_of(taken.fate));
  out += fmt::format("at {}; records {}, of no interest {}, events {}, figures {}\n",
                     format_utc(now), tally.records, tally.ignored, tally.events, tally.totals);
  for (const Fault& fault : tally.faults) out += file::words_of(fault) + "\n";
  if (tally.faulty > tally.faults.size()) {
    out += fmt::format("and {} more\n", tally.faulty - tally.faults.size());
  }
  return out;
}

bool is_partial(std::string_view name) {
  constexpr std::array<std::string_view, 5> kEnds = {".part", ".tmp", ".filepart", ".crdownload",
                                                     ".report.txt"};
  if (name.starts_with('.') || name.ends_with('~')) return true;
  for (const std::string_view end : kEnds) {
    if (name.ends_with(end)) return true;
  }
  return false;
}

}  // namespace jono::file
