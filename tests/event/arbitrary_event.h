// SPDX-License-Identifier: EUPL-1.2
// Any event that the parser could give for the configuration of parser_fixture.h.
#pragma once

#include <rapidcheck.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "daemon/event/event_names.h"
#include "daemon/event/rfc3339.h"
#include "tests/event/parser_fixture.h"

namespace jono {

inline Instant any_instant() {
  return Instant(Millis(*rc::gen::inRange(kFirstInstant.time_since_epoch().count(),
                                          kLastInstant.time_since_epoch().count() + 1)));
}

template <class Id>
Id any_id() {
  return Id{{*rc::gen::inRange<std::uint64_t>(1, 1000), *rc::gen::arbitrary<std::uint64_t>()}};
}

template <class Id>
Id any_id_or_none() {
  return *rc::gen::arbitrary<bool>() ? any_id<Id>() : Id{};
}

template <class Enum>
Enum any_word() {
  return static_cast<Enum>(*rc::gen::inRange<std::size_t>(0, kNames<Enum>.size()));
}

template <class Item>
std::vector<Item> any_list() {
  std::vector<Item> items(*rc::gen::inRange<std::size_t>(0, 5));
  for (Item& item : items) item = {{any_id<CallId>().bits}, any_instant()};
  std::ranges::sort(items);
  return items;
}

inline std::shared_ptr<const SnapshotBody> any_body() {
  SnapshotBody body;
  body.id = any_id_or_none<SnapshotId>();
  body.parts = *rc::gen::inRange<std::uint32_t>(1, 5);
  body.part = *rc::gen::inRange<std::uint32_t>(1, body.parts + 1);
  body.waiting = any_list<ListedCall>();
  if (*rc::gen::arbitrary<bool>()) body.callbacks = any_list<ListedCallback>();
  return std::make_shared<const SnapshotBody>(std::move(body));
}

template <class E>
E any_fields() {
  E e;
  if constexpr (requires { e.callback; }) {
    e.callback = any_id<CallbackId>();
    if constexpr (requires { e.call; }) e.call = any_id_or_none<CallId>();
  } else if constexpr (requires { e.call; }) {
    e.call = any_id<CallId>();
    if constexpr (requires { e.agent; }) e.agent = any_id_or_none<AgentId>();
  } else if constexpr (requires { e.agent; }) {
    e.agent = any_id<AgentId>();
  }
  if constexpr (requires { e.reason; }) e.reason = any_word<decltype(e.reason)>();
  if constexpr (requires { e.result; }) e.result = any_word<decltype(e.result)>();
  if constexpr (requires { e.state; }) e.state = any_word<decltype(e.state)>();
  if constexpr (requires { e.backlog; }) {
    e.backlog = BacklogId{*rc::gen::inRange<std::uint32_t>(0, test_names().backlogs())};
    e.open = *rc::gen::arbitrary<std::uint64_t>();
    if (*rc::gen::arbitrary<bool>()) e.oldest_at = any_instant();
    e.cls = any_word<BacklogClass>();
  }
  if constexpr (requires { e.body; }) e.body = any_body();
  return e;
}

template <std::size_t... I>
What any_what(std::size_t index, std::index_sequence<I...>) {
  What what;
  ((index == I ? void(what.emplace<I>(any_fields<std::variant_alternative_t<I, What>>())) : void()),
   ...);
  return what;
}

inline Event any_event(EpochNames& epochs) {
  Event e;
  e.at = any_instant();
  e.seq = *rc::gen::arbitrary<std::uint64_t>();
  e.source = SourceId{*rc::gen::inRange<std::uint32_t>(0, test_names().sources())};
  const auto epoch = *rc::gen::inRange(0, 4);
  if (epoch > 0) e.epoch = epochs.intern("epoch \"" + std::to_string(epoch) + "\"\n");
  e.coarse = *rc::gen::arbitrary<bool>();
  e.what = any_what(*rc::gen::inRange<std::size_t>(0, kEventTypes),
                    std::make_index_sequence<kEventTypes>());
  const bool has_line =
      e.type() != EventType::source_heartbeat && e.type() != EventType::backlog_level;
  if (has_line) e.line = LineId{*rc::gen::inRange<std::uint32_t>(0, test_names().lines())};
  return e;
}

inline bool same(const Event& a, const Event& b) {
  return same_content(a, b) && a.seq == b.seq && a.epoch == b.epoch;
}

}  // namespace jono
