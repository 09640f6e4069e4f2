// SPDX-License-Identifier: EUPL-1.2
#include "daemon/outbox/outbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <utility>

namespace jono::outbox {
namespace {

constexpr int kApplication = 0x4a6e4f62;  // "JnOb"
constexpr int kFormat = 1;

// What was dropped was never in the clear, but it need not stay either.
constexpr const char* kSetUp = "PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF";

constexpr const char* kSchema = R"sql(
CREATE TABLE outbox (
  source TEXT NOT NULL,
  epoch TEXT NOT NULL,
  highest INTEGER NOT NULL,
  place TEXT NOT NULL
) STRICT;
CREATE TABLE line (seq INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE TABLE cursor (receiver TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql";

std::int64_t stored(std::uint64_t number) { return static_cast<std::int64_t>(number); }
std::uint64_t number(const SQLite::Column& column) {
  return static_cast<std::uint64_t>(column.getInt64());
}

std::string random_name() {
  std::random_device chance;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", chance(), chance(), chance(), chance());
}

}  // namespace

Outbox::Outbox(const std::string& path, OutboxSettings settings)
    : settings_(std::move(settings)), db_(path, SQLite::OPEN_READWRITE) {}

Result<std::unique_ptr<Outbox>> Outbox::open(const store::DataDir& dir, OutboxSettings settings) {
  const auto make = [&](const std::string& path) -> Result<std::unique_ptr<Outbox>> {
    std::unique_ptr<Outbox> out(new Outbox(path, std::move(settings)));
    if (auto good = out->check(); !good) return good.error();
    if (auto ready = store::prepare(out->db_, {kSchema, kApplication, kFormat}); !ready) {
      return ready.error();
    }
    if (auto made = out->make(); !made) return made.error();
    if (auto loaded = out->load(); !loaded) return loaded.error();
    return out;
  };
  return store::opened(dir, "outbox.db", make);
}

// Before anything is written to the file: it may be no outbox.
Result<void> Outbox::check() {
  return store::guarded(db_, "open the outbox", [&]() -> Result<void> {
    const bool fresh = db_.execAndGet("PRAGMA schema_version").getInt() == 0;
    if (!fresh && db_.execAndGet("PRAGMA application_id").getInt() != kApplication) {
      return Error{Errc::give_up, fmt::format("{}: is not an outbox of jonovahti: move it away",
                                              db_.getFilename())};
    }
    if (const std::string fault = db_.execAndGet("PRAGMA quick_check(1)").getString();
        fault != "ok") {
      return Error{Errc::give_up,
                   fmt::format("{}: is damaged ({}): move it away; what it held is lost, and the "
                               "daemon will record a gap",
                               db_.getFilename(), fault)};
    }
    db_.exec(kSetUp);
    return {};
  });
}

Result<void> Outbox::make() {
  return store::in_transaction(db_, "make the outbox", [&] {
    if (db_.execAndGet("SELECT count(*) FROM outbox").getInt() > 0) return;
    SQLite::Statement insert(db_, "INSERT INTO outbox VALUES (?, ?, 0, '')");
    insert.bind(1, settings_.source);
    insert.bind(2, random_name());
    insert.exec();
  });
}

Result<void> Outbox::load() {
  return store::guarded(db_, "read the outbox", [&]() -> Result<void> {
    SQLite::Statement kept(db_, "SELECT source, epoch, highest, place FROM outbox");
    kept.executeStep();
    if (const std::string source = kept.getColumn(0); source != settings_.source) {
      return Error{Errc::give_up,
                   fmt::format("{}: is the outbox of source {}, not of {}: each needs its own",
                               db_.getFilename(), source, settings_.source)};
    }
    epoch_ = kept.getColumn(1).getString();
    highest_ = number(kept.getColumn(2));
    place_ = kept.getColumn(3).getString();
    SQLite::Statement lines(db_, "SELECT min(seq), total(length(CAST(text AS BLOB))) FROM line");
    lines.executeStep();
    tail_ = lines.getColumn(0).isNull() ? highest_ + 1 : number(lines.getColumn(0));
    bytes_ = static_cast<std::uint64_t>(lines.getColumn(1).getDouble());
    load_cursors();
    return {};
  });
}

void Outbox::load_cursors() {
  for (const std::string& receiver : settings_.receivers) acknowledged_[receiver] = tail_ - 1;
  SQLite::Statement cursors(db_, "SELECT receiver, seq FROM cursor");
  while (cursors.executeStep()) {
    const std::string receiver = cursors.getColumn(0);
    if (acknowledged_.contains(receiver)) acknowledge(receiver, number(cursors.getColumn(1)));
  }
}

Result<void> Outbox::append(const std::vector<std::string>& lines, const std::string& place) {
  const std::string& there = place.empty() ? place_ : place;
  std::uint64_t seq = highest_, added = 0;
  auto done = store::in_transaction(db_, "keep events", [&] {
    SQLite::Statement insert(db_, "INSERT INTO line VALUES (?, ?)");
    for (const std::string& line : lines) {
      insert.bind(1, stored(++seq));
      insert.bindNoCopy(2, line);
      store::run(insert);
      added += line.size();
    }
    SQLite::Statement update(db_, "UPDATE outbox SET highest = ?, place = ?");
    update.bind(1, stored(seq));
    update.bind(2, there);
    update.exec();
  });
  if (!done) return done;
  highest_ = seq;
  bytes_ += added;
  place_ = there;
  return {};
}

// Enough that the next few lines fit, too.
std::uint64_t Outbox::last_to_drop(std::uint64_t& dropped) {
  const std::uint64_t kept = settings_.most_bytes - settings_.most_bytes / 16;
  std::uint64_t last = tail_ - 1;
  SQLite::Statement lines(db_, "SELECT seq, length(CAST(text AS BLOB)) FROM line ORDER BY seq");
  while (bytes_ - dropped >= kept && lines.executeStep()) {
    if (number(lines.getColumn(0)) == highest_) break;
    last = number(lines.getColumn(0));
    dropped += number(lines.getColumn(1));
  }
  return last;
}

Result<std::uint64_t> Outbox::make_room() {
  if (!full()) return std::uint64_t{0};
  std::uint64_t last = 0, dropped = 0;
  auto done = store::in_transaction(db_, "make room", [&] {
    last = last_to_drop(dropped);
    SQLite::Statement drop(db_, "DELETE FROM line WHERE seq <= ?");
    drop.bind(1, stored(last));
    drop.exec();
  });
  if (!done) return done.error();
  const std::uint64_t count = last + 1 - tail_;
  tail_ = last + 1;
  bytes_ -= dropped;
  return count;
}

Result<std::vector<std::string>> Outbox::read(std::uint64_t from, std::size_t most) {
  return store::guarded(db_, "read events", [&]() -> Result<std::vector<std::string>> {
    SQLite::Statement lines(db_, "SELECT text FROM line WHERE seq >= ? ORDER BY seq LIMIT ?");
    lines.bind(1, stored(from));
    lines.bind(2, stored(most));
    const std::uint64_t gone = tail_ > from ? tail_ - from : 0;
    std::vector<std::string> out(std::min<std::uint64_t>(gone, most));
    while (out.size() < most && lines.executeStep()) out.push_back(lines.getColumn(0).getString());
    return out;
  });
}

void Outbox::acknowledge(const std::string& receiver, std::uint64_t seq) {
  acknowledged_[receiver] = std::min(seq, highest_);
}

std::uint64_t Outbox::acknowledged(const std::string& receiver) const {
  return acknowledged_.at(receiver);
}

std::uint64_t Outbox::acknowledged_by_all() const {
  return std::ranges::min_element(acknowledged_, {}, [](const auto& a) { return a.second; })
      ->second;
}

Result<void> Outbox::drop_acknowledged() {
  const std::uint64_t all = acknowledged_by_all();
  std::uint64_t dropped = 0;
  auto done = store::in_transaction(db_, "drop what was acknowledged", [&] {
    db_.exec("DELETE FROM cursor");
    SQLite::Statement insert(db_, "INSERT INTO cursor VALUES (?, ?)");
    for (const auto& [receiver, seq] : acknowledged_) {
      insert.bind(1, receiver);
      insert.bind(2, stored(seq));
      store::run(insert);
    }
    SQLite::Statement size(db_,
                           "SELECT total(length(CAST(text AS BLOB))) FROM line WHERE seq <= ?");
    size.bind(1, stored(all));
    size.executeStep();
    dropped = static_cast<std::uint64_t>(size.getColumn(0).getDouble());
    SQLite::Statement drop(db_, "DELETE FROM line WHERE seq <= ?");
    drop.bind(1, stored(all));
    drop.exec();
  });
  if (!done) return done;
  tail_ = std::max(tail_, all + 1);
  bytes_ -= dropped;
  return {};
}

}  // namespace jono::outbox
