// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/subject.h"

#include <algorithm>

#include "daemon/report/words.h"

namespace jono::report {
namespace {

void add_to_group(std::vector<Subject>& groups, const LineFacts& line) {
  if (line.group.empty()) return;
  auto group = std::ranges::find(groups, line.group, &Subject::id);
  if (group == groups.end()) {
    const LocalText name{line.group, line.group, line.group};
    group = groups.insert(group, {Subject::Kind::group, line.group, name, {}});
  }
  group->lines.push_back(&line);
}

}  // namespace

std::vector<Subject> subjects_of(const Facts& facts) {
  std::vector<Subject> out;
  std::vector<Subject> groups;
  std::vector<Subject> lines;
  Subject all{Subject::Kind::all, "all", words::local(words::kAllLines), {}};
  for (const LineFacts& line : facts.lines) {
    all.lines.push_back(&line);
    add_to_group(groups, line);
    lines.push_back({Subject::Kind::line, line.id, line.name, {&line}});
  }
  if (lines.size() > 1) out.push_back(std::move(all));
  std::ranges::move(groups, std::back_inserter(out));
  std::ranges::move(lines, std::back_inserter(out));
  return out;
}

std::vector<const engine::LineRecord*> begun(const Subject& subject, Which which, Instant end) {
  std::vector<const engine::LineRecord*> out;
  for (const LineFacts* line : subject.lines) {
    const engine::LineRecord* record = (line->*which).get();
    if (record != nullptr && record->begun(end)) out.push_back(record);
  }
  return out;
}

std::optional<engine::HourRow> known_row(const Subject& subject, Which which, Instant start,
                                         Instant end, Instant now) {
  const auto records = begun(subject, which, end);
  if (records.empty() || start >= now) return std::nullopt;
  const bool one_line = subject.kind == Subject::Kind::line;
  const engine::HourRow row =
      one_line ? records.front()->period(start, end) : engine::united_row(records, start, end);
  return unknown(row) ? std::nullopt : std::optional(row);
}

bool unknown(const engine::HourRow& row) {
  return row.coverage <= 0 && row.offered == 0 && row.refused == 0 && row.closed == 0 &&
         row.callbacks_requested == 0;
}

}  // namespace jono::report
