// SPDX-License-Identifier: EUPL-1.2
// What a feed's source has said and not every receiver has acknowledged yet, on disk.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "daemon/store/sqlite.h"

namespace jono::outbox {

struct OutboxSettings {
  std::string source;
  std::vector<std::string> receivers;                  // at least one; unlike each other
  std::uint64_t most_bytes = std::uint64_t{1} << 30U;  // of lines; the file takes a little more
};

// Lines are numbered from 1 without holes in the numbers; an empty line says that something is not
// known there. A crash at any point leaves what was appended before, and numbers go on from there.
// For one thread. An error of code give_up is to end the process: what was written is unknown then.
class Outbox {
 public:
  // Opens or makes outbox.db in `dir`, which outlives it. Receivers that are not named any more
  // are forgotten; a new one gets what is still held. give_up for a file that is damaged, of
  // another program, of a newer format or of another source.
  [[nodiscard]] static Result<std::unique_ptr<Outbox>> open(const store::DataDir& dir,
                                                            OutboxSettings settings);

  // A random name, made with the file.
  [[nodiscard]] const std::string& epoch() const { return epoch_; }
  // The lowest number that is held; one more than highest() when none is.
  [[nodiscard]] std::uint64_t tail() const { return tail_; }
  // The last number that was given, 0 if none was.
  [[nodiscard]] std::uint64_t highest() const { return highest_; }
  // Where its source had got to, as append() was told last; empty: never.
  [[nodiscard]] const std::string& place() const { return place_; }
  // Nothing should be appended until more was acknowledged, or make_room() was called.
  [[nodiscard]] bool full() const { return bytes_ >= settings_.most_bytes; }

  // All of them with the source's new place (empty: unchanged) or, with an error, nothing; on disk
  // for certain when it returns.
  [[nodiscard]] Result<void> append(const std::vector<std::string>& lines,
                                    const std::string& place = {});

  // While it is full, drops the oldest lines but never the newest one, whoever lacks them, and a
  // little more than it must. How many numbers that were.
  [[nodiscard]] Result<std::uint64_t> make_room();

  // The lines from number `from`, which is at most one more than highest(), at most `most`. Those
  // that are not held any more are empty.
  [[nodiscard]] Result<std::vector<std::string>> read(std::uint64_t from, std::size_t most);

  // `receiver`, one of the settings', has all up to `seq`: less than before where it
  // was restored from a backup.
  void acknowledge(const std::string& receiver, std::uint64_t seq);
  [[nodiscard]] std::uint64_t acknowledged(const std::string& receiver) const;
  // What every receiver has.
  [[nodiscard]] std::uint64_t acknowledged_by_all() const;
  // Notes what was acknowledged, and drops what every receiver has. Until then a crash means that
  // a little is sent once more.
  [[nodiscard]] Result<void> drop_acknowledged();

 private:
  Outbox(const std::string& path, OutboxSettings settings);
  Result<void> check();
  Result<void> make();
  Result<void> load();
  void load_cursors();
  std::uint64_t last_to_drop(std::uint64_t& dropped);

  const OutboxSettings settings_;
  SQLite::Database db_;
  std::string epoch_;
  std::string place_;
  std::uint64_t tail_ = 1;
  std::uint64_t highest_ = 0;
  std::uint64_t bytes_ = 0;  // of the lines that are held
  std::map<std::string, std::uint64_t> acknowledged_;
};

}  // namespace jono::outbox
