// SPDX-License-Identifier: EUPL-1.2
#include "alerting/site.h"

#include <algorithm>
#include <array>

namespace jono::alerting {
namespace {

bool any_open(const std::vector<LineId>& lines, const Site& site, Instant t) {
  return std::ranges::any_of(
      lines, [&](LineId id) { return site.lines[id.value].settings.calendar.open_at(t); });
}

}  // namespace

std::string_view name_of(Subject::Kind kind) {
  constexpr std::array<std::string_view, 4> kNames = {"line", "group", "source", "backlog"};
  return kNames[std::size_t(kind)];
}

const std::string& id_of(const Subject& subject, const Site& site) {
  switch (subject.kind) {
    case Subject::Kind::line:
      return site.lines[subject.index].settings.id;
    case Subject::Kind::group:
      return site.groups[subject.index].id;
    case Subject::Kind::source:
      return site.sources[subject.index].id;
    case Subject::Kind::backlog:
      break;
  }
  return site.backlogs[subject.index].id;
}

std::string title_of(const Subject& subject, const Site& site, Language language) {
  if (subject.kind == Subject::Kind::line) return site.lines[subject.index].name.in(language);
  if (subject.kind == Subject::Kind::backlog) return site.backlogs[subject.index].name.in(language);
  return id_of(subject, site);
}

bool open_at(const Subject& subject, const Site& site, Instant t) {
  switch (subject.kind) {
    case Subject::Kind::line:
      return site.lines[subject.index].settings.calendar.open_at(t);
    case Subject::Kind::group:
      return any_open(site.groups[subject.index].lines, site, t);
    case Subject::Kind::source:
      return any_open(site.sources[subject.index].lines, site, t);
    case Subject::Kind::backlog:
      break;
  }
  return std::ranges::any_of(
      site.lines, [&](const LineSite& line) { return line.settings.calendar.open_at(t); });
}

}  // namespace jono::alerting
