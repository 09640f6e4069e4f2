// SPDX-License-Identifier: EUPL-1.2
#include "tests/app/set_figure.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace jono::alerting {
namespace {

std::int64_t count(double value) { return static_cast<std::int64_t>(value); }
Millis length(double seconds) { return Millis(std::llround(seconds * 1000)); }

void set_window(engine::WindowFigures& window, Figure figure, double value) {
  switch (figure) {
    case Figure::window_offered:
      window.offered = count(value);
      break;
    case Figure::window_answered:
      window.answered = count(value);
      break;
    case Figure::window_abandoned:
      window.abandoned = count(value);
      break;
    case Figure::window_wait_mean_seconds:
      window.wait_mean = length(value);
      break;
    case Figure::window_wait_p90_seconds:
      window.wait_p90 = length(value);
      break;
    case Figure::window_answer_rate:
      window.answer_rate = value;
      break;
    case Figure::window_service_level:
      window.service_level = value;
      break;
    default:
      window.callbacks_purged = count(value);
  }
}

void set_callbacks(engine::LineFigures& figures, Figure figure, double value, Instant now) {
  switch (figure) {
    case Figure::callbacks_open:
      figures.callbacks_open = count(value);
      break;
    case Figure::oldest_callback_seconds:
      figures.callbacks_open = 1;
      figures.oldest_callback = now - length(value);
      break;
    case Figure::callbacks_due_today:
      figures.callbacks_due_today = count(value);
      break;
    case Figure::callbacks_overdue:
      figures.callbacks_overdue = count(value);
      break;
    case Figure::callbacks_unlisted:
      figures.callbacks_unlisted = count(value);
      break;
    default:
      figures.callbacks_at_risk = value;
  }
}

void set_line(engine::LineSnapshot& line, const Reading& reading, double value, Instant now) {
  engine::LineFigures& figures = line.figures;
  switch (reading.figure) {
    case Figure::queue_length:
      figures.queue_length = count(value);
      break;
    case Figure::longest_wait_seconds:
      figures.queue_length = 1;
      figures.oldest_waiting = now - length(value);
      break;
    case Figure::usual_offered:
      figures.usual_offered = value;
      break;
    case Figure::usual_queue_mean:
      figures.usual_queue_mean = value;
      break;
    case Figure::agents:
      line.agents_known = true;
      figures.agents[reading.selector == Reading::kAll ? 0 : reading.selector] = count(value);
      break;
    case Figure::coverage_ratio:
      line.coverage = value;
      break;
    default:
      if (info(reading.figure).selector == Selector::none) {
        set_callbacks(figures, reading.figure, value, now);
      } else {
        set_window(figures.windows[reading.selector], reading.figure, value);
      }
  }
}

void set_source(engine::SourceStatus& source, Figure figure, double value, Instant now) {
  if (figure == Figure::source_silent_seconds) {
    source.silent_since = now - length(value);
  } else if (figure == Figure::source_clock_skew_seconds) {
    source.skew = length(value);
  } else if (figure == Figure::event_delay_p90_seconds) {
    source.event_delay_p90 = length(value);
  } else {
    source.rejected_lately = count(value);
  }
}

void set_backlog(engine::BacklogStatus& backlog, Figure figure, double value, Instant now) {
  if (figure == Figure::backlog_open) {
    backlog.open = static_cast<std::uint64_t>(std::max(value, 0.0));
  } else {
    backlog.open = 1;
    backlog.oldest_at = now - length(value);
  }
}

}  // namespace

void set_figure(engine::Snapshot& snapshot, const Reading& reading, const Subject& subject,
                const Site& site, double value) {
  const auto on_line = [&](std::size_t index, double own) {
    auto line = std::make_shared<engine::LineSnapshot>(*snapshot.lines[index]);
    set_line(*line, reading, own, snapshot.now);
    snapshot.lines[index] = std::move(line);
  };
  switch (subject.kind) {
    case Subject::Kind::line:
      return on_line(subject.index, value);
    case Subject::Kind::group:
      for (const LineId line : site.groups[subject.index].lines) {
        on_line(line.value, line == site.groups[subject.index].lines.front() ? value : 0);
      }
      return;
    case Subject::Kind::source:
      return set_source(snapshot.sources[subject.index], reading.figure, value, snapshot.now);
    case Subject::Kind::backlog:
      break;
  }
  const std::pair key{BacklogId{subject.index}, BacklogClass(reading.selector)};
  set_backlog(snapshot.backlogs.at(key), reading.figure, value, snapshot.now);
}

}  // namespace jono::alerting
