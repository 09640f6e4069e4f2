// SPDX-License-Identifier: EUPL-1.2
#include "alerting/figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace jono::alerting {
namespace {

using engine::LineSnapshot;
using engine::Snapshot;
using engine::SourceStatus;
using Value = std::optional<double>;

constexpr std::array<FigureInfo, kFigures> kInfos = {{
    {"queue_length", Scope::line, Unit::count, Selector::none, Together::sum},
    {"longest_wait_seconds", Scope::line, Unit::seconds, Selector::none, Together::greatest},
    {"window_offered", Scope::line, Unit::count, Selector::window, Together::sum},
    {"window_answered", Scope::line, Unit::count, Selector::window, Together::sum},
    {"window_abandoned", Scope::line, Unit::count, Selector::window, Together::sum},
    {"window_wait_mean_seconds", Scope::line, Unit::seconds, Selector::window, Together::never},
    {"window_wait_p90_seconds", Scope::line, Unit::seconds, Selector::window, Together::never},
    {"window_answer_rate", Scope::line, Unit::ratio, Selector::window, Together::never},
    {"window_service_level", Scope::line, Unit::ratio, Selector::window, Together::never},
    {"callbacks_open", Scope::line, Unit::count, Selector::none, Together::sum},
    {"oldest_callback_seconds", Scope::line, Unit::seconds, Selector::none, Together::greatest},
    {"callbacks_due_today", Scope::line, Unit::count, Selector::none, Together::sum},
    {"callbacks_overdue", Scope::line, Unit::count, Selector::none, Together::sum},
    {"callbacks_unlisted", Scope::line, Unit::count, Selector::none, Together::sum},
    {"callbacks_at_risk", Scope::line, Unit::count, Selector::none, Together::sum},
    {"callbacks_purged", Scope::line, Unit::count, Selector::window_15m, Together::sum},
    {"usual_offered", Scope::line, Unit::count, Selector::none, Together::sum},
    {"usual_queue_mean", Scope::line, Unit::count, Selector::none, Together::sum},
    {"agents", Scope::line, Unit::count, Selector::presence, Together::sum},
    {"coverage_ratio", Scope::line, Unit::ratio, Selector::none, Together::never},
    {"source_silent_seconds", Scope::source, Unit::seconds, Selector::none, Together::never},
    {"event_delay_p90_seconds", Scope::source, Unit::seconds, Selector::none, Together::never},
    {"source_clock_skew_seconds", Scope::source, Unit::seconds, Selector::none, Together::never},
    {"window_rejected", Scope::source, Unit::count, Selector::window_15m, Together::never},
    {"backlog_open", Scope::backlog, Unit::count, Selector::backlog, Together::never},
    {"backlog_oldest_seconds", Scope::backlog, Unit::seconds, Selector::backlog, Together::never},
}};

constexpr std::array<std::string_view, 3> kWindowNames = {"15m", "30m", "60m"};
constexpr std::array<std::string_view, 4> kPresenceNames = {"available", "busy", "wrapup",
                                                            "paused"};
constexpr std::array<std::string_view, 2> kClassNames = {"urgent", "other"};

// The words that may stand in the brackets.
std::span<const std::string_view> words_of(Selector selector) {
  switch (selector) {
    case Selector::none:
      return {};
    case Selector::window:
      return kWindowNames;
    case Selector::window_15m:
      return std::span(kWindowNames).first(1);
    case Selector::presence:
      return kPresenceNames;
    case Selector::backlog:
      break;
  }
  return kClassNames;
}

Value seconds(Millis d) { return static_cast<double>(d.count()) / 1000; }
Value seconds(std::optional<Millis> d) { return d ? seconds(*d) : Value{}; }
Value count(std::int64_t n) { return static_cast<double>(n); }
// A clock that is ahead makes nothing younger than new.
Value age(std::optional<Instant> since, Instant now) {
  return since ? seconds(std::max(Millis(0), now - *since)) : Value{};
}

Value of_window(Figure figure, const engine::WindowFigures& window) {
  switch (figure) {
    case Figure::window_offered:
      return count(window.offered);
    case Figure::window_answered:
      return count(window.answered);
    case Figure::window_abandoned:
      return count(window.abandoned);
    case Figure::window_wait_mean_seconds:
      return seconds(window.wait_mean);
    case Figure::window_wait_p90_seconds:
      return seconds(window.wait_p90);
    case Figure::window_answer_rate:
      return window.answer_rate;
    case Figure::window_service_level:
      return window.service_level;
    default:
      return count(window.callbacks_purged);
  }
}

Value of_agents(const LineSnapshot& line, std::uint8_t state) {
  if (!line.agents_known) return {};
  const auto& agents = line.figures.agents;
  if (state != Reading::kAll) return count(agents[state]);
  return count(std::accumulate(agents.begin(), agents.end(), std::int64_t{0}));
}

Value of_line(const Reading& reading, const LineSnapshot& line, Instant now) {
  if (reading.figure == Figure::coverage_ratio) return line.coverage;
  if (!line.known) return {};
  const engine::LineFigures& figures = line.figures;
  switch (reading.figure) {
    case Figure::queue_length:
      return count(figures.queue_length);
    case Figure::longest_wait_seconds:
      return figures.queue_length > 0 ? age(figures.oldest_waiting, now) : Value(0);
    case Figure::callbacks_open:
      return count(figures.callbacks_open);
    case Figure::oldest_callback_seconds:
      return figures.callbacks_open > 0 ? age(figures.oldest_callback, now) : Value(0);
    case Figure::callbacks_due_today:
      return count(figures.callbacks_due_today);
    case Figure::callbacks_overdue:
      return count(figures.callbacks_overdue);
    case Figure::callbacks_unlisted:
      return count(figures.callbacks_unlisted);
    case Figure::callbacks_at_risk:
      return figures.callbacks_at_risk;
    case Figure::usual_offered:
      return figures.usual_offered;
    case Figure::usual_queue_mean:
      return figures.usual_queue_mean;
    case Figure::agents:
      return of_agents(line, reading.selector);
    default:
      return of_window(reading.figure, figures.windows[reading.selector]);
  }
}

Value of_group(const Reading& reading, const GroupSite& group, const Snapshot& snapshot) {
  Value out;
  for (const LineId id : group.lines) {
    const Value one = of_line(reading, *snapshot.lines[id.value], snapshot.now);
    if (!one) return {};
    const double sofar = out.value_or(0);
    const bool sum = info(reading.figure).together == Together::sum;
    out = sum ? sofar + *one : std::max(sofar, *one);
  }
  return out;
}

Value of_source(Figure figure, const SourceStatus& source, Instant now) {
  if (figure == Figure::source_silent_seconds) return age(source.silent_since, now);
  if (!source.up) return {};
  if (figure == Figure::source_clock_skew_seconds) return seconds(source.skew);
  if (figure == Figure::event_delay_p90_seconds) return seconds(source.event_delay_p90);
  return count(source.rejected_lately);
}

Value of_backlog(const Reading& reading, BacklogId backlog, const Snapshot& snapshot) {
  const auto found = snapshot.backlogs.find({backlog, BacklogClass(reading.selector)});
  if (found == snapshot.backlogs.end()) return {};
  const engine::BacklogStatus& status = found->second;
  if (!snapshot.sources[status.source.value].up) return {};
  if (reading.figure == Figure::backlog_open) return static_cast<double>(status.open);
  return status.open > 0 ? age(status.oldest_at, snapshot.now) : Value(0);
}

Error no_figure(std::string_view name) {
  std::string names;
  for (const FigureInfo& one : kInfos)
    names += fmt::format("{} {}", names.empty() ? "" : ",", one.name);
  return {Errc::bad_input, fmt::format("there is no figure {}; there are:{}", name, names)};
}

}  // namespace

const FigureInfo& info(Figure figure) { return kInfos[std::size_t(figure)]; }

Result<Reading> parse_reading(std::string_view text) {
  const std::size_t bracket = text.find('[');
  const std::string_view name = text.substr(0, bracket);
  const auto* found = std::ranges::find(kInfos, name, &FigureInfo::name);
  if (found == kInfos.end()) return no_figure(name);
  Reading out{static_cast<Figure>(found - kInfos.begin()), 0};
  const auto words = words_of(found->selector);
  if (bracket == std::string_view::npos) {
    if (found->selector == Selector::presence) out.selector = Reading::kAll;
    if (words.size() < 2 || found->selector == Selector::presence) return out;
    return Error{Errc::bad_input,
                 fmt::format("{} needs one of [{}] after it", name, fmt::join(words, "], ["))};
  }
  const std::string_view inside = text.substr(bracket + 1, text.size() - bracket - 2);
  const auto word = std::ranges::find(words, inside);
  if (!text.ends_with(']') || word == words.end()) {
    if (words.empty()) return Error{Errc::bad_input, fmt::format("{} has no brackets", name)};
    return Error{Errc::bad_input,
                 fmt::format("{} takes one of [{}]", name, fmt::join(words, "], ["))};
  }
  out.selector = static_cast<std::uint8_t>(word - words.begin());
  return out;
}

std::string print(const Reading& reading) {
  const FigureInfo& what = info(reading.figure);
  if (what.selector == Selector::none || reading.selector == Reading::kAll)
    return std::string(what.name);
  return fmt::format("{}[{}]", what.name, words_of(what.selector)[reading.selector]);
}

std::optional<double> value_of(const Reading& reading, const Subject& subject, const Site& site,
                               const Snapshot& snapshot) {
  switch (subject.kind) {
    case Subject::Kind::line:
      return of_line(reading, *snapshot.lines[subject.index], snapshot.now);
    case Subject::Kind::group:
      return of_group(reading, site.groups[subject.index], snapshot);
    case Subject::Kind::source:
      return of_source(reading.figure, snapshot.sources[subject.index], snapshot.now);
    case Subject::Kind::backlog:
      break;
  }
  return of_backlog(reading, BacklogId{subject.index}, snapshot);
}

}  // namespace jono::alerting
