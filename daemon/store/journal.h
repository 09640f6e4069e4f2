// SPDX-License-Identifier: EUPL-1.2
// The journal: everything that was taken, batch by batch, on disk before it is acknowledged. The
// one writer of journal.db; for one thread.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <future>
#include <map>
#include <memory>
#include <optional>

#include "daemon/base/result.h"
#include "daemon/store/batch.h"
#include "daemon/store/batch_codec.h"
#include "daemon/store/data_dir.h"
#include "daemon/store/journal_reader.h"
#include "daemon/store/sqlite.h"

namespace jono::store {

struct Pruned {
  std::uint64_t batches = 0;
  std::uint64_t letters = 0;
  bool more = false;  // there is more to prune: call again
};

class Journal {
 public:
  // Opens journal.db in `dir`, and makes it if it is missing. What was written before a crash is
  // in it afterwards; whether it is whole, first_broken() tells. All arguments outlive the journal.
  [[nodiscard]] static Result<std::unique_ptr<Journal>> open(const DataDir& dir, const Names& names,
                                                             EpochNames& epochs);
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // Keeps a batch with its places and dead letters, in one transaction: on disk for certain once it
  // returns an id. retry_later: the disk is full or read-only, and nothing has changed. give_up:
  // what has been written is unknown, a sync may have failed, and the process must end.
  [[nodiscard]] Result<BatchId> append(const Batch& batch);

  // Has the write-ahead log moved into the file, on another thread, once it has grown to 1000
  // pages; waits for that at 2000. To be called where time is left, after the acknowledgements, or
  // the log grows without end. Errors as append(), of what was begun by an earlier call.
  [[nodiscard]] Result<void> checkpoint();

  // Drops the oldest batches, up to the first one received at or after `batches_before`, and dead
  // letters received before `letters_before`: at most a thousand of each at once. Errors as
  // append().
  [[nodiscard]] Result<Pruned> prune(Instant batches_before, Instant letters_before);

  // What to do about a broken chain. Copies the file to journal.db.broken-N, N being the first row
  // that goes (no row goes: no copy), then drops every batch after `last_good` with its dead
  // letters, and puts each source's place back to where it was then: sources so send again what
  // they still have. Errors as append().
  [[nodiscard]] Result<void> cut_after(BatchId last_good);

  // Makes an empty journal go on behind `link`. Errors as append().
  [[nodiscard]] Result<void> begin_after(const ChainLink& link);

  // The row that append() wrote last, or found.
  [[nodiscard]] const ChainLink& head() const { return head_; }
  // The row before the first one kept.
  [[nodiscard]] const ChainLink& anchor() const { return anchor_; }
  // When the first batch that is kept was received; nullopt: none is.
  [[nodiscard]] std::optional<Instant> begins() const { return begins_; }
  // No batch is kept.
  [[nodiscard]] bool empty() const { return head_.id == anchor_.id; }
  // give_up when the file no longer stands where it was opened.
  [[nodiscard]] Result<void> in_place() const { return mark_.check(); }
  // Where each source has got to, by the last batch that told; by name.
  [[nodiscard]] std::vector<Place> places() const;
  // On disk, with the log.
  [[nodiscard]] std::uint64_t bytes() const;

  // Over a connection of its own, for any one thread.
  [[nodiscard]] Result<std::unique_ptr<JournalReader>> open_reader() const;
  // Over the journal's own connection, so for its thread, and not while append() runs.
  [[nodiscard]] JournalReader& reader() { return reader_; }

 private:
  Journal(const DataDir& dir, std::unique_ptr<SQLite::Database> db,
          std::unique_ptr<SQLite::Database> mover, const Names& names, EpochNames& epochs);

  struct KeptPlace {
    BatchId batch;
    std::string bytes;
  };
  Result<void> find_ends();
  Result<void> find_places();
  void find_places_after(BatchId last);
  void insert_refusals(const Batch& batch, BatchId id);
  void insert_places();
  std::uint64_t prune_batches(Instant before);
  std::uint64_t prune_letters(Instant before);
  Result<void> copy_broken(BatchId last_good);
  void put_places_back(BatchId last_good);

  const DataDir& dir_;
  FileMark mark_;
  std::unique_ptr<SQLite::Database> db_;
  const Names& names_;
  EpochNames& epochs_;
  BatchEncoder encoder_;
  JournalReader reader_;
  Transactions transactions_;
  SQLite::Statement insert_batch_;
  SQLite::Statement insert_refusal_;
  SQLite::Statement upsert_place_;
  ChainLink head_;
  ChainLink anchor_;
  std::optional<Instant> begins_;
  std::map<std::string, KeptPlace> places_;  // their table lags behind by some batches
  int log_pages_ = 0;
  std::unique_ptr<SQLite::Database> mover_;
  std::future<Result<void>> moving_;  // works with mover_, so it ends first
};

}  // namespace jono::store
