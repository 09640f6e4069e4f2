// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/alerts_replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "alerting/episodes.h"
#include "alerting/notice.h"
#include "daemon/app/past_run.h"
#include "daemon/config/scalars.h"
#include "daemon/config/site.h"

namespace jono::app {
namespace {

using alerting::Alert;
using alerting::Episode;
using alerting::Past;
using alerting::Unit;

struct Period {
  Instant from;
  Instant to;
  [[nodiscard]] double weeks() const {
    return std::chrono::duration<double, std::chrono::weeks::period>(to - from).count();
  }
};

Result<Period> parse_period(const std::string& text, const calendar::Zone& zone) {
  const std::size_t dots = text.find("..");
  const auto from = config::parse_date(std::string_view(text).substr(0, dots));
  const auto to = dots == std::string::npos
                      ? from
                      : config::parse_date(std::string_view(text).substr(dots + 2));
  if (from && to && *from <= *to) return Period{zone.day_start(*from), zone.day_end(*to)};
  return Error{Errc::bad_input,
               fmt::format("--replay {}: expected FROM..TO, two dates as 2026-09-01..2026-09-30, "
                           "both included",
                           text)};
}

std::string minutes_of(const calendar::Zone& zone, Instant t) {
  std::string out = zone.format(t).substr(0, 16);
  out[10] = ' ';
  return out;
}

std::string seconds_text(Millis d) {
  return alerting::for_people(std::chrono::duration<double>(d).count(), Unit::seconds);
}

Millis length(const Episode& episode, Instant end) {
  return episode.ended.value_or(end) - episode.fired;
}

// Connections are not recorded, so what is about them cannot be tried.
bool judged(const Alert& alert) {
  const auto figure = alert.rule->when.at(Instant::max()).figure.figure;
  return figure != alerting::Figure::source_silent_seconds &&
         figure != alerting::Figure::coverage_ratio;
}

bool has_data(const Past& past) {
  return std::ranges::any_of(past.points,
                             [](const auto& point) { return point.highest.has_value(); });
}

void print_alert(const Alert& alert, const Past& past, const Period& period,
                 const alerting::Site& site) {
  const alerting::Condition& when = alert.rule->when.at(period.from);
  const Unit unit = alerting::info(when.figure.figure).unit;
  fmt::print("\n{} {} ({}): {}", alert.rule->name, id_of(alert.subject, site),
             name_of(alert.rule->severity), print(when));
  if (alert.rule->wait > Millis(0)) fmt::print(" for {}", seconds_text(alert.rule->wait));
  fmt::print("\n");
  for (const Episode& episode : past.episodes) {
    const std::string end =
        episode.ended ? minutes_of(site.zone, *episode.ended).substr(11) : "  …  ";
    fmt::print("  {} – {}  {:>9}  worst {}{}\n", minutes_of(site.zone, episode.fired), end,
               seconds_text(length(episode, period.to)), alerting::for_people(episode.worst, unit),
               !episode.ended ? ", fires still" : (episode.closed ? ", until closing" : ""));
  }
}

void print_summary(const alerting::Board& board, const alerting::Episodes& episodes,
                   const Period& period, const alerting::Site& site) {
  fmt::print("\n{:<24} {:<16} {:<8} {:>6} {:>8} {:>11} {:>10}\n", "alert", "of", "severity",
             "times", "a week", "in all", "longest");
  std::map<std::pair<std::string, std::string>, std::size_t> totals;
  for (std::size_t i = 0; i < board.alerts().size(); ++i) {
    const Alert& alert = board.alerts()[i];
    const Past& past = episodes.past(i);
    const std::string& subject = id_of(alert.subject, site);
    const std::string severity(name_of(alert.rule->severity));
    Millis all{0}, longest{0};
    for (const Episode& episode : past.episodes) {
      all += length(episode, period.to);
      longest = std::max(longest, length(episode, period.to));
    }
    totals[{subject, severity}] += past.episodes.size();
    const std::string_view note = !judged(alert)
                                      ? "  not judged: connections are not recorded"
                                      : (has_data(past) ? "" : "  no data in this period");
    fmt::print("{:<24} {:<16} {:<8} {:>6} {:>8.1f} {:>11} {:>10}{}\n", alert.rule->name, subject,
               severity, past.episodes.size(),
               static_cast<double>(past.episodes.size()) / period.weeks(), seconds_text(all),
               seconds_text(longest), note);
  }
  fmt::print("\n{:<16} {:<8} {:>6} {:>8} {:>8}\n", "of", "severity", "times", "a day", "a week");
  for (const auto& [key, times] : totals) {
    const double weekly = static_cast<double>(times) / period.weeks();
    fmt::print("{:<16} {:<8} {:>6} {:>8.2f} {:>8.1f}\n", key.first, key.second, times, weekly / 7,
               weekly);
  }
}

// Of the period only what is recorded: before and after it nothing is known.
Result<Period> recorded_part(const Period& wanted, const PastRun& run, const calendar::Zone& zone) {
  const Period out{std::max(wanted.from, run.begin()), std::min(wanted.to, run.end())};
  if (run.begin() == kNever || out.from >= out.to) {
    return Error{Errc::bad_input, "nothing was recorded in this period"};
  }
  if (out.from > wanted.from || out.to < wanted.to) {
    fmt::print("recorded from {} to {}\n", minutes_of(zone, out.from), minutes_of(zone, out.to));
  }
  return out;
}

Result<void> draw(const std::filesystem::path& folder, const alerting::Board& board,
                  const alerting::Episodes& episodes, const alerting::Site& site) {
  std::error_code fault;
  std::filesystem::create_directories(folder, fault);
  for (std::size_t i = 0; i < board.alerts().size(); ++i) {
    const Alert& alert = board.alerts()[i];
    const Past& past = episodes.past(i);
    if (!judged(alert) || !has_data(past)) continue;
    const auto path =
        folder / fmt::format("{}-{}.svg", alert.rule->name, id_of(alert.subject, site));
    std::ofstream out(path, std::ios::binary);
    out << picture(alert, past, site, episodes.from(), episodes.to());
    out.close();
    if (!out) return Error{Errc::give_up, fmt::format("{}: cannot be written", path.string())};
  }
  return {};
}

}  // namespace

Result<void> replay_alerts(const config::Config& config, const AlertsReplayOptions& options) {
  const auto wanted = parse_period(options.period, config.zone);
  if (!wanted) return wanted.error();
  auto events =
      options.inputs.empty() ? heard_in_journal(config) : heard_in_files(config, options.inputs);
  if (!events) return events.error();
  const alerting::Site site = config::site(config);
  alerting::Board board(site, config.alerts.rules);
  PastRun run(config, std::move(*events));
  const auto period = recorded_part(*wanted, run, config.zone);
  if (!period) return period.error();
  alerting::Episodes episodes(board.alerts().size(), period->from, period->to);
  std::vector<alerting::AlertChange> changes;
  for (Instant now = period->from; now < period->to; now += options.step) {
    changes.clear();
    board.look(run.at(now), now, changes);
    episodes.note(board, changes, now);
  }
  for (std::size_t i = 0; i < board.alerts().size(); ++i) {
    if (!episodes.past(i).episodes.empty()) {
      print_alert(board.alerts()[i], episodes.past(i), *period, site);
    }
  }
  print_summary(board, episodes, *period, site);
  if (options.pictures.empty()) return {};
  return draw(options.pictures, board, episodes, site);
}

}  // namespace jono::app
