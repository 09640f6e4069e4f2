// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/recent.h"

#include <algorithm>

#include "daemon/engine/samples.h"

namespace jono::engine {
namespace {

template <class T>
void put(Sliding<T>& sorted, const T& value, int sign) {
  sign > 0 ? sorted.insert(value) : sorted.erase(value);
}

std::int64_t count_within(const Sliding<Instant>& sorted, Instant from, Instant now) {
  return std::ranges::upper_bound(sorted, now) - std::ranges::upper_bound(sorted, from);
}

std::optional<double> ratio(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

std::optional<double> level(ServiceLevel formula, std::int64_t answered, std::int64_t in_target,
                            std::int64_t closed, std::pair<std::int64_t, std::int64_t> abandoned) {
  switch (formula) {
    case ServiceLevel::answered:
      return ratio(in_target, answered);
    case ServiceLevel::offered:
      return ratio(in_target, closed);
    case ServiceLevel::asterisk2:
      return ratio(in_target + abandoned.second, answered + abandoned.first);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Recent::Closed> Recent::closed(const Visit& visit) {
  if (visit.outcome == Outcome::waiting || visit.outcome == Outcome::lost) return std::nullopt;
  return Closed{visit.closed, visit.queued, visit.outcome};
}

void Recent::change(const Visit* before, const Visit* after) {
  const auto queued = [](const Visit* v) { return v ? std::optional(v->queued) : std::nullopt; };
  if (queued(before) != queued(after)) {
    if (before != nullptr) put(queued_, before->queued, -1);
    if (after != nullptr) put(queued_, after->queued, +1);
  }
  const auto old = before != nullptr ? closed(*before) : std::nullopt;
  const auto now = after != nullptr ? closed(*after) : std::nullopt;
  if (old == now) return;
  if (old) put(closed_, *old, -1);
  if (now) put(closed_, *now, +1);
}

void Recent::restore(const Visit& visit) {
  queued_.add_unsorted(visit.queued);
  if (const auto end = closed(visit)) closed_.add_unsorted(*end);
}

void Recent::restored() {
  queued_.sort();
  closed_.sort();
}

void Recent::count(const Callback& callback, int sign) {
  if (callback.state == CallbackState::closed) put(purged_, callback.ended, sign);
  if (callback.state == CallbackState::reached) put(reached_, callback.ended, sign);
}

void Recent::expect() const {
  queued_.expect();
  closed_.expect();
}

void Recent::forget_before(Instant limit) {
  const auto old = [&](Instant at) { return at < limit; };
  queued_.forget_while(old);
  purged_.forget_while(old);
  closed_.forget_while([&](const Closed& closed) { return closed.at < limit; });
}

void Recent::forget_reached_before(Instant limit) {
  reached_.forget_while([&](Instant at) { return at < limit; });
}

std::int64_t Recent::reached_since(Instant from) const {
  return reached_.end() - std::ranges::lower_bound(reached_, from);
}

WindowFigures Recent::window(Instant now, Millis length, const LineSettings& line,
                             std::vector<Millis>& scratch) const {
  WindowFigures out{.offered = count_within(queued_, now - length, now)};
  out.callbacks_purged = count_within(purged_, now - length, now);
  std::int64_t closed = 0, in_target = 0, abandoned_in_target = 0;
  Millis waited{0};
  scratch.clear();
  auto visit = std::ranges::upper_bound(closed_, now - length, {}, &Closed::at);
  for (; visit != closed_.end() && visit->at <= now; ++visit) {
    const Millis wait = visit->at - visit->queued;
    const bool good = wait <= line.wait_target.at(visit->queued);
    if (visit->outcome == Outcome::answered) {
      ++out.answered;
      in_target += good ? 1 : 0;
      waited += wait;
      scratch.push_back(wait);
    }
    if (visit->outcome == Outcome::abandoned) {
      ++out.abandoned;
      abandoned_in_target += good ? 1 : 0;
      if (wait < line.short_abandon) continue;
    }
    ++closed;
  }
  out.answer_rate = ratio(out.answered, closed);
  out.service_level = level(line.service_level, out.answered, in_target, closed,
                            {out.abandoned, abandoned_in_target});
  if (!scratch.empty()) {
    out.wait_mean = Millis((waited.count() * 2 + out.answered) / (2 * out.answered));
    std::ranges::sort(scratch);
    out.wait_p90 = nearest_rank(scratch, 90);
  }
  return out;
}

}  // namespace jono::engine
