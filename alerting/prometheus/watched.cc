// SPDX-License-Identifier: EUPL-1.2
#include "alerting/prometheus/watched.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "alerting/prometheus/promql.h"

namespace jono::alerting {
namespace {

using promql::matcher;
using promql::quoted;

// The figure's own label and its value: `,window="15m"`; empty where it has none.
std::string selected(const Reading& reading) {
  constexpr std::array<std::string_view, 5> kLabels = {"", "window", "window", "state", "class"};
  const std::string text = print(reading);
  const std::size_t bracket = text.find('[');
  if (bracket == std::string::npos) return {};
  return fmt::format(",{}={}", kLabels[std::size_t(info(reading.figure).selector)],
                     quoted(text.substr(bracket + 1, text.size() - bracket - 2)));
}

// One sample for each value of `label`. More than one daemon may tell of it.
std::string one_each(const Reading& reading, const std::string& label,
                     const std::vector<std::string>& ids) {
  const std::string gauge = fmt::format("jonovahti_{}{{{}{}}}", info(reading.figure).name,
                                        matcher(label, ids), selected(reading));
  if (reading.selector == Reading::kAll) {
    return fmt::format("sum by ({0}) (max by ({0}, state) ({1}))", label, gauge);
  }
  return fmt::format("max by ({}) ({})", label, gauge);
}

}  // namespace

Watched::Watched(const Subject& first, const Site& site)
    : kind_(first.kind), label_(name_of(first.kind)), ids_{id_of(first, site)} {
  if (kind_ != Subject::Kind::group) return;
  for (const LineId line : site.groups[first.index].lines) {
    lines_.push_back(site.lines[line.value].settings.id);
  }
}

std::vector<Watched> Watched::of(const Rule& rule, const Site& site) {
  std::vector<Watched> out;
  for (const Subject& subject : rule.subjects) {
    const auto same = std::ranges::find(out, subject.kind, &Watched::kind_);
    if (same == out.end() || subject.kind == Subject::Kind::group) {
      out.push_back(Watched(subject, site));
    } else {
      same->ids_.push_back(id_of(subject, site));
    }
  }
  return out;
}

std::string Watched::figure(const Reading& reading) const {
  if (kind_ != Subject::Kind::group) return one_each(reading, label_, ids_);
  const std::string each = one_each(reading, "line", lines_);
  const bool sum = info(reading.figure).together == Together::sum;
  return fmt::format(R"(label_replace({0}({1}) and count({1}) == {2}, "group", {3}, "", ""))",
                     sum ? "sum" : "max", each, lines_.size(), quoted(ids_[0]));
}

std::string Watched::target(Target target, const Reading& reading) const {
  struct Place {
    Subject::Kind kind;
    std::string_view name;
  };
  using enum Subject::Kind;
  constexpr std::array<Place, 5> kPlaces = {{{line, "wait_seconds"},
                                             {line, "same_day"},
                                             {line, "answer_rate"},
                                             {source, "silent_after"},
                                             {backlog, "age"}}};
  const Place& place = kPlaces[std::size_t(target)];
  if (place.kind != kind_) return {};
  return fmt::format("max by ({0}) (jonovahti_{0}_target{{{1},target={2}{3}}})", label_,
                     matcher(label_, ids_), quoted(place.name),
                     kind_ == backlog ? selected(reading) : "");
}

std::string Watched::limit(const Condition& condition) const {
  const double factor = condition.limit.factor;
  const auto* other = std::get_if<Reading>(&condition.limit.of);
  const std::string of = other != nullptr
                             ? figure(*other)
                             : target(std::get<Target>(condition.limit.of), condition.figure);
  return of.empty() || factor == 1 ? of : fmt::format("{} * {}", factor, of);
}

std::string Watched::firing(const Rule& rule) const {
  return fmt::format(R"(max by ({}) (ALERTS{{alertname={},alertstate="firing",{}}}))", label_,
                     quoted(rule.name), matcher(label_, ids_));
}

std::string Watched::settled() const {
  switch (kind_) {
    case Subject::Kind::line:
      return fmt::format("max by (line) (jonovahti_line_settled{{{}}}) == 1",
                         matcher("line", ids_));
    case Subject::Kind::group:
      return fmt::format(
          R"(label_replace(min(max by (line) (jonovahti_line_settled{{{}}})) == 1, "group", {}, "", ""))",
          matcher("line", lines_), quoted(ids_[0]));
    case Subject::Kind::source:
    case Subject::Kind::backlog:
      break;
  }
  return {};
}

std::string Watched::shut(const Rule& rule) const {
  using enum Hours::Kind;
  const Hours::Kind hours = rule.hours.kind;
  if (hours == always) return {};
  // The daemon's clock knows of the hours of all others.
  if (kind_ != Subject::Kind::line || hours == own) {
    return fmt::format("max by ({}) (jonovahti_alert_judged{{alert={},{}}}) == 0", label_,
                       quoted(rule.name), matcher(label_, ids_));
  }
  return fmt::format("max by (line) (jonovahti_line_open{{{}}}) == {}", matcher("line", ids_),
                     hours == open ? 0 : 1);
}

}  // namespace jono::alerting
