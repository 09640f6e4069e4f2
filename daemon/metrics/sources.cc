// SPDX-License-Identifier: EUPL-1.2
#include "daemon/metrics/parts.h"

namespace jono::metrics {
namespace {

using engine::SourceStatus;

constexpr auto kBounds = bounds_in_seconds(engine::kDelayBounds, Millis(1));

template <class Use>
void for_each_source(const Scrape& scrape, Use use) {
  for (std::size_t i = 0; i < scrape.context.sources.size(); ++i) {
    use(scrape.context.sources[i].id, scrape.snapshot.sources[i]);
  }
}

void add_connection(Families& out, const Scrape& scrape) {
  Family up = Family::gauge("source_up", "1 while the source is connected, else 0.");
  Family last = Family::gauge("source_last_event_timestamp_seconds",
                              "When the source's latest event happened, by the source's clock.");
  Family silent =
      Family::gauge("source_silent_seconds",
                    "Since the source was heard last; if never, since it is waited for.");
  Family effort = Family::gauge(
      "source_best_effort",
      "1 where what the source says while it is not connected is lost, 0 where it comes later.");
  for_each_source(scrape, [&](const std::string& id, const SourceStatus& source) {
    effort.add({{"source", id}}, number(source.best_effort));
    up.add({{"source", id}}, number(source.up));
    last.add({{"source", id}}, timestamp(source.last_event));
    silent.add({{"source", id}}, age(source.silent_since, scrape.now));
  });
  for (Family* family : {&up, &effort, &last, &silent}) family->move_to(out);
}

void add_figures(Families& out, const Scrape& scrape) {
  Family skew = Family::gauge("source_clock_skew_seconds",
                              "How far the source's clock is ahead of the daemon's.");
  Family delay = Family::gauge(
      "event_delay_p90_seconds",
      "90th percentile of how late the events of the last 15 minutes were when they came.");
  Family rejected = Family::gauge("window_rejected", "Events not taken in the window, by receipt.");
  for_each_source(scrape, [&](const std::string& id, const SourceStatus& source) {
    if (!source.up) return;
    skew.add({{"source", id}}, seconds(source.skew));
    delay.add({{"source", id}}, seconds(source.event_delay_p90));
    rejected.add({{"source", id}, {"window", "15m"}}, number(source.rejected_lately));
  });
  for (Family* family : {&skew, &delay, &rejected}) family->move_to(out);
}

void add_targets(Families& out, const MetricsContext& context) {
  Family source = Family::gauge("source_target", "The source's limits, in seconds.");
  for (const SourceFacts& one : context.sources) {
    source.add({{"source", one.id}, {"target", "silent_after"}}, seconds(one.silent_after));
  }
  Family backlog = Family::gauge(
      "backlog_target",
      "Of a work queue and class, the age that nothing open should pass, in seconds.");
  for (const BacklogFacts& one : context.backlogs) {
    const auto add = [&](BacklogClass cls, std::optional<Millis> age) {
      backlog.add({{"backlog", one.id}, {"class", std::string(name_of(cls))}, {"target", "age"}},
                  seconds(age));
    };
    add(BacklogClass::urgent, one.urgent);
    add(BacklogClass::other, one.other);
  }
  source.move_to(out);
  backlog.move_to(out);
}

void add_counters(Families& out, const Scrape& scrape) {
  Family received = Family::counter("source_received_total",
                                    "All that came: applied, not taken, or known already.");
  Family events = Family::counter("source_events_total", "Events applied, by type.");
  Family rejected = Family::counter("source_rejected_total", "Events not taken, by reason.");
  Family duplicates = Family::counter("source_duplicates_total", "Events that were known already.");
  Family late = Family::counter("source_late_total",
                                "Events that came late and corrected hours already settled.");
  Family gaps = Family::counter("source_gaps_total", "Holes found in what the source sent.");
  Family orphans = Family::counter("source_orphans_total",
                                   "Events about a call or callback that nothing had opened.");
  for_each_source(scrape, [&](const std::string& id, const SourceStatus& source) {
    const engine::SourceCounters& c = source.counters;
    received.add({{"source", id}}, number(source.received));
    add_each<EventType>(events, {"source", id}, "type", c.events);
    add_each<RefusalReason>(rejected, {"source", id}, "reason", c.rejected);
    duplicates.add({{"source", id}}, number(c.duplicates));
    late.add({{"source", id}}, number(c.late));
    gaps.add({{"source", id}}, number(c.gaps));
    orphans.add({{"source", id}}, number(c.orphans));
  });
  for (Family* family : {&received, &events, &rejected, &duplicates, &late, &gaps, &orphans}) {
    family->move_to(out);
  }
}

}  // namespace

void add_sources(Families& out, const Scrape& scrape) {
  add_connection(out, scrape);
  add_figures(out, scrape);
  add_targets(out, scrape.context);
  add_counters(out, scrape);
  Family delay = Family::histogram(
      "event_delay_seconds", "From when an event happened to when the daemon got to know of it.");
  for_each_source(scrape, [&](const std::string& id, const SourceStatus& source) {
    const engine::DelayHistogram& delays = source.counters.event_delay;
    delay.add({{"source", id}}, delays.buckets, kBounds, *seconds(delays.sum));
  });
  delay.move_to(out);
}

void add_backlogs(Families& out, const Scrape& scrape) {
  Family open = Family::gauge("backlog_open", "Items open in a work queue, by class.");
  Family oldest =
      Family::gauge("backlog_oldest_seconds", "Age of the oldest open item; 0 when none is open.");
  for (const auto& [key, status] : scrape.snapshot.backlogs) {
    if (!scrape.snapshot.sources[status.source.value].up) continue;
    const std::string cls(name_of(key.second));
    const Labels labels{{"backlog", scrape.context.backlogs[key.first.value].id}, {"class", cls}};
    open.add(labels, number(status.open));
    oldest.add(labels, status.open > 0 ? age(status.oldest_at, scrape.now) : 0);
  }
  open.move_to(out);
  oldest.move_to(out);
}

}  // namespace jono::metrics
