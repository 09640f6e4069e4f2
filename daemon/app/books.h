// SPDX-License-Identifier: EUPL-1.2
// The ledger at work, with everything that it works with: what the daemon runs on, and what
// commands read when none runs.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string_view>
#include <thread>

#include "daemon/app/own_stats.h"
#include "daemon/config/config.h"
#include "daemon/event/epoch_names.h"
#include "daemon/event/id_hasher.h"
#include "daemon/ledger/ledger.h"
#include "daemon/store/data_dir.h"

namespace jono::app {

struct Called {
  std::function<void()> published;               // there is a new snapshot; must not wait
  std::function<void(std::string_view)> failed;  // the ledger has ended by this
};

class Books {
 public:
  // Opens the data directory: errors say what is wrong with it. `config` and `clock` outlive it.
  [[nodiscard]] static Result<std::unique_ptr<Books>> open(const config::Config& config,
                                                           const Clock& clock, Called called);
  ~Books();
  Books(const Books&) = delete;
  Books& operator=(const Books&) = delete;

  // Runs the ledger on a thread of its own, and returns once it has recovered; false: it could not.
  bool start();
  // Takes no more, and ends once all is saved. True if it ended well.
  bool stop();

 private:
  // What must be there before anything can be taken.
  struct Stored {
    store::DataDir dir;
    std::unique_ptr<store::Journal> journal;
    std::unique_ptr<store::History> history;
    IdKey key{};
  };
  Books(const config::Config& config, const Clock& clock, Called called);
  Result<void> open_stored(const config::Config& config);
  void fail(const Error& error);
  void run_in_background(std::function<void()> work);

  const Called called_;
  std::unique_ptr<Stored> stored_;

 public:
  const Names names;
  EpochNames epochs;
  EventChannel channel;
  Receipts receipts;
  OwnStats own;

  [[nodiscard]] ledger::Ledger& ledger() { return *ledger_; }
  [[nodiscard]] const store::DataDir& dir() const { return stored_->dir; }
  [[nodiscard]] const IdKey& key() const { return stored_->key; }

 private:
  std::unique_ptr<ledger::Ledger> ledger_;
  std::thread thread_;
  std::thread background_;  // started by the ledger's thread, which is joined first
  std::atomic<bool> failed_ = false;
};

}  // namespace jono::app
