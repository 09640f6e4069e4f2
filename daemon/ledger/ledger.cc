// SPDX-License-Identifier: EUPL-1.2
#include "daemon/ledger/ledger.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "daemon/engine/prefetch.h"

namespace jono::ledger {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kWait{100};  // for a delivery; the clock is looked at in between
constexpr milliseconds kDiskRetry{500};

std::string_view words_of(Link link) {
  switch (link) {
    case Link::down:
      return "disconnected";
    case Link::left:
      return "has ended in good order";
    case Link::behind:
      return "behind with its events, its figures are unknown until they are here";
    case Link::unchanged:
    case Link::up:
      break;
  }
  return "connected";
}

}  // namespace

Ledger::Ledger(Settings settings, const Parts& parts)
    : settings_(std::move(settings)),
      parts_(parts),
      sources_(settings_.sources),
      live_(settings_.lines, parts.names.sources()),
      engine_(std::make_unique<engine::Engine>(settings_.lines, parts.names.sources(), &live_,
                                               settings_.settle_after)),
      skews_(settings_.sources.size()),
      known_(settings_.sources.size()) {}

Result<void> Ledger::run() {
  phase_ = Phase::ready;
  publish(parts_.clock.now());
  while (!parts_.channel.finished() || phase_ == Phase::disk_full) {
    if (auto done = round(); !done) {
      end_as(Phase::failed);
      return done;
    }
  }
  end_as(Phase::stopped);
  end_correction();
  return save_checkpoint();
}

// Nobody waits for an answer that will not come.
void Ledger::end_as(Phase phase) {
  {
    const std::lock_guard lock(asked_mutex_);
    phase_ = phase;
  }
  answer();
}

Result<void> Ledger::round() {
  // While the disk is full nothing more is taken: the senders keep what they have.
  const bool full = phase_ == Phase::disk_full;
  if (full) {
    parts_.channel.wait_for_poke(kDiskRetry);
  } else {
    parts_.channel.take_all(deliveries_, kWait);
  }
  const Instant now = parts_.clock.now();
  tick(now);
  if (!full) gather(now);
  const auto committed = commit(now);
  if (!committed) return committed.error();
  if (*committed) {
    for (const auto& durable : scope_.durable) durable();
    apply(scope_.events, scope_.refusals, now);
  }
  publish(now);
  answer();
  note_progress();
  return *committed ? keep_house(now) : Result<void>{};
}

// What the deliveries bring, to be written at once.
void Ledger::gather(Instant now) {
  scope_.clear();
  for (Delivery& delivery : deliveries_) take(delivery, now);
  engine_->find_gaps();
  parts_.channel.give_back(deliveries_);
  gather_places();
  const bool empty = scope_.events.empty() && scope_.refusals.empty() && scope_.places.empty();
  if (!empty) scope_.places.push_back({SourceId{}, parts_.own.save()});
}

// The clock goes first: what a batch finds is judged by the time at which it was received, so that
// reading the journal again gives the same.
void Ledger::tick(Instant now) {
  engine_->advance(now);
  engine_->settle();
  const Instant second = std::chrono::floor<std::chrono::seconds>(now);
  if (second == ticked_) return;
  ticked_ = second;
  changed_ = true;
  for (const SourceId source : sources_.find_silent(*engine_, now)) {
    spdlog::warn("source {}: silent for too long, its figures are unknown",
                 parts_.names.of(source));
    went_down(source);
  }
}

// What it told of now holds no more.
void Ledger::went_down(SourceId source) {
  live_.forget_agents(source);
  skews_[source.value].reset();
}

void Ledger::take(Delivery& delivery, Instant now) {
  if (delivery.durable) scope_.durable.push_back(std::move(delivery.durable));
  const SourceId source = delivery.source;
  if (source.set()) {
    if (delivery.resumes) {
      sources_.promise(source, *delivery.resumes);
      changed_ = true;
    }
    if (sources_.heard(source, delivery.link, now)) {
      spdlog::info("source {}: {}", parts_.names.of(source), words_of(delivery.link));
      changed_ = true;
      if (!sources_.up(source)) went_down(source);
    }
    if (delivery.told) {
      sources_.told(source, std::move(*delivery.told));
      changed_ = true;
    }
    if (delivery.skew) skews_[source.value] = delivery.skew;
    note_lead(delivery, now);
    known_[source.value].repeated += delivery.repeated;
    known_[source.value].received += delivery.repeated;
    if (!delivery.place.empty()) known_[source.value].place = std::move(delivery.place);
  }
  for (Event& event : delivery.events) take_event(event, source, now);
  for (Refusal& refusal : delivery.refusals) {
    if (refusal.source.set()) ++known_[refusal.source.value].received;
    if (engine_->note_refused(refusal, now)) {
      scope_.refusals.push_back(std::move(refusal));
    } else {
      ++known_[refusal.source.value].repeated;
    }
  }
}

// An event that has not happened yet tells that its source's clock is ahead of ours, and by how
// much at least. One of the past may be late: it tells nothing but that this is over.
void Ledger::note_lead(const Delivery& delivery, Instant now) {
  Instant latest = kNever;
  for (const Event& event : delivery.events) latest = std::max(latest, event.at);
  if (latest == kNever) return;
  bool& ahead = known_[delivery.source.value].ahead;
  std::optional<Millis>& skew = skews_[delivery.source.value];
  if (latest > now) {
    skew = latest - now;
  } else if (ahead) {
    skew.reset();
  }
  ahead = latest > now;
}

// What a source's collector and we know of it beside its events: kept in one place of the journal.
void Ledger::gather_places() {
  for (std::uint32_t s = 0; s < known_.size(); ++s) {
    Known& known = known_[s];
    std::string bytes;
    {
      ByteWriter out(bytes);
      out.number(known.repeated);
      out.bytes(known.place);
    }
    if (bytes == known.saved) continue;
    known.saved = bytes;
    scope_.places.push_back({SourceId{s}, std::move(bytes)});
  }
}

void Ledger::take_event(Event& event, SourceId source, Instant now) {
  if (!event.source.set()) event.source = source;
  if (event.type() != EventType::agent_state) ++known_[event.source.value].received;
  if (event.at > now + sources_.settings(event.source).future_tolerance) {
    return refuse_future(event, now);
  }
  engine::Admission admission = engine_->admit(event);
  if (admission == engine::Admission::conflict && scope_.holds(event)) {
    admission = engine::Admission::duplicate;  // of one that is not applied yet
  }
  switch (admission) {
    case engine::Admission::fresh:
      if (engine_->is_late(event) && quarter_of(event.at) < whole_from(event.line)) {
        scope_.refusals.push_back(refusal_of(event, RefusalReason::too_late, parts_.names));
      } else {
        scope_.events.push_back(std::move(event));
      }
      return;
    case engine::Admission::duplicate:
      ++known_[event.source.value].repeated;
      return;
    case engine::Admission::conflict:
      scope_.refusals.push_back(refusal_of(event, RefusalReason::conflict, parts_.names));
      return;
  }
}

void Ledger::refuse_future(const Event& event, Instant now) {
  Refusal refusal = refusal_of(event, RefusalReason::future, parts_.names);
  if (engine_->note_refused(refusal, now)) {
    scope_.refusals.push_back(std::move(refusal));
  } else {
    ++known_[event.source.value].repeated;
  }
}

// False: the disk is full, and what was gathered waits.
Result<bool> Ledger::commit(Instant now) {
  if (scope_.places.empty()) return true;  // and so is the rest
  const auto done = try_commit(now);
  if (!done) return done;
  if (!*done && parts_.channel.closed()) {
    return Error{Errc::give_up,
                 "stopped while the disk was full: what was not acknowledged is "
                 "still with its senders"};
  }
  if (!*done) return false;
  if (phase_ == Phase::disk_full) {
    spdlog::info("there is room on the disk again");
    phase_ = Phase::ready;
    parts_.receipts.set_accepting(true);
  }
  acknowledge();
  return true;
}

// False: not now, but perhaps later.
Result<bool> Ledger::try_commit(Instant now) {
  const auto begin = std::chrono::steady_clock::now();
  const auto id = parts_.journal.append({.received_at = now,
                                         .events = scope_.events,
                                         .refusals = scope_.refusals,
                                         .places = scope_.places});
  if (id) {
    const auto took = std::chrono::steady_clock::now() - begin;
    const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(took);
    parts_.own.committed(microseconds);
    spdlog::debug("journal: batch {}: {} events and {} refused in {} us", id->value,
                  scope_.events.size(), scope_.refusals.size(), microseconds.count());
    return true;
  }
  if (id.error().code != Errc::retry_later) return id.error();
  if (phase_ != Phase::disk_full) {
    spdlog::error("nothing more is taken: {}", id.error().what);
    phase_ = Phase::disk_full;
    parts_.receipts.set_accepting(false);
    parts_.receipts.notify();
  }
  return false;
}

void Ledger::acknowledge() {
  std::pair<SourceId, EpochId> told;
  const auto tell = [&](SourceId source, EpochId epoch, std::uint64_t seq) {
    if (seq == 0 || !source.set() || !epoch.set() || told == std::pair(source, epoch)) return;
    told = {source, epoch};
    parts_.receipts.set(source, {epoch, engine_->highest(source, epoch)});
  };
  for (const Event& event : scope_.events) tell(event.source, event.epoch, event.seq);
  for (const Refusal& refusal : scope_.refusals) tell(refusal.source, refusal.epoch, refusal.seq);
  parts_.receipts.notify();
}

void Ledger::apply(std::span<const Event> events, std::span<const Refusal> refusals,
                   Instant received) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event& event = events[i];
    engine::look_ahead(events, i, [&](const Event& soon, std::size_t step) {
      engine_->expect(soon, step);
      live_.expect(soon.line, step);
    });
    engine::SourceCounters& source = live_.sources()[event.source.value];
    switch (engine_->apply(event)) {
      case engine::Applied::fresh:
        live_.applied(event, received);
        break;
      case engine::Applied::duplicate:
        ++source.duplicates;
        break;
      case engine::Applied::late:
        ++source.late;
        ++source.events[std::size_t(event.type())];
        late_lines_.insert(event.line);
        break;
    }
  }
  for (const Refusal& refusal : refusals) {
    if (!refusal.source.set()) continue;
    live_.refused(refusal, received);
    spdlog::debug("source {}: an event is refused: {}", parts_.names.of(refusal.source),
                  name_of(refusal.reason));
  }
  changed_ = changed_ || !events.empty() || !refusals.empty();
  engine_->advance(received);
}

}  // namespace jono::ledger
