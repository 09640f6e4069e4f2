// SPDX-License-Identifier: EUPL-1.2
#include "tests/engine/reference.h"

#include <algorithm>
#include <chrono>

namespace jono::engine::reference {
namespace {

// [start, end)
struct Period {
  Instant start;
  Instant end;
  [[nodiscard]] bool holds(Instant t) const { return start <= t && t < end; }
};

Millis wait_of(const Visit& visit) { return *visit.closed - visit.queued; }

// The value at rank ⌈p/100 · n⌉ of the sorted waits.
std::optional<Millis> percentile(std::vector<Millis> waits, std::size_t p) {
  if (waits.empty()) return std::nullopt;
  std::ranges::sort(waits);
  std::size_t rank = 1;
  while (rank * 100 < p * waits.size()) ++rank;
  return waits[rank - 1];
}

void raise(std::optional<Millis>& longest, Millis to) {
  longest = longest ? std::max(*longest, to) : to;
}

void add_answered(HourRow& row, const Visit& visit, Millis target) {
  const Millis wait = wait_of(visit);
  ++row.answered;
  row.wait_answered += wait;
  if (wait <= target) ++row.answered_in_target;
  raise(row.longest_wait, wait);
  if (visit.ended) {
    ++row.talks;
    row.talk += *visit.ended - *visit.closed;
  }
}

void add_abandoned(HourRow& row, const Visit& visit, Millis target, Millis short_abandon) {
  const Millis wait = wait_of(visit);
  ++row.abandoned;
  row.wait_abandoned += wait;
  if (wait <= target) ++row.abandoned_in_target;
  if (wait < short_abandon) ++row.short_abandoned;
  raise(row.longest_wait, wait);
}

void add_redirected(HourRow& row, const Visit& visit) {
  ++row.redirected;
  row.wait_redirected += wait_of(visit);
  if (visit.reason == RedirectReason::callback) ++row.redirected_callback;
  raise(row.longest_wait, wait_of(visit));
}

void add_cohort(HourRow& row, const History& history, const LineSettings& settings,
                const Period& period) {
  std::vector<Millis> answered;
  for (const Visit& visit : history.visits) {
    if (!period.holds(visit.queued)) continue;
    ++row.offered;
    const Millis target = settings.wait_target.at(visit.queued);
    switch (visit.outcome) {
      case Outcome::answered:
        answered.push_back(wait_of(visit));
        add_answered(row, visit, target);
        break;
      case Outcome::abandoned:
        add_abandoned(row, visit, target, settings.short_abandon);
        break;
      case Outcome::redirected:
        add_redirected(row, visit);
        break;
      case Outcome::lost:
        ++row.lost;
        break;
      case Outcome::waiting:
        ++row.waiting;
        break;
    }
  }
  row.wait_p50 = percentile(answered, 50);
  row.wait_p90 = percentile(answered, 90);
}

bool waits_at(const Visit& visit, Instant t) {
  return visit.queued <= t && (!visit.closed || t < *visit.closed);
}

// The number waiting grows only where a visit is queued.
std::int64_t most_waiting(const History& history, const Period& period) {
  std::vector<Instant> instants{period.start};
  for (const Visit& visit : history.visits) {
    if (period.holds(visit.queued)) instants.push_back(visit.queued);
  }
  std::int64_t most = 0;
  for (const Instant t : instants) {
    most = std::max<std::int64_t>(most, std::ranges::count_if(history.visits, [&](const Visit& v) {
                                    return waits_at(v, t);
                                  }));
  }
  return most;
}

void add_load(HourRow& row, const History& history, const LineSettings& settings,
              const Period& period, Instant now) {
  for (const Visit& visit : history.visits) {
    const Instant until = visit.closed.value_or(now);
    const Millis inside = std::min(until, period.end) - std::max(visit.queued, period.start);
    row.queue += std::max(inside, Millis(0));
    if (visit.closed && period.holds(*visit.closed)) ++row.closed;
    if (visit.queued < period.start && (!visit.closed || *visit.closed >= period.start)) {
      ++row.carried_in;
    }
    if (visit.queued < period.end && (!visit.closed || *visit.closed >= period.end)) {
      ++row.carried_out;
    }
  }
  row.refused = std::ranges::count_if(history.refused, [&](Instant t) { return period.holds(t); });
  row.queue_max = most_waiting(history, period);
  row.open = settings.calendar.open_between(period.start, period.end);
}

bool in_time(const calendar::LineCalendar& calendar, Instant requested, Instant done) {
  const auto due = calendar.due_end(requested);
  return due && done < *due;
}

void add_callback(HourRow& row, const Callback& callback, const calendar::LineCalendar& calendar) {
  ++row.callbacks_requested;
  if (callback.reached) {
    const Millis delay = std::max(*callback.reached - callback.requested, Millis(0));
    ++row.callbacks_reached;
    if (in_time(calendar, callback.requested, *callback.reached)) ++row.callbacks_same_day;
    row.callback_delay += delay;
    row.callback_open_delay += calendar.open_between(callback.requested, *callback.reached);
    raise(row.callback_longest, delay);
  } else if (callback.closed) {
    ++row.callbacks_closed;
  } else {
    ++row.callbacks_open;
  }
  if (callback.attempted) {
    ++row.callbacks_attempted;
    if (in_time(calendar, callback.requested, *callback.attempted)) {
      ++row.callbacks_attempted_same_day;
    }
    row.callback_attempt += std::max(*callback.attempted - callback.requested, Millis(0));
  }
}

void add_callbacks(HourRow& row, const History& history, const LineSettings& settings,
                   const Period& period) {
  for (const Callback& callback : history.callbacks) {
    if (period.holds(callback.requested)) add_callback(row, callback, settings.calendar);
    const auto done = callback.reached ? callback.reached : callback.closed;
    if (callback.requested < period.end && (!done || *done >= period.end)) {
      ++row.callbacks_waiting_out;
    }
  }
}

std::string number(Millis ms) { return std::to_string(ms.count()); }
std::string number(std::int64_t n) { return std::to_string(n); }
std::string number(double share) { return std::to_string(share); }
std::string number(Instant t) { return number(t.time_since_epoch()); }
std::string number(std::optional<Millis> ms) { return ms ? number(*ms) : "null"; }

}  // namespace

HourRow row(const History& history, const LineSettings& settings, Instant start, Instant end,
            Instant now) {
  HourRow row{.start = start, .end = end};
  const Period period{start, end};
  add_cohort(row, history, settings, period);
  add_load(row, history, settings, period, now);
  add_callbacks(row, history, settings, period);
  return row;
}

std::vector<HourRow> rows(const History& history, const LineSettings& settings, Instant now) {
  std::optional<Instant> first;
  const auto look = [&](Instant t) { first = first ? std::min(*first, t) : t; };
  for (const Visit& visit : history.visits) look(visit.queued);
  for (const Instant refused : history.refused) look(refused);
  for (const Callback& callback : history.callbacks) look(callback.requested);
  if (!first) return {};

  std::vector<HourRow> out;
  const calendar::Zone& zone = settings.calendar.zone();
  for (Instant hour = zone.hour_start(*first); hour <= now; hour = zone.hour_end(hour)) {
    out.push_back(row(history, settings, hour, zone.hour_end(hour), now));
  }
  return out;
}

Millis all_waits(const History& history, Instant now) {
  Millis sum{0};
  for (const Visit& visit : history.visits) sum += visit.closed.value_or(now) - visit.queued;
  return sum;
}

std::string text(const HourRow& row) {
  std::string out;
  const auto put = [&](const char* name, auto value) {
    out += std::string(out.empty() ? "" : " ") + name + "=" + number(value);
  };
  put("start", row.start), put("end", row.end);
  put("offered", row.offered), put("answered", row.answered), put("abandoned", row.abandoned);
  put("redirected", row.redirected), put("lost", row.lost), put("waiting", row.waiting);
  put("redirected_callback", row.redirected_callback);
  put("short_abandoned", row.short_abandoned);
  put("answered_in_target", row.answered_in_target);
  put("abandoned_in_target", row.abandoned_in_target);
  put("wait_answered", row.wait_answered), put("wait_abandoned", row.wait_abandoned);
  put("wait_redirected", row.wait_redirected), put("longest_wait", row.longest_wait);
  put("wait_p50", row.wait_p50), put("wait_p90", row.wait_p90);
  put("talk", row.talk), put("talks", row.talks), put("refused", row.refused);
  put("carried_in", row.carried_in), put("carried_out", row.carried_out);
  put("closed", row.closed), put("queue", row.queue), put("queue_max", row.queue_max);
  put("open", row.open), put("callbacks_requested", row.callbacks_requested);
  put("callbacks_reached", row.callbacks_reached), put("callbacks_closed", row.callbacks_closed);
  put("callbacks_open", row.callbacks_open);
  put("callbacks_attempted", row.callbacks_attempted);
  put("callbacks_same_day", row.callbacks_same_day);
  put("callbacks_attempted_same_day", row.callbacks_attempted_same_day);
  put("callback_delay", row.callback_delay);
  put("callback_open_delay", row.callback_open_delay);
  put("callback_attempt", row.callback_attempt), put("callback_longest", row.callback_longest);
  put("callbacks_waiting_out", row.callbacks_waiting_out), put("coverage", row.coverage);
  return out;
}

}  // namespace jono::engine::reference
