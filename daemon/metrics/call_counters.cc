// SPDX-License-Identifier: EUPL-1.2
#include "daemon/metrics/parts.h"

namespace jono::metrics {
namespace {

using engine::LineCounters;
using engine::LineSnapshot;
using engine::WaitHistogram;

constexpr auto kBounds = bounds_in_seconds(engine::kWaitBounds, std::chrono::seconds(1));

void observe(Family& family, Labels labels, const WaitHistogram& waits) {
  family.add(std::move(labels), waits.buckets, kBounds, *seconds(waits.sum));
}

void add_plain(Families& out, const Scrape& scrape) {
  Family offered = Family::counter("calls_offered_total", "Calls queued.");
  Family answered = Family::counter("calls_answered_total", "Queued calls that were answered.");
  Family lost = Family::counter(
      "calls_lost_total", "Queued calls of which the phone system lost track; not abandoned ones.");
  for_each_line(scrape, [&](const std::string& id, const LineSnapshot& line) {
    offered.add({{"line", id}}, number(line.counters.offered));
    answered.add({{"line", id}}, number(line.counters.answered));
    lost.add({{"line", id}}, number(line.counters.lost));
  });
  for (Family* family : {&offered, &answered, &lost}) family->move_to(out);
}

void add_by_reason(Families& out, const Scrape& scrape) {
  Family abandoned =
      Family::counter("calls_abandoned_total",
                      "Queued calls whose caller hung up; short: very soon after queueing.");
  Family redirected = Family::counter("calls_redirected_total",
                                      "Queued calls that left the queue for elsewhere, by reason.");
  Family refused = Family::counter(
      "calls_refused_total", "Calls that were not let into the queue, by reason; not offered.");
  for_each_line(scrape, [&](const std::string& id, const LineSnapshot& line) {
    const LineCounters& c = line.counters;
    abandoned.add({{"line", id}, {"short", "false"}}, number(c.abandoned));
    abandoned.add({{"line", id}, {"short", "true"}}, number(c.abandoned_short));
    add_each<RedirectReason>(redirected, {"line", id}, "reason", c.redirected);
    add_each<RefusedReason>(refused, {"line", id}, "reason", c.refused);
  });
  for (Family* family : {&abandoned, &redirected, &refused}) family->move_to(out);
}

void add_histograms(Families& out, const Scrape& scrape) {
  Family wait = Family::histogram("wait_seconds", "Waits in the queue, by how they ended.");
  Family talk = Family::histogram("talk_seconds", "Talks of answered calls, from answer to end.");
  for_each_line(scrape, [&](const std::string& id, const LineSnapshot& line) {
    const LineCounters& c = line.counters;
    observe(wait, {{"line", id}, {"outcome", "answered"}}, c.wait_answered);
    observe(wait, {{"line", id}, {"outcome", "abandoned"}}, c.wait_abandoned);
    observe(wait, {{"line", id}, {"outcome", "redirected"}}, c.wait_redirected);
    observe(talk, {{"line", id}}, c.talk);
  });
  for (Family* family : {&wait, &talk}) family->move_to(out);
}

}  // namespace

void add_call_counters(Families& out, const Scrape& scrape) {
  add_plain(out, scrape);
  add_by_reason(out, scrape);
  add_histograms(out, scrape);
}

}  // namespace jono::metrics
