// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/what_reader.h"

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <type_traits>
#include <utility>

#include "daemon/event/raw_values.h"

namespace jono {
namespace {

using Bad = std::optional<RefusalReason>;
constexpr Bad kGood = std::nullopt;

struct Input {
  const RawEvent& raw;
  RecentIds& ids;

  // The id is required.
  template <class Id>
  bool id(Field field, Id& out) const {
    const auto text = id_text(raw[field]);
    if (text) out = ids.hash<Id>(*text);
    return text.has_value();
  }
  // The id may be missing, but not be wrong.
  template <class Id>
  bool id_if_any(Field field, Id& out) const {
    return raw[field].absent() || id(field, out);
  }
  // A missing or unknown word is `other`.
  template <class Enum>
  void word(Field field, Enum& out) const {
    out = jono::word<Enum>(raw[field]).value_or(Enum::other);
  }
};

Bad good_id(bool ok) { return ok ? kGood : Bad(RefusalReason::bad_id); }

Bad read(const Input&, SourceHeartbeat&) { return kGood; }

Bad read(const Input& in, CallQueued& e) { return good_id(in.id(Field::call, e.call)); }
Bad read(const Input& in, CallAnswered& e) {
  return good_id(in.id(Field::call, e.call) && in.id_if_any(Field::agent, e.agent));
}
Bad read(const Input& in, CallAbandoned& e) { return good_id(in.id(Field::call, e.call)); }
Bad read(const Input& in, CallRedirected& e) {
  in.word(Field::reason, e.reason);
  return good_id(in.id(Field::call, e.call));
}
Bad read(const Input& in, CallLost& e) {
  in.word(Field::reason, e.reason);
  return good_id(in.id(Field::call, e.call));
}
Bad read(const Input& in, CallRefused& e) {
  in.word(Field::reason, e.reason);
  return good_id(in.id(Field::call, e.call));
}
Bad read(const Input& in, CallEnded& e) { return good_id(in.id(Field::call, e.call)); }

Bad read(const Input& in, CallbackRequested& e) {
  return good_id(in.id(Field::callback, e.callback) && in.id_if_any(Field::call, e.call));
}
Bad read(const Input& in, CallbackAttempted& e) {
  in.word(Field::result, e.result);
  return good_id(in.id(Field::callback, e.callback));
}
Bad read(const Input& in, CallbackReached& e) {
  return good_id(in.id(Field::callback, e.callback));
}
Bad read(const Input& in, CallbackClosed& e) {
  in.word(Field::reason, e.reason);
  return good_id(in.id(Field::callback, e.callback));
}

Bad read(const Input& in, AgentState& e) {
  if (!in.id(Field::agent, e.agent)) return RefusalReason::bad_id;
  const auto state = word<AgentPresence>(in.raw[Field::state]);
  if (!state) return RefusalReason::bad_field;
  e.state = *state;
  return kGood;
}

Bad read(const Input& in, BacklogLevel& e) {
  const auto open = in.raw[Field::open].natural();
  const RawValue& oldest = in.raw[Field::oldest_at];
  e.oldest_at = instant(oldest);
  if (!open || (!e.oldest_at && !oldest.absent())) return RefusalReason::bad_field;
  e.open = *open;
  in.word(Field::cls, e.cls);
  return kGood;
}

template <class Id, class Item>
bool read_list(const std::vector<RawItem>& raw, RecentIds& ids, std::vector<Item>& out) {
  out.reserve(raw.size());
  for (const RawItem& item : raw) {
    const auto id = id_text(item.id);
    const auto at = instant(item.time);
    if (!id || !at) return false;
    out.push_back({ids.hash<Id>(*id), *at});
  }
  std::ranges::sort(out);
  return true;
}

// Both numbers or neither.
bool read_part(const RawEvent& raw, SnapshotBody& out) {
  if (raw[Field::part].absent() && raw[Field::parts].absent()) return true;
  const auto part = raw[Field::part].natural();
  const auto parts = raw[Field::parts].natural();
  if (!part || !parts || *part < 1 || *part > *parts) return false;
  if (*parts > std::numeric_limits<std::uint32_t>::max()) return false;
  out.part = static_cast<std::uint32_t>(*part);
  out.parts = static_cast<std::uint32_t>(*parts);
  return true;
}

bool read_snapshot_id(const RawValue& raw, RecentIds& ids, SnapshotId& out) {
  if (raw.absent()) return true;
  const auto text = raw.string();
  if (!text || text->empty()) return false;
  out = ids.hash<SnapshotId>(*text);
  return true;
}

bool read_lists(const Input& in, SnapshotBody& out) {
  if (in.raw[Field::waiting].kind != RawValue::Kind::list) return false;
  if (!read_list<CallId>(in.raw.waiting, in.ids, out.waiting)) return false;
  const RawValue& callbacks = in.raw[Field::callbacks];
  if (callbacks.absent()) return true;
  return callbacks.kind == RawValue::Kind::list &&
         read_list<CallbackId>(in.raw.callbacks, in.ids, out.callbacks.emplace());
}

Bad read(const Input& in, SourceSnapshot& e) {
  auto body = std::make_shared<SnapshotBody>();
  const bool good = read_part(in.raw, *body) &&
                    read_snapshot_id(in.raw[Field::id], in.ids, body->id) && read_lists(in, *body);
  e.body = std::move(body);
  return good ? kGood : Bad(RefusalReason::bad_snapshot);
}

using Read = Bad (*)(const Input&, What&);

template <class T>
Bad read_as(const Input& in, What& what) {
  return read(in, what.emplace<T>());
}

template <class... T>
constexpr std::array<Read, sizeof...(T)> one_for_each(std::type_identity<std::variant<T...>>) {
  return {&read_as<T>...};
}

constexpr auto kReaders = one_for_each(std::type_identity<What>());

}  // namespace

std::optional<RefusalReason> read_what(EventType type, const RawEvent& raw, RecentIds& ids,
                                       What& what) {
  return kReaders[static_cast<std::size_t>(type)](Input{raw, ids}, what);
}

}  // namespace jono
