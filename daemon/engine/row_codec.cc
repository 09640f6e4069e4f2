// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/row_codec.h"

#include <vector>

#include "daemon/event/bytes.h"

namespace jono::engine {
namespace {

constexpr std::uint8_t kVersion = 1;

// Every plain column, in the order in which it is written. A new one goes to the end, with a new
// version.
template <class Row, class F>
void each_count(Row& row, F f) {
  for (auto* count : {&row.offered,
                      &row.answered,
                      &row.abandoned,
                      &row.redirected,
                      &row.lost,
                      &row.waiting,
                      &row.redirected_callback,
                      &row.short_abandoned,
                      &row.answered_in_target,
                      &row.abandoned_in_target,
                      &row.talks,
                      &row.refused,
                      &row.closed,
                      &row.callbacks_requested,
                      &row.callbacks_reached,
                      &row.callbacks_closed,
                      &row.callbacks_attempted,
                      &row.callbacks_same_day,
                      &row.callbacks_attempted_same_day,
                      &row.callbacks_ended}) {
    f(*count);
  }
}

template <class Row, class F>
void each_sum(Row& row, F f) {
  for (auto* sum : {&row.wait_answered, &row.wait_abandoned, &row.wait_redirected, &row.talk,
                    &row.callback_delay, &row.callback_open_delay, &row.callback_attempt}) {
    f(*sum);
  }
}

template <class Row, class F>
void each_samples(Row& row, F f) {
  for (auto* samples : {&row.waits_answered, &row.waits_other, &row.callback_delays}) f(*samples);
}

void put_samples(const Samples& samples, ByteWriter& out) {
  std::vector<Millis> values;
  samples.append_to(values);
  out.number(static_cast<std::uint32_t>(values.size()));
  for (const Millis value : values) out.number(std::int64_t{value.count()});
}

void take_samples(ByteReader& in, Samples& samples) {
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    samples.add(Millis(in.number<std::int64_t>()));
  }
}

}  // namespace

void encode(const QuarterRow& row, std::string& out) {
  ByteWriter to(out);
  to.number(kVersion);
  each_count(row, [&](std::int64_t count) { to.number(count); });
  each_sum(row, [&](Millis sum) { to.number(std::int64_t{sum.count()}); });
  each_samples(row, [&](const Samples& samples) { put_samples(samples, to); });
  std::uint32_t steps = 0;
  row.queue.for_each([&](Millis, int) { ++steps; });
  to.number(steps);
  row.queue.for_each([&](Millis offset, int delta) {
    to.number(static_cast<std::int32_t>(offset.count() * 2 + (delta < 0 ? 1 : 0)));
  });
}

bool decode(std::string_view bytes, QuarterRow& row) {
  ByteReader in(bytes);
  if (in.number<std::uint8_t>() != kVersion) return false;
  each_count(row, [&](std::int64_t& count) { count = in.number<std::int64_t>(); });
  each_sum(row, [&](Millis& sum) { sum = Millis(in.number<std::int64_t>()); });
  each_samples(row, [&](Samples& samples) { take_samples(in, samples); });
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    const auto step = in.number<std::int32_t>();
    row.queue.add(Millis(step >> 1), (step & 1) != 0 ? -1 : 1);
  }
  return in.ok() && in.rest().empty();
}

}  // namespace jono::engine
