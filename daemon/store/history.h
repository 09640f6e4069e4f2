// SPDX-License-Identifier: EUPL-1.2
// history.db: the quarter rows for ever, and the checkpoint, which says up to which batch of the
// journal both of them go. Made anew from the journal if it is lost.
#pragma once

#include <SQLiteCpp/Database.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/base/result.h"
#include "daemon/engine/line_rows.h"
#include "daemon/event/names.h"
#include "daemon/store/batch.h"
#include "daemon/store/data_dir.h"
#include "daemon/store/zstd.h"

namespace jono::store {

struct Checkpoint {
  ChainLink journal;  // the last batch that is in it
  std::string state;  // engine/state.h
};

// For one thread at a time. All errors name the file; a full disk is retry_later, and what is there
// but cannot be read is bad_input.
class History {
 public:
  // Opens or makes the file; refuses one of a newer format.
  [[nodiscard]] static Result<std::unique_ptr<History>> open(const DataDir& dir);

  // Everything that changed since the last save and the checkpoint, in one transaction.
  [[nodiscard]] Result<void> save(const Checkpoint& checkpoint, const Names& names,
                                  std::span<engine::LineRows* const> lines);

  // give_up when the file no longer stands where it was opened.
  [[nodiscard]] Result<void> in_place() const { return mark_.check(); }

  // nullopt: nothing was saved yet.
  [[nodiscard]] Result<std::optional<Checkpoint>> checkpoint();

  // Puts the line's rows from `from` up to `to` into `rows`, which is empty, and what the rows
  // before them carry over.
  [[nodiscard]] Result<void> load(std::string_view line, Quarter from, Quarter to,
                                  engine::LineRows& rows);

 private:
  explicit History(const std::string& path);

  void save_rows(const std::string& line, engine::LineRows& rows);

  SQLite::Database db_;
  FileMark mark_;
  Compressor compressor_;
  Decompressor decompressor_;
};

}  // namespace jono::store
