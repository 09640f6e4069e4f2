// SPDX-License-Identifier: EUPL-1.2
// What is done to a ledger that does not run: its rows derived again, its dead letters taken.
#include <algorithm>
#include <map>

#include "daemon/ledger/ledger.h"
#include "daemon/ledger/rederivation.h"

namespace jono::ledger {
namespace {

constexpr std::size_t kAtOnce = 1000;

// Events that wait to be taken, to be found again by their content.
class Candidates {
 public:
  // False: it is one of them already.
  bool add(const Event& event) {
    auto& same = by_time_[{event.at, event.source}];
    if (std::ranges::any_of(same, [&](const Event& e) { return same_content(e, event); })) {
      return false;
    }
    same.push_back(event);
    return true;
  }
  // How many went.
  std::size_t remove(const Event& event) {
    const auto place = by_time_.find({event.at, event.source});
    if (place == by_time_.end()) return 0;
    return std::erase_if(place->second, [&](const Event& e) { return same_content(e, event); });
  }
  [[nodiscard]] std::vector<Event> all() const {
    std::vector<Event> out;
    for (const auto& [key, events] : by_time_) out.insert(out.end(), events.begin(), events.end());
    return out;
  }

 private:
  std::map<std::pair<Instant, SourceId>, std::vector<Event>> by_time_;
};

}  // namespace

Result<Rebuilt> Ledger::rebuild(const std::function<void(double)>& progress) {
  std::set<LineId> lines;
  for (std::uint32_t i = 0; i < settings_.lines.size(); ++i) lines.insert(LineId{i});
  Rederivation again(settings_.lines, parts_.names.sources(), std::move(lines));
  const double first = double(parts_.journal.anchor().id.value);
  const double all = double(parts_.journal.head().id.value) - first;
  Rebuilt out{.whole = parts_.journal.anchor().id.value == 0};
  const auto read = again.read(parts_.journal.reader(), [&](const store::StoredBatch& batch) {
    ++out.batches;
    out.events += batch.events.size();
    progress((double(batch.id.value) - first) / all);
  });
  if (!read) return read.error();
  const Instant now = parts_.clock.now();
  for (const LineId line : again.lines()) {
    engine_->rows(line).replace_from(whole_from(line), again.take_rows(line, now));
  }
  late_lines_.clear();
  const auto saved = save_checkpoint();
  return saved ? Result<Rebuilt>(out) : saved.error();
}

Result<TakenLetters> Ledger::take_letters() {
  TakenLetters out;
  Candidates candidates;
  const Instant now = parts_.clock.now();
  const auto read = parts_.journal.reader().for_each_letter([&](const Refusal& letter) {
    const bool ahead = letter.reason == RefusalReason::future;
    if (!ahead && letter.reason != RefusalReason::unknown_line) return;
    const auto event = event_of(letter, parts_.names);
    if (!event) {
      ++out.impossible;
    } else if (event->at > now + sources_.settings(event->source).future_tolerance) {
      ++out.ahead;
    } else if (!candidates.add(*event)) {
      ++out.known;
    }
  });
  if (!read) return read.error();
  const auto journal = parts_.journal.reader().for_each({}, [&](const store::StoredBatch& batch) {
    for (const Event& event : batch.events) out.known += candidates.remove(event);
  });
  if (!journal) return journal.error();
  const std::vector<Event> events = candidates.all();
  out.taken = events.size();
  for (std::size_t i = 0; i < events.size(); i += kAtOnce) {
    const std::size_t end = std::min(i + kAtOnce, events.size());
    Delivery delivery;
    delivery.events.assign(events.begin() + std::ptrdiff_t(i),
                           events.begin() + std::ptrdiff_t(end));
    parts_.channel.put(delivery);
    if (const auto done = round(); !done) return done.error();
  }
  return out;
}

}  // namespace jono::ledger
