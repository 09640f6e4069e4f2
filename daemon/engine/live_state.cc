// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/state.h"

namespace jono::engine {
namespace {

// Version 1 had no levels of backlogs and nothing recent of sources; version 2 had one reason for
// a refusal less.
constexpr std::uint32_t kVersion = 3;
constexpr std::size_t kReasonsBefore3 = 15;

std::int64_t number(Instant t) { return t.time_since_epoch().count(); }
Instant instant(ByteReader& in) { return Instant(Millis(in.number<std::int64_t>())); }

template <std::size_t N>
void put(ByteWriter& out, const std::array<std::uint64_t, N>& numbers) {
  for (const std::uint64_t number : numbers) out.number(number);
}
template <std::size_t N>
void take(ByteReader& in, std::array<std::uint64_t, N>& numbers) {
  for (std::uint64_t& number : numbers) number = in.number<std::uint64_t>();
}

// Calls f on each number and f on each array and histogram of the counters, always in one order.
template <class Counters, class F>
void each_line_counter(Counters& c, F f) {
  f(c.offered), f(c.answered), f(c.lost), f(c.abandoned), f(c.abandoned_short);
  f(c.redirected), f(c.refused);
  f(c.wait_answered), f(c.wait_abandoned), f(c.wait_redirected), f(c.talk);
  f(c.callbacks_requested), f(c.callbacks_reached), f(c.callbacks_reached_same_day);
  f(c.callbacks_attempted), f(c.callbacks_closed);
  f(c.delay_attempted), f(c.delay_reached), f(c.delay_reached_open);
}

template <class Counters, class F>
void each_source_counter(Counters& c, F f) {
  f(c.events), f.reasons(c.rejected), f(c.duplicates), f(c.late), f(c.gaps), f(c.orphans);
  f(c.event_delay);
}

using Reasons = std::array<std::uint64_t, kRefusalReasons>;

struct Put {
  ByteWriter& out;
  void reasons(const Reasons& numbers) { put(out, numbers); }
  void operator()(std::uint64_t number) { out.number(number); }
  template <std::size_t N>
  void operator()(const std::array<std::uint64_t, N>& numbers) {
    put(out, numbers);
  }
  template <std::size_t N>
  void operator()(const Histogram<N>& histogram) {
    put(out, histogram.buckets);
    out.number(std::int64_t{histogram.sum.count()});
  }
};

struct Take {
  ByteReader& in;
  std::size_t known_reasons;
  void reasons(Reasons& numbers) {
    for (std::size_t i = 0; i < known_reasons; ++i) numbers[i] = in.number<std::uint64_t>();
  }
  void operator()(std::uint64_t& number) { number = in.number<std::uint64_t>(); }
  template <std::size_t N>
  void operator()(std::array<std::uint64_t, N>& numbers) {
    take(in, numbers);
  }
  template <std::size_t N>
  void operator()(Histogram<N>& histogram) {
    take(in, histogram.buckets);
    histogram.sum = Millis(in.number<std::int64_t>());
  }
};

void put_names(ByteWriter& out, std::uint32_t count, const auto& name) {
  out.number(count);
  for (std::uint32_t i = 0; i < count; ++i) out.text(name(i));
}

template <class Id>
std::vector<Id> take_names(ByteReader& in, const auto& id_of) {
  std::vector<Id> out;
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    out.push_back(id_of(in.text()));
  }
  return out;
}

void put_live(ByteWriter& out, Live& live) {
  for (LineCounters& counters : live.lines()) each_line_counter(counters, Put{out});
  for (SourceCounters& counters : live.sources()) each_source_counter(counters, Put{out});
  for (const Recent& recent : live.recents()) {
    const auto& reached = recent.reached();
    out.number(static_cast<std::uint32_t>(reached.end() - reached.begin()));
    for (const Instant at : reached) {
      out.number(number(at));
    }
  }
}

void take_live(ByteReader& in, std::uint32_t version, const Engine::Remap& remap, Live& live) {
  const Take take{in, version < 3 ? kReasonsBefore3 : kRefusalReasons};
  for (const LineId line : remap.lines) {
    LineCounters counters;
    each_line_counter(counters, take);
    if (line.set()) live.lines()[line.value] = counters;
  }
  for (const SourceId source : remap.sources) {
    SourceCounters counters;
    each_source_counter(counters, take);
    if (source.set()) live.sources()[source.value] = counters;
  }
  for (const LineId line : remap.lines) {
    for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
      const Instant at = instant(in);
      if (line.set()) live.recents()[line.value].restore_reached(at);
    }
  }
}

void put_levels(ByteWriter& out, Live& live, const Names& names) {
  for (const RecentSource& recent : live.recent_sources()) recent.save(out);
  out.number(static_cast<std::uint32_t>(live.backlogs().size()));
  for (const auto& [key, status] : live.backlogs()) {
    out.text(names.of(key.first));
    out.number(static_cast<std::uint8_t>(key.second));
    out.number(status.source.value);
    out.number(number(status.at));
    out.number(status.open);
    out.number(static_cast<std::uint8_t>(status.oldest_at.has_value()));
    out.number(number(status.oldest_at.value_or(Instant{})));
  }
}

void take_levels(ByteReader& in, const Engine::Remap& remap, const Names& names, Live& live) {
  for (const SourceId source : remap.sources) {
    RecentSource recent;
    recent.restore(in);
    if (source.set()) live.recent_sources()[source.value] = std::move(recent);
  }
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    const BacklogId backlog = names.backlog(in.text());
    const auto cls = static_cast<BacklogClass>(in.number<std::uint8_t>());
    const auto source = in.number<std::uint32_t>();
    BacklogStatus status;
    if (source < remap.sources.size()) status.source = remap.sources[source];
    status.at = instant(in);
    status.open = in.number<std::uint64_t>();
    const bool has_oldest = in.number<std::uint8_t>() != 0;
    const Instant oldest = instant(in);
    if (has_oldest) status.oldest_at = oldest;
    if (backlog.set() && status.source.set()) live.restore_backlog({backlog, cls}, status);
  }
}

}  // namespace

void save_state(const Engine& engine, Live& live, const Names& names, const EpochNames& epochs,
                std::string& out) {
  ByteWriter to(out);
  to.number(kVersion);
  put_names(to, names.lines(), [&](auto i) -> const auto& { return names.of(LineId{i}); });
  put_names(to, names.sources(), [&](auto i) -> const auto& { return names.of(SourceId{i}); });
  put_names(to, epochs.size(), [&](auto i) -> const auto& { return epochs.of(EpochId{i}); });
  put_live(to, live);
  put_levels(to, live, names);
  engine.save(to);
}

bool restore_state(std::string_view bytes, Engine& engine, Live& live, const Names& names,
                   EpochNames& epochs) {
  ByteReader in(bytes);
  const auto version = in.number<std::uint32_t>();
  if (version == 0 || version > kVersion) return false;
  Engine::Remap remap;
  remap.lines = take_names<LineId>(in, [&](std::string_view n) { return names.line(n); });
  remap.sources = take_names<SourceId>(in, [&](std::string_view n) { return names.source(n); });
  remap.epochs = take_names<EpochId>(in, [&](std::string_view n) { return epochs.intern(n); });
  take_live(in, version, remap, live);
  if (version > 1) take_levels(in, remap, names, live);
  const bool whole = engine.restore(
      in, remap, [&](LineId line, const CallHistory& history) { live.restore(line, history); });
  live.restored();
  return whole;
}

}  // namespace jono::engine
