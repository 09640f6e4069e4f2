// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/codec.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

#include "daemon/event/bytes.h"
#include "daemon/event/event_names.h"
#include "daemon/event/rfc3339.h"

namespace jono {
namespace {

// The second byte of an event: which of its optional fields follow.
enum Flag : std::uint8_t {
  kCoarse = 1,
  kSeq = 2,
  kEpoch = 4,
  kLine = 8,
  kExtra = 16,  // the optional field of its type
  kAllFlags = 31
};

// Writer and Reader have the same members, so that one description of the bytes serves both ways.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  template <std::integral T>
  void number(T value) {
    out_.number(value);
  }
  void time(Instant t) { number(t.time_since_epoch().count()); }
  template <class Id>
  void id(const Id& id) {
    number(id.bits[0]);
    number(id.bits[1]);
  }
  template <class Enum>
  void word(Enum value) {
    number(static_cast<std::uint8_t>(value));
  }
  template <class Item, class Each>
  void list(const std::vector<Item>& items, Each each) {
    number(static_cast<std::uint32_t>(items.size()));
    for (const Item& item : items) each(item);
  }

 private:
  ByteWriter out_;
};

class Reader {
 public:
  explicit Reader(std::string_view in) : in_(in) {}

  template <std::integral T>
  void number(T& value) {
    value = in_.number<T>();
  }
  void time(Instant& t) {
    t = Instant(Millis(in_.number<std::int64_t>()));
    if (t < kFirstInstant || t > kLastInstant) in_.fail();
  }
  template <class Id>
  void id(Id& id) {
    number(id.bits[0]);
    number(id.bits[1]);
  }
  template <class Enum>
  void word(Enum& value) {
    const auto place = in_.number<std::uint8_t>();
    if (place >= kNames<Enum>.size()) return in_.fail();
    value = static_cast<Enum>(place);
  }
  template <class Item, class Each>
  void list(std::vector<Item>& items, Each each) {
    const auto count = in_.number<std::uint32_t>();
    if (count > in_.rest().size() / sizeof(Item)) return in_.fail();
    items.resize(count);
    for (Item& item : items) each(item);
    if (!std::ranges::is_sorted(items)) in_.fail();
  }

  void fail() { in_.fail(); }
  [[nodiscard]] bool ok() const { return in_.ok(); }
  [[nodiscard]] std::string_view rest() const { return in_.rest(); }

 private:
  ByteReader in_;
};

template <class Io, class AnyEvent>
void head(Io& io, unsigned flags, AnyEvent& e) {
  io.number(e.source.value);
  io.time(e.at);
  if (flags & kSeq) io.number(e.seq);
  if (flags & kEpoch) io.number(e.epoch.value);
  if (flags & kLine) io.number(e.line.value);
}

template <class Io, class Body>
void snapshot(Io& io, Body& body) {
  io.id(body.id);
  io.number(body.part);
  io.number(body.parts);
  io.list(body.waiting, [&](auto& item) {
    io.id(item.call);
    io.time(item.queued_at);
  });
  if (!body.callbacks) return;
  io.list(*body.callbacks, [&](auto& item) {
    io.id(item.callback);
    io.time(item.requested_at);
  });
}

template <class E>
concept AboutCallback = requires(E e) { e.callback; };
template <class E>
concept AboutCall = requires(E e) { e.call; } && !AboutCallback<E>;

template <class Io, class E>
void fields(Io& io, bool extra, E& e) {
  if constexpr (AboutCall<E>) io.id(e.call);
  if constexpr (AboutCallback<E>) io.id(e.callback);
  if constexpr (requires { e.reason; }) io.word(e.reason);
  if constexpr (requires { e.result; }) io.word(e.result);
  if constexpr (requires { e.backlog; }) {
    io.number(e.backlog.value);
    io.number(e.open);
    io.word(e.cls);
    if (extra) io.time(*e.oldest_at);
  }
  if constexpr (requires { e.agent; }) {
    if (extra) io.id(e.agent);
  }
  if constexpr (AboutCallback<E> && requires { e.call; }) {
    if (extra) io.id(e.call);
  }
}

template <class E>
bool has_extra(const E& e) {
  if constexpr (AboutCallback<E> && requires { e.call; }) return e.call.set();
  if constexpr (requires { e.agent; }) return e.agent.set();
  if constexpr (requires { e.backlog; }) return e.oldest_at.has_value();
  if constexpr (requires { e.body; }) return e.body->callbacks.has_value();
  return false;
}

template <class E>
What read_as(Reader& in, bool extra) {
  E e;
  if constexpr (requires { e.body; }) {
    auto body = std::make_shared<SnapshotBody>();
    if (extra) body->callbacks.emplace();
    snapshot(in, *body);
    if (body->part < 1 || body->part > body->parts) in.fail();
    e.body = std::move(body);
  } else {
    if constexpr (requires { e.backlog; }) {
      if (extra) e.oldest_at.emplace();
    }
    fields(in, extra, e);
  }
  return e;
}

template <class... T>
constexpr auto one_for_each(std::type_identity<std::variant<T...>>) {
  return std::array{&read_as<T>...};
}

constexpr auto kReaders = one_for_each(std::type_identity<What>());

}  // namespace

void encode(const Event& event, std::string& out) {
  assert(event.type() != EventType::agent_state);
  std::visit(
      [&](const auto& e) {
        const unsigned flags = (event.coarse ? kCoarse : 0U) | (event.seq != 0 ? kSeq : 0U) |
                               (event.epoch.set() ? kEpoch : 0U) | (event.line.set() ? kLine : 0U) |
                               (has_extra(e) ? kExtra : 0U);
        Writer io(out);
        io.word(event.type());
        io.number(static_cast<std::uint8_t>(flags));
        head(io, flags, event);
        if constexpr (requires { e.body; }) {
          snapshot(io, *e.body);
        } else {
          fields(io, (flags & kExtra) != 0, e);
        }
      },
      event.what);
}

std::optional<Event> decode(std::string_view& in) {
  Reader io(in);
  EventType type{};
  std::uint8_t flags = 0;
  io.word(type);
  io.number(flags);
  if (!io.ok() || flags > kAllFlags || type == EventType::agent_state) return std::nullopt;
  Event event;
  event.coarse = (flags & kCoarse) != 0;
  head(io, flags, event);
  event.what = kReaders[static_cast<std::size_t>(type)](io, (flags & kExtra) != 0);
  if (!io.ok()) return std::nullopt;
  in = io.rest();
  return event;
}

}  // namespace jono
