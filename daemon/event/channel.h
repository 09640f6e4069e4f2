// SPDX-License-Identifier: EUPL-1.2
// From the collectors to the ledger: a bounded queue of deliveries. Any thread may put, one takes.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "daemon/base/brief_wait.h"
#include "daemon/event/event.h"
#include "daemon/event/refusal.h"

namespace jono {

// What a source's connection did. One that is `behind` is there, but holds events that are still on
// their way: its figures for now are not known yet. One that `left` said so before it went.
enum class Link : std::uint8_t { unchanged, up, behind, left, down };

// [from, to).
struct Span {
  Instant from{};
  Instant to{};
  bool operator==(const Span&) const = default;
};

// What one source says at once. Taken by the ledger as a whole: journaled in one transaction.
struct Delivery {
  SourceId source;
  std::vector<Event> events;
  std::vector<Refusal> refusals;
  std::string place;  // the source's new place, opaque; empty: unchanged
  Link link = Link::unchanged;
  std::optional<bool>
      resumes;                 // whether the source will send again what is missed; a new session's
  std::uint64_t repeated = 0;  // events that the collector itself knew to be repeats
  std::optional<Millis> skew;  // how far the source's clock is ahead, where the transport can tell
  // Of a source that tells of the past in pieces: all the time that it has told of by now, in
  // order.
  std::optional<std::vector<Span>> told;
  // Called once all of this is on disk for certain, on the ledger's thread; must not wait. Never
  // called where the daemon ends before that. Empty: nobody asks.
  std::function<void()> durable;

  void clear();
  [[nodiscard]] std::size_t weight() const { return events.size() + refusals.size() + 1; }
};

class EventChannel {
 public:
  // Holds deliveries until their events and refusals come to `capacity`; one more than that is
  // let in whole, so that any delivery fits into an empty channel.
  explicit EventChannel(std::size_t capacity) : capacity_(capacity) {}

  // An empty delivery, with the memory of one that was used.
  [[nodiscard]] Delivery spare();

  // False when the channel is full: nothing was taken. True after close(), too, and then the
  // delivery goes nowhere. A delivery that is taken leaves `delivery` empty.
  [[nodiscard]] bool try_put(Delivery& delivery);
  // Waits until there is room.
  void put(Delivery& delivery);

  // Waits until something is there, `timeout` has passed or the channel is closed, and moves all
  // there is to the end of `out`. What was given back is used again by spare().
  void take_all(std::vector<Delivery>& out, std::chrono::milliseconds timeout);
  void give_back(std::vector<Delivery>& used);

  // Waits until poke() or close() is called or `timeout` has passed, and takes nothing.
  void wait_for_poke(std::chrono::milliseconds timeout);
  // Makes take_all() return, with what there is.
  void poke();
  void close();
  [[nodiscard]] bool closed() const;
  // Closed and empty: take_all() will never give anything again.
  [[nodiscard]] bool finished() const;
  [[nodiscard]] std::size_t depth() const;  // events and refusals waiting

 private:
  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::condition_variable drained_;
  std::deque<Delivery> waiting_;
  std::vector<Delivery> spare_;
  std::size_t depth_ = 0;
  BriefWait taking_;  // of the one that takes
  bool poked_ = false;
  bool closed_ = false;
};

}  // namespace jono
