// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/reconcile_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <tuple>

#include "daemon/app/file_input.h"
#include "daemon/app/hour_pages.h"
#include "daemon/app/look_up.h"
#include "daemon/app/past_run.h"
#include "daemon/event/rfc3339.h"
#include "daemon/http/request_target.h"

namespace jono::app {
namespace {

namespace json = boost::json;
using report::Interval;

struct Figure {
  std::string line;
  Instant from{};
  Instant to{};
  std::string name;
  double value = 0;
};

Instant instant_at(const json::value& row, std::string_view key) {
  return parse_rfc3339(row.at(key).as_string()).value_or(kNever);
}

Result<std::vector<Figure>> kept(const config::Config& config, const ReconcileWish& wish) {
  std::string path = fmt::format("/api/v1/reported?source={}&line={}", http::encode(wish.source),
                                 http::encode(wish.line));
  if (wish.from != kNever) path += "&from=" + format_utc(wish.from);
  if (wish.to != Instant::max()) path += "&to=" + format_utc(wish.to);
  const auto body = look_up_body(config, path);
  if (!body) return body.error();
  std::vector<Figure> out;
  const json::value answer = json::parse(*body);
  for (const json::value& one : answer.at("figures").as_array()) {
    out.push_back({std::string(one.at("line").as_string()), instant_at(one, "from"),
                   instant_at(one, "to"), std::string(one.at("figure").as_string()),
                   one.at("value").to_number<double>()});
  }
  return out;
}

Result<std::vector<Figure>> from_file(const config::Config& config, const ReconcileWish& wish,
                                      const FileSource& source) {
  const auto read = look_through(config, source, wish.totals, {});
  if (!read) return read.error();
  std::string faults = faults_of(wish.totals, read->tally);
  if (!faults.empty()) {
    faults.pop_back();
    return Error{Errc::bad_input, std::move(faults)};
  }
  const Names names = config::names(config);
  std::vector<Figure> out;
  for (const file::Total& one : read->totals) {
    const std::string& line = names.of(one.line);
    if (one.from < wish.from || one.from >= wish.to) continue;
    if (!wish.line.empty() && line != wish.line) continue;
    out.push_back(
        {line, one.from, one.to, std::string(file::kFigures.at(one.figure).name), one.value});
  }
  return out;
}

bool additive(std::string_view figure) {
  const auto kind = file::figure_named(figure);
  if (!kind || figure.find("mean") != figure.npos || figure.find("longest") != figure.npos) {
    return false;
  }
  return file::kFigures.at(*kind).unit != file::Unit::share;
}

// Sums over whole hours; the rest is left out.
std::size_t unite_parts(std::vector<Figure>& figures, const calendar::Zone& zone) {
  struct Sum {
    double value = 0;
    Millis length{0};
    std::size_t parts = 0;
  };
  std::map<std::tuple<std::string, Instant, std::string>, Sum> hours;
  std::vector<Figure> whole;
  std::size_t left_out = 0;
  for (Figure& one : figures) {
    const Instant start = zone.hour_start(one.from);
    if (one.from == start && one.to >= zone.hour_end(start)) {
      whole.push_back(std::move(one));
    } else if (one.to > zone.hour_end(start) || !additive(one.name)) {
      ++left_out;
    } else {
      Sum& sum = hours[{one.line, start, one.name}];
      sum.value += one.value;
      sum.length += one.to - one.from;
      ++sum.parts;
    }
  }
  for (const auto& [key, sum] : hours) {
    const auto& [line, start, name] = key;
    const Instant end = zone.hour_end(start);
    if (sum.length == end - start) {
      whole.push_back({line, start, end, name, sum.value});
    } else {
      left_out += sum.parts;
    }
  }
  figures = std::move(whole);
  return left_out;
}

std::vector<Interval> intervals_of(const std::vector<Figure>& figures) {
  std::map<std::tuple<std::string, Instant, Instant>, Interval> found;
  for (const Figure& one : figures) {
    Interval& interval = found[{one.line, one.from, one.to}];
    interval.line = one.line;
    interval.from = one.from;
    interval.to = one.to;
    interval.theirs[one.name] = one.value;
  }
  std::vector<Interval> out;
  out.reserve(found.size());
  for (auto& [key, interval] : found) out.push_back(std::move(interval));
  return out;
}

// Adds an hour of ours to the intervals that hold it.
void add_hour(const json::value& row, Interval& to) {
  const json::object& columns = row.at("row").as_object();
  for (const auto& [name, value] : columns) {
    if (value.is_number()) to.ours[std::string(name)] += value.to_number<double>();
  }
}

// Calls `use` with each interval of `line` that holds `at`; they are sorted, and at most 25 hours
// long.
template <class Use>
void for_each_holding(std::vector<Interval>& intervals, std::string_view line, Instant at,
                      Use use) {
  const auto key = [](const Interval& one) {
    return std::pair<std::string_view, Instant>(one.line, one.from);
  };
  auto it = std::ranges::upper_bound(intervals, std::pair(line, at), {}, key);
  while (it != intervals.begin()) {
    --it;
    if (it->line != line || it->from + file::kLongestInterval <= at) return;
    if (at < it->to) use(*it);
  }
}

Result<void> add_ours(const config::Config& config, std::vector<Interval>& intervals) {
  std::set<std::string> lines;
  for (const Interval& one : intervals) lines.insert(one.line);
  for (const std::string& line : lines) {
    Instant from = Instant::max(), to = kNever;
    for (const Interval& one : intervals) {
      if (one.line != line) continue;
      from = std::min(from, one.from);
      to = std::max(to, one.to);
    }
    const auto rows = hour_rows_in(config, line, from, to);
    if (!rows) return rows.error();
    for (const json::value& row : *rows) {
      const Instant end = instant_at(row.at("row"), "to");
      for_each_holding(intervals, line, instant_at(row.at("row"), "from"), [&](Interval& one) {
        if (end <= one.to) add_hour(row, one);
      });
    }
  }
  for (Interval& one : intervals) {
    const auto hours = std::chrono::duration<double, std::ratio<3600>>(one.to - one.from).count();
    one.coverage = std::min(1.0, one.ours["coverage"] / hours);
    one.ours.try_emplace("offered", 0);
  }
  return {};
}

std::string_view closing_of(EventType type) {
  switch (type) {
    case EventType::call_answered:
      return "answered_closed";
    case EventType::call_abandoned:
      return "abandoned_closed";
    case EventType::call_redirected:
      return "redirected_closed";
    default:
      return {};
  }
}

// By the hour of leaving, where the journal still has the events; without it such definitions are
// not tried.
void add_closings(const config::Config& config, std::vector<Interval>& intervals) {
  const auto heard = heard_in_journal(config);
  if (!heard || heard->empty()) return;
  const Names names = config::names(config);
  using Closing = std::tuple<SourceId, LineId, EventType, Instant, CallId>;
  std::set<Closing> seen;
  for (const Heard& one : *heard) {
    const Event& event = one.event;
    if (closing_of(event.type()).empty()) continue;
    const CallId call = std::visit(
        [](const auto& what) {
          if constexpr (requires { what.call; }) return what.call;
          return CallId();
        },
        event.what);
    seen.insert({event.source, event.line, event.type(), event.at, call});
  }
  for (Interval& one : intervals) {
    for (const auto* name : {"answered_closed", "abandoned_closed", "redirected_closed"}) {
      one.ours[name] = 0;
    }
  }
  for (const auto& [source, line, type, at, call] : seen) {
    for_each_holding(intervals, names.of(line), at,
                     [kind = type](Interval& one) { ++one.ours[std::string(closing_of(kind))]; });
  }
}

}  // namespace

Result<ReconcileInput> reconcile_input(const config::Config& config, const ReconcileWish& wish) {
  const auto source = file_source(config, wish.source);
  if (!source) return source.error();
  if (!source->config->totals) {
    return Error{
        Errc::bad_input,
        fmt::format("--source {}: gives events, not totals: name the source of the reports",
                    wish.source)};
  }
  auto figures = wish.totals.empty() ? kept(config, wish) : from_file(config, wish, *source);
  if (!figures) return figures.error();
  ReconcileInput out;
  out.left_out = unite_parts(*figures, config.zone);
  out.intervals = intervals_of(*figures);
  if (out.intervals.empty()) {
    return Error{Errc::bad_input,
                 fmt::format("--source {}: it has reported no figures of whole hours for that time",
                             wish.source)};
  }
  if (auto added = add_ours(config, out.intervals); !added) return added.error();
  add_closings(config, out.intervals);
  return out;
}

}  // namespace jono::app
