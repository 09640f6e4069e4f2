// SPDX-License-Identifier: EUPL-1.2
#include "collectors/file/file_taker.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

namespace jono::file {
namespace {

constexpr std::size_t kDelivery = 1024;  // events
constexpr std::chrono::milliseconds kLook{20};

// Told by the ledger's thread, perhaps after nobody waits any more.
class Mark {
 public:
  void set() {
    const std::lock_guard lock(mutex_);
    done_ = true;
    changed_.notify_all();
  }
  bool wait(std::chrono::milliseconds most) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, most, [this] { return done_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool done_ = false;
};

}  // namespace

std::optional<std::vector<Span>> FileTaker::told() const {
  const bool only_totals = parts_.config.totals && !parts_.config.mapping;
  const bool judged = !only_totals && parts_.config.covers != Covers::none;
  return judged ? std::optional(place_.spans()) : std::nullopt;
}

Result<Taken> FileTaker::take(const OpenFile& file, const std::string& name, const Tell& tell) {
  const OpenFile::State before = file.look();
  auto seen = look_through(file, tell);
  if (!seen) return seen.error();
  Taken out{Fate::stopped, std::move(seen->tally)};
  if (parts_.stopped()) return out;
  if (file.look() != before) {
    out.fate = Fate::changed;
  } else if (place_.knows(seen->digest)) {
    out.fate = Fate::known;
  } else if (!out.tally.faults.empty()) {
    out.fate = Fate::faulty;
  } else {
    seen->tally = out.tally;
    const auto delivered = deliver(file, *seen, name, tell);
    if (!delivered) return delivered.error();
    if (*delivered && finish(file, *seen)) out.fate = Fate::taken;
  }
  return out;
}

Result<FileTaker::Seen> FileTaker::look_through(const OpenFile& file, const Tell& tell) {
  Seen out;
  ByteCheck bytes(parts_.edge.hasher);
  const auto checked = file.read([&](std::string_view piece) {
    bytes.feed(piece);
    return !parts_.stopped();
  });
  if (!checked) return checked.error();
  out.digest = bytes.digest();
  out.encoding = bytes.encoding(parts_.config.layout.encoding);
  const auto decoder = make_decoder(parts_.config, parts_.edge, parts_.epochs);
  Instant latest = kNever;
  Intake intake(parts_.config.layout, out.encoding, *decoder, [&](Found& found) {
    for (const Event& event : found.events) latest = std::max(latest, event.at);
    for (const Total& total : found.totals) latest = std::max(latest, total.from);
  });
  Progress progress{.size = file.look().size};
  const auto read = file.read([&](std::string_view piece) {
    intake.feed(piece);
    progress.read += piece.size();
    progress.records = intake.tally().records;
    if (tell) tell(progress);
    return !parts_.stopped();
  });
  if (!read) return read.error();
  intake.finish();
  out.tally = intake.tally();
  if (latest > parts_.clock.now() + parts_.future_tolerance) {
    ++out.tally.faulty;
    out.tally.faults.push_back(
        {.what = "it tells of the future: are the time zone and the format of the times right?"});
  }
  return out;
}

Result<bool> FileTaker::deliver(const OpenFile& file, const Seen& seen, const std::string& name,
                                const Tell& tell) {
  std::vector<Event> events;
  std::vector<Total> totals;
  bool goes_on = true;
  const auto put = [&] {
    if (events.empty() || !goes_on) return;
    Delivery delivery;
    delivery.source = parts_.edge.source;
    delivery.link = Link::up;
    delivery.events = std::exchange(events, {});
    goes_on = parts_.send(std::move(delivery));
  };
  const auto decoder = make_decoder(parts_.config, parts_.edge, parts_.epochs);
  Intake intake(parts_.config.layout, seen.encoding, *decoder, [&](Found& found) {
    events.insert(events.end(), found.events.begin(), found.events.end());
    totals.insert(totals.end(), found.totals.begin(), found.totals.end());
    if (events.size() >= kDelivery) put();
  });
  Progress progress{.delivering = true, .size = file.look().size};
  const auto read = file.read([&](std::string_view piece) {
    intake.feed(piece);
    progress.read += piece.size();
    progress.records = intake.tally().records;
    if (tell) tell(progress);
    return goes_on && !parts_.stopped();
  });
  if (!read) return read.error();
  intake.finish();
  put();
  if (!goes_on || parts_.stopped()) return false;
  if (!totals.empty()) {
    if (auto kept = parts_.totals.keep(parts_.edge.source, name, totals); !kept) {
      return kept.error();
    }
  }
  return true;
}

bool FileTaker::finish(const OpenFile& file, const Seen& seen) {
  place_.add(seen.digest);
  place_.cover(covered(seen.tally, parts_.config.covers, parts_.config.zone, file.look().written));
  const auto durable = std::make_shared<Mark>();
  Delivery delivery;
  delivery.source = parts_.edge.source;
  delivery.link = Link::up;
  delivery.place = place_.bytes();
  delivery.told = told();
  delivery.durable = [durable] { durable->set(); };
  if (!parts_.send(std::move(delivery))) return false;
  while (!durable->wait(kLook)) {
    if (parts_.stopped()) return false;
  }
  return true;
}

}  // namespace jono::file
