// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include "daemon/metrics/parts.h"

namespace jono::metrics {
namespace {

using engine::LineFigures;
using engine::WindowFigures;

struct Figure {
  std::string_view name;
  std::string_view help;
  Value (*value)(const LineFigures& figures, Instant now);
};

std::optional<Instant> oldest_waiting(const LineFigures& f) {
  return f.queue_length > 0 ? f.oldest_waiting : std::nullopt;
}
std::optional<Instant> oldest_callback(const LineFigures& f) {
  return f.callbacks_open > 0 ? f.oldest_callback : std::nullopt;
}

constexpr Figure kFigures[] = {
    {"queue_length", "Calls waiting now.",
     [](const LineFigures& f, Instant) { return number(f.queue_length); }},
    {"longest_wait_seconds", "How long the longest waiting call has waited; 0 when none waits.",
     [](const LineFigures& f, Instant now) { return age(oldest_waiting(f).value_or(now), now); }},
    {"oldest_waiting_timestamp_seconds", "When the longest waiting call was queued.",
     [](const LineFigures& f, Instant) { return timestamp(oldest_waiting(f)); }},
    {"callbacks_open", "Callbacks requested, neither reached nor closed.",
     [](const LineFigures& f, Instant) { return number(f.callbacks_open); }},
    {"oldest_callback_seconds", "Age of the oldest open callback; 0 when none is open.",
     [](const LineFigures& f, Instant now) { return age(oldest_callback(f).value_or(now), now); }},
    {"oldest_callback_timestamp_seconds", "When the oldest open callback was requested.",
     [](const LineFigures& f, Instant) { return timestamp(oldest_callback(f)); }},
    {"callbacks_due_today", "Open callbacks due today.",
     [](const LineFigures& f, Instant) { return number(f.callbacks_due_today); }},
    {"callbacks_overdue", "Open callbacks whose due day has ended.",
     [](const LineFigures& f, Instant) { return number(f.callbacks_overdue); }},
    {"callbacks_unlisted", "Open callbacks that their source no longer lists.",
     [](const LineFigures& f, Instant) { return number(f.callbacks_unlisted); }},
    {"callbacks_at_risk", "Callbacks due today that the pace of the last open hour leaves undone.",
     [](const LineFigures& f, Instant) { return number(f.callbacks_at_risk); }},
    {"usual_offered", "Median of the calls offered in this hour of the last eight open weeks.",
     [](const LineFigures& f, Instant) { return f.usual_offered; }},
    {"usual_queue_mean",
     "Median of the mean queue length in this hour of the last eight open weeks.",
     [](const LineFigures& f, Instant) { return f.usual_queue_mean; }},
};

struct WindowFigure {
  std::string_view name;
  std::string_view help;
  Value (*value)(const WindowFigures& figures);
};

constexpr WindowFigure kWindowFigures[] = {
    {"window_offered", "Calls queued in the window.",
     [](const WindowFigures& f) { return number(f.offered); }},
    {"window_answered", "Calls answered in the window.",
     [](const WindowFigures& f) { return number(f.answered); }},
    {"window_abandoned", "Calls abandoned in the window.",
     [](const WindowFigures& f) { return number(f.abandoned); }},
    {"window_wait_mean_seconds", "Mean wait of the calls answered in the window.",
     [](const WindowFigures& f) { return seconds(f.wait_mean); }},
    {"window_wait_p90_seconds", "90th percentile of the waits of the calls answered in the window.",
     [](const WindowFigures& f) { return seconds(f.wait_p90); }},
    {"window_answer_rate",
     "Answered share of the calls closed in the window, without lost ones and short abandons.",
     [](const WindowFigures& f) { return f.answer_rate; }},
    {"window_service_level", "Service level of the window, by the line's chosen formula.",
     [](const WindowFigures& f) { return f.service_level; }},
};

constexpr WindowFigure kPurged = {
    "callbacks_purged", "Callbacks closed in the window without being reached.",
    [](const WindowFigures& f) { return number(f.callbacks_purged); }};

void add_windows(Families& out, const Scrape& scrape, const WindowFigure& figure,
                 std::size_t windows) {
  Family family = Family::gauge(figure.name, figure.help);
  for_each_line(scrape, [&](const std::string& id, const engine::LineSnapshot& line) {
    if (!line.known) return;
    for (std::size_t i = 0; i < windows; ++i) {
      const std::string label = fmt::format("{}m", engine::kWindows[i].count());
      family.add({{"line", id}, {"window", label}}, figure.value(line.figures.windows[i]));
    }
  });
  family.move_to(out);
}

void add_agents(Families& out, const Scrape& scrape) {
  Family agents = Family::gauge("agents", "Agents now, by state.");
  for_each_line(scrape, [&](const std::string& id, const engine::LineSnapshot& line) {
    if (!line.known || !line.agents_known) return;
    for (std::size_t i = 0; i < line.figures.agents.size(); ++i) {
      const std::string_view state = name_of(static_cast<AgentPresence>(i));
      agents.add({{"line", id}, {"state", std::string(state)}}, number(line.figures.agents[i]));
    }
  });
  agents.move_to(out);
}

}  // namespace

void add_line_figures(Families& out, const Scrape& scrape) {
  for (const Figure& figure : kFigures) {
    Family family = Family::gauge(figure.name, figure.help);
    for_each_line(scrape, [&](const std::string& id, const engine::LineSnapshot& line) {
      if (line.known) family.add({{"line", id}}, figure.value(line.figures, scrape.now));
    });
    family.move_to(out);
  }
  for (const WindowFigure& figure : kWindowFigures) {
    add_windows(out, scrape, figure, engine::kWindows.size());
  }
  add_windows(out, scrape, kPurged, 1);  // of the last 15 minutes only
  add_agents(out, scrape);
}

}  // namespace jono::metrics
