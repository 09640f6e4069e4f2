// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/journal_rows.h"

#include <cstring>
#include <string>
#include <string_view>

#include "daemon/event/event_names.h"

namespace jono::store {
namespace {

std::string_view bytes_of(const SQLite::Column& column) {
  const auto* data = static_cast<const char*>(column.getBlob());
  return {data, static_cast<std::size_t>(column.getBytes())};
}

std::optional<Instant> instant_of(const SQLite::Column& column) {
  if (column.isNull()) return std::nullopt;
  return Instant(Millis(column.getInt64()));
}

void bind_instant(SQLite::Statement& s, int place, const std::optional<Instant>& t) {
  if (t) {
    s.bind(place, static_cast<std::int64_t>(t->time_since_epoch().count()));
  } else {
    s.bind(place);
  }
}

void bind_text(SQLite::Statement& s, int place, std::string_view text) {
  s.bind(place, std::string(text));
}

}  // namespace

std::optional<ChainHash> chain_hash_of(const SQLite::Column& column) {
  const std::string_view bytes = bytes_of(column);
  ChainHash hash;
  if (bytes.size() != hash.size()) return std::nullopt;
  std::memcpy(hash.data(), bytes.data(), hash.size());
  return hash;
}

StoredRow stored_row(SQLite::Statement& rows) {
  StoredRow out;
  out.row.id.value = static_cast<std::uint64_t>(rows.getColumn(0).getInt64());
  out.row.received_at = Instant(Millis(rows.getColumn(1).getInt64()));
  out.row.events = rows.getColumn(2).getUInt();
  out.row.refusals = rows.getColumn(3).getUInt();
  out.row.earliest_at = instant_of(rows.getColumn(4));
  out.row.latest_at = instant_of(rows.getColumn(5));
  out.row.lines = bytes_of(rows.getColumn(6));
  out.row.blob = bytes_of(rows.getColumn(7));
  out.hash = chain_hash_of(rows.getColumn(8)).value_or(ChainHash{});
  out.previous = chain_hash_of(rows.getColumn(9));
  return out;
}

void bind_row(SQLite::Statement& insert, const BatchRow& row, const ChainHash& hash) {
  insert.bind(1, static_cast<std::int64_t>(row.id.value));
  insert.bind(2, static_cast<std::int64_t>(row.received_at.time_since_epoch().count()));
  insert.bind(3, row.events);
  insert.bind(4, row.refusals);
  bind_instant(insert, 5, row.earliest_at);
  bind_instant(insert, 6, row.latest_at);
  bind_text(insert, 7, row.lines);
  insert.bindNoCopy(8, hash.data(), static_cast<int>(hash.size()));
  insert.bindNoCopy(9, row.blob.data(), static_cast<int>(row.blob.size()));
}

void bind_refusal(SQLite::Statement& insert, int first, const Refusal& refusal, const Names& names,
                  const EpochNames& epochs) {
  bind_text(insert, first, name_of(refusal.reason));
  insert.bind(first + 1);
  if (refusal.source.set()) bind_text(insert, first + 1, names.of(refusal.source));
  insert.bind(first + 2, static_cast<std::int64_t>(refusal.seq));
  insert.bind(first + 3);
  if (refusal.type) bind_text(insert, first + 3, name_of(*refusal.type));
  bind_instant(insert, first + 4, refusal.at);
  bind_text(insert, first + 5, refusal.line);
  insert.bind(first + 6, refusal.length);
  insert.bind(first + 7, refusal.id.data(), static_cast<int>(sizeof(refusal.id)));
  insert.bind(first + 8);
  if (refusal.epoch.set()) bind_text(insert, first + 8, epochs.of(refusal.epoch));
}

Refusal stored_refusal(SQLite::Statement& rows, int first, const Names& names, EpochNames& epochs) {
  Refusal out;
  const auto text = [&](int i) { return bytes_of(rows.getColumn(first + i)); };
  out.reason = kNames<RefusalReason>.find(text(0)).value_or(RefusalReason::not_json);
  out.source = names.source(text(1));
  out.seq = static_cast<std::uint64_t>(rows.getColumn(first + 2).getInt64());
  out.type = kNames<EventType>.find(text(3));
  out.at = instant_of(rows.getColumn(first + 4));
  out.line = text(5);
  out.length = rows.getColumn(first + 6).getUInt();
  const std::string_view id = text(7);
  if (id.size() == sizeof(out.id)) std::memcpy(out.id.data(), id.data(), id.size());
  if (!rows.getColumn(first + 8).isNull()) out.epoch = epochs.intern(text(8));
  return out;
}

}  // namespace jono::store
