// SPDX-License-Identifier: EUPL-1.2
#include "tests/engine/histories.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <random>

namespace jono::engine::histories {
namespace {

using namespace std::chrono_literals;

// One event, as the small numbers it is made from: they shrink to 0.
struct Recipe {
  std::uint32_t what = 0;             // queued, answered, …
  std::uint32_t key = 0;              // source, line and id
  std::uint32_t base = 0;             // which of the bases
  std::uint32_t offset = 0;           // which of the offsets from it
  std::uint32_t mark = 0;             // coarse, numbered, with an epoch
  std::uint32_t detail = 0;           // reason, result, agent; part of a snapshot
  std::vector<std::uint32_t> listed;  // of a snapshot
};

// The first ones are the most telling.
constexpr std::array<std::int64_t, 16> kOffsets = {
    0, 400, 1000, 2000, 1, 999, 500, 1500, 2001, 1999, 2400, 3000, 10000, 10400, 12000, 12500};
// Coarse, numbered, with an epoch.
constexpr std::uint32_t kMarks = 12;

struct Marks {
  bool coarse, numbered;
  EpochId epoch;
};
Marks marks_of(std::uint32_t mark) {
  return {.coarse = mark % 3 == 1,
          .numbered = mark / 3 % 2 == 1,
          .epoch = mark >= 9 ? EpochId{1} : EpochId{}};
}

// Mostly of one source, line and id.
struct Key {
  SourceId source;
  LineId line;
  std::uint64_t id;
};
Key key_of(std::uint32_t key, const World& world) {
  static constexpr std::array<std::array<std::uint32_t, 3>, 12> kKeys = {{{0, 0, 1},
                                                                          {0, 0, 2},
                                                                          {0, 0, 3},
                                                                          {0, 0, 4},
                                                                          {1, 0, 1},
                                                                          {0, 1, 1},
                                                                          {1, 1, 1},
                                                                          {1, 0, 2},
                                                                          {0, 0, 1},
                                                                          {0, 0, 1},
                                                                          {0, 0, 1},
                                                                          {0, 0, 2}}};
  const auto& [source, line, id] = kKeys[key % world.keys];
  const auto lines = static_cast<std::uint32_t>(world.lines.size());
  return {SourceId{source % world.sources}, LineId{line % lines}, id};
}

CallId call(std::uint64_t id) { return {{id, 7}}; }
CallbackId callback(std::uint64_t id) { return {{id, 8}}; }

template <class Enum>
Enum one_of(std::uint32_t detail, Enum last) {
  return static_cast<Enum>(detail % (static_cast<std::uint32_t>(last) + 1));
}

Instant at(const World& world, std::uint32_t base, std::uint32_t offset) {
  return world.bases[base % world.bases.size()] + Millis(kOffsets[offset % world.offsets]);
}

// Without id, one with id, and some in two or three parts.
std::shared_ptr<const SnapshotBody> snapshot(const Recipe& recipe, const World& world) {
  static constexpr std::array<std::array<std::uint32_t, 3>, 10> kParts = {{{0, 1, 1},
                                                                           {0, 1, 1},
                                                                           {1, 1, 1},
                                                                           {2, 1, 2},
                                                                           {2, 2, 2},
                                                                           {3, 1, 3},
                                                                           {3, 2, 3},
                                                                           {3, 3, 3},
                                                                           {0, 1, 2},
                                                                           {0, 2, 2}}};
  auto body = std::make_shared<SnapshotBody>();
  const auto& [id, part, parts] = kParts[recipe.detail % kParts.size()];
  if (id != 0) body->id = {{id * 0x9e3779b97f4a7c15U, 9}};  // as a hash is: no two alike
  body->part = part;
  body->parts = parts;
  if (recipe.detail / kParts.size() % 2 == 1) body->callbacks.emplace();
  for (const std::uint32_t listed : recipe.listed) {
    const std::uint64_t number = 1 + listed % 4;
    const Instant since = at(world, listed / 8 / world.offsets, listed / 8);
    if (listed % 8 < 4) {
      body->waiting.push_back({call(number), since});
    } else if (body->callbacks) {
      body->callbacks->push_back({callback(number), since});
    }
  }
  std::ranges::sort(body->waiting);
  if (body->callbacks) std::ranges::sort(*body->callbacks);
  return body;
}

// What, by its weight: of everything, of calls, of queues and snapshots, of callbacks.
using enum EventType;
using Weights = std::array<EventType, 24>;
constexpr std::array<Weights, 4> kWhat = {{
    {call_queued,      call_answered,      call_abandoned,     call_redirected,
     call_lost,        call_ended,         source_snapshot,    call_refused,
     call_queued,      call_queued,        call_answered,      call_ended,
     source_snapshot,  source_snapshot,    callback_requested, callback_attempted,
     callback_reached, callback_requested, callback_closed,    callback_reached,
     source_heartbeat, backlog_level,      call_redirected,    callback_requested},
    {call_queued,   call_answered,   call_abandoned, call_redirected, call_lost,      call_ended,
     call_refused,  call_queued,     call_queued,    call_queued,     call_queued,    call_queued,
     call_answered, call_answered,   call_answered,  call_ended,      call_ended,     call_ended,
     call_lost,     call_redirected, call_answered,  call_redirected, call_abandoned, call_queued},
    {call_queued,     source_snapshot, call_answered,   call_queued,     source_snapshot,
     call_queued,     source_snapshot, call_answered,   call_queued,     source_snapshot,
     call_queued,     source_snapshot, call_answered,   source_snapshot, call_lost,
     source_snapshot, call_abandoned,  source_snapshot, call_ended,      source_snapshot,
     call_queued,     source_snapshot, call_answered,   source_heartbeat},
    {callback_requested, callback_attempted, callback_reached, callback_closed, source_snapshot,
     callback_requested, callback_attempted, callback_reached, callback_closed, source_snapshot,
     callback_requested, callback_attempted, callback_reached, callback_closed, callback_requested,
     callback_requested, callback_attempted, callback_reached, callback_closed, callback_requested,
     callback_requested, callback_attempted, callback_reached, source_heartbeat},
}};

What what_of(const Recipe& recipe, const World& world, std::uint64_t id) {
  const std::uint32_t detail = recipe.detail;
  switch (kWhat[world.focus][recipe.what]) {
    case call_queued:
      return CallQueued{call(id)};
    case call_answered:
      return CallAnswered{call(id), AgentId{{detail % 3, 0}}};
    case call_abandoned:
      return CallAbandoned{call(id)};
    case call_redirected:
      return CallRedirected{call(id), one_of(detail, RedirectReason::other)};
    case call_lost:
      return CallLost{call(id), one_of(detail, LostReason::other)};
    case call_refused:
      return CallRefused{call(id), one_of(detail, RefusedReason::other)};
    case call_ended:
      return CallEnded{call(id)};
    case callback_requested:
      return CallbackRequested{callback(id), call(detail % 2)};
    case callback_attempted:
      return CallbackAttempted{callback(id), one_of(detail, AttemptResult::other)};
    case callback_reached:
      return CallbackReached{callback(id)};
    case callback_closed:
      return CallbackClosed{callback(id), one_of(detail, CallbackCloseReason::other)};
    case backlog_level:
      return BacklogLevel{BacklogId{0}, detail, std::nullopt, BacklogClass::other};
    case source_snapshot:
      return SourceSnapshot{snapshot(recipe, world)};
    default:
      return SourceHeartbeat{};
  }
}

Event event_of(const Recipe& recipe, const World& world, std::uint64_t number) {
  const Key key = key_of(recipe.key, world);
  const Marks marks = marks_of(recipe.mark);
  Event event{.at = at(world, recipe.base, recipe.offset),
              .seq = marks.numbered ? number : 0,
              .source = key.source,
              .epoch = marks.epoch,
              .line = key.line,
              .coarse = marks.coarse,
              .what = what_of(recipe, world, key.id)};
  if (event.coarse) event.at = std::chrono::floor<std::chrono::seconds>(event.at);
  if (event.type() == source_heartbeat || event.type() == backlog_level) event.line = {};
  // The number of the last event sent.
  if (event.type() == source_heartbeat && event.seq != 0) event.seq = 1 + recipe.detail % number;
  // Which epoch a snapshot without a number is of decides what parts it has.
  if (event.type() == source_snapshot && event.seq == 0) event.epoch = {};
  return event;
}

rc::Gen<Recipe> recipe(std::size_t bases) {
  const auto listed = below(8 * kOffsets.size() * bases);
  return rc::gen::build<Recipe>(
      rc::gen::set(&Recipe::what, below(kWhat[0].size())), rc::gen::set(&Recipe::key, below(12)),
      rc::gen::set(&Recipe::base, below(bases)),
      rc::gen::set(&Recipe::offset, below(kOffsets.size())),
      rc::gen::set(&Recipe::mark, below(kMarks)), rc::gen::set(&Recipe::detail, below(40)),
      rc::gen::set(&Recipe::listed,
                   rc::gen::resize(3, rc::gen::container<std::vector<std::uint32_t>>(listed))));
}

constexpr std::array<Millis, 10> kAfter = {0ms,     1ms,      999ms, 5000ms, 9999ms,
                                           10000ms, 1h - 1ms, 1h,    5h,     48h};

}  // namespace

rc::Gen<History> history(World world) {
  auto recipes =
      rc::gen::scale(0.2, rc::gen::container<std::vector<Recipe>>(recipe(world.bases.size())));
  return rc::gen::apply(
      [world = std::move(world)](const std::vector<Recipe>& made, std::uint32_t after) {
        History out{.world = world, .events = {}, .end = world.bases.front()};
        for (const Recipe& one : made) {
          out.events.push_back(event_of(one, world, out.events.size() + 1));
          out.end = std::max(out.end, out.events.back().at);
        }
        out.end += kAfter[after];
        return out;
      },
      std::move(recipes), below(kAfter.size()));
}

std::vector<Event> shuffled(std::vector<Event> events, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const std::size_t once = events.size();
  for (std::size_t i = 0; i < once; ++i) {
    if (random() % 4 == 0) events.push_back(events[i]);
  }
  std::ranges::shuffle(events, random);
  return events;
}

}  // namespace jono::engine::histories
