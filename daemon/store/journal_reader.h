// SPDX-License-Identifier: EUPL-1.2
// Reads the journal. Every row that is read is checked against the chain.
#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/base/result.h"
#include "daemon/store/batch.h"
#include "daemon/store/batch_codec.h"
#include "daemon/store/chain.h"

namespace jono::store {

// For one thread at a time.
class JournalReader {
 public:
  using OnBatch = std::function<void(const StoredBatch&)>;

  // Over a connection of its own that never writes or checkpoints, so it may stand beside the
  // Journal of this process or of a running daemon. `dir` is the data directory; `names` and
  // `epochs` are today's and outlive the reader.
  [[nodiscard]] static Result<std::unique_ptr<JournalReader>> open(const std::filesystem::path& dir,
                                                                   const Names& names,
                                                                   EpochNames& epochs);
  // Over a connection that outlives the reader.
  JournalReader(SQLite::Database& db, const Names& names, EpochNames& epochs);

  // Makes what is being read end in an error. From any thread.
  void interrupt();

  // Every batch after `after` that is still kept, in order. give_up at a row that does not fit the
  // chain; a row that does and yet cannot be decoded counts as a batch whose events are skipped.
  [[nodiscard]] Result<void> for_each(BatchId after, const OnBatch& on_batch);

  // Every dead letter that is kept, the oldest first.
  [[nodiscard]] Result<void> for_each_letter(const std::function<void(const Refusal&)>& on_letter);

  // The row before the first one kept; id 0 and a hash of zeros while nothing was pruned.
  [[nodiscard]] Result<ChainLink> anchor();
  // When the first batch that is kept was received; nullopt: none is.
  [[nodiscard]] Result<std::optional<Instant>> begins();
  // When the last one was; nullopt as above.
  [[nodiscard]] Result<std::optional<Instant>> ends();
  // The last row; the anchor if there is none.
  [[nodiscard]] Result<ChainLink> head();
  // The first row that is missing or does not fit, given that `known` is right; nullopt if all do.
  // A journal that ends before `known` is broken at its end.
  [[nodiscard]] Result<std::optional<BatchId>> first_broken(const ChainLink& known);

 private:
  JournalReader(std::unique_ptr<SQLite::Database> db, const Names& names, EpochNames& epochs);

  Result<void> read(SQLite::Statement& rows, const OnBatch& on_batch);
  void read_refusals(const BatchRow& row);
  [[nodiscard]] Result<std::optional<Instant>> received(const char* query);

  std::unique_ptr<SQLite::Database> own_;
  SQLite::Database& db_;
  const Names* names_;
  EpochNames* epochs_;
  BatchDecoder decoder_;
  std::vector<Refusal> refusals_;
  SQLite::Statement select_refusals_;
};

}  // namespace jono::store
