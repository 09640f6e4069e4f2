// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/books.h"

#include <future>
#include <utility>

#include "daemon/app/settings.h"
#include "daemon/store/id_key.h"

namespace jono::app {
namespace {

constexpr std::size_t kChannel = 131'072;  // events and refusals on their way to the ledger

}  // namespace

Books::Books(const config::Config& config, const Clock& clock, Called called)
    : called_(std::move(called)),
      names(config::names(config)),
      channel(kChannel),
      receipts(names.sources()),
      own(config.data_dir, clock.now()) {}

Books::~Books() { stop(); }

Result<void> Books::open_stored(const config::Config& config) {
  auto dir = store::DataDir::open(config.data_dir);
  if (!dir) return dir.error();
  stored_ = std::unique_ptr<Stored>(new Stored{std::move(*dir), nullptr, nullptr});
  auto journal = store::Journal::open(stored_->dir, names, epochs);
  if (!journal) return journal.error();
  stored_->journal = std::move(*journal);
  const auto key = store::load_or_create_id_key(stored_->dir, stored_->journal->empty());
  if (!key) return key.error();
  stored_->key = *key;
  auto history = store::History::open(stored_->dir);
  if (!history) return history.error();
  stored_->history = std::move(*history);
  return {};
}

Result<std::unique_ptr<Books>> Books::open(const config::Config& config, const Clock& clock,
                                           Called called) {
  std::unique_ptr<Books> out(new Books(config, clock, std::move(called)));
  if (auto opened = out->open_stored(config); !opened) return opened.error();
  Books& books = *out;
  books.ledger_ = std::make_unique<ledger::Ledger>(
      ledger_settings(config),
      ledger::Parts{books.names, books.epochs, clock, *books.stored_->journal,
                    *books.stored_->history, books.channel, books.receipts, books.own,
                    books.called_.published,
                    [&books](auto work) { books.run_in_background(std::move(work)); }});
  return out;
}

bool Books::start() {
  std::promise<bool> recovered;
  auto answer = recovered.get_future();
  thread_ = std::thread([this, told = std::move(recovered)]() mutable {
    const auto back = ledger_->recover();
    if (!back) fail(back.error());  // before it is told, so that it can be read then
    told.set_value(static_cast<bool>(back));
    if (!back) return;
    if (const auto done = ledger_->run(); !done) fail(done.error());
  });
  return answer.get();
}

bool Books::stop() {
  channel.close();
  for (std::thread* thread : {&thread_, &background_}) {
    if (thread->joinable()) thread->join();
  }
  return !failed_;
}

void Books::run_in_background(std::function<void()> work) {
  if (background_.joinable()) background_.join();
  background_ = std::thread(std::move(work));
}

void Books::fail(const Error& error) {
  failed_ = true;
  called_.failed(error.what);
}

}  // namespace jono::app
