// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/serve.h"

#include <fmt/format.h>
#include <pthread.h>
#include <spdlog/spdlog.h>
#include <sys/statvfs.h>
#include <systemd/sd-daemon.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <future>
#include <iterator>
#include <thread>

#include "daemon/api/routes.h"
#include "daemon/app/alerts.h"
#include "daemon/app/collectors.h"
#include "daemon/app/commands.h"
#include "daemon/app/settings.h"
#include "daemon/base/version.h"
#include "daemon/http/http_server.h"
#include "daemon/store/id_key.h"

namespace jono::app {
namespace {

constexpr std::size_t kChannel = 131'072;  // events and refusals on their way to the ledger

// What the daemon knows of itself beside the ledger. Of the commits' times it shows what is on
// disk, so that no figure falls when it is killed: all but the last commit's.
class OwnStats final : public ledger::OwnState {
 public:
  OwnStats(std::filesystem::path data_dir, Instant started)
      : data_dir_(std::move(data_dir)), started_(started) {}

  std::string save() override {
    std::string out;
    ByteWriter to(out);
    for (const std::uint64_t bucket : syncs_.buckets) to.number(bucket);
    to.number(std::int64_t{syncs_.sum.count()});
    return out;
  }

  void committed(std::chrono::microseconds took) override {
    const std::lock_guard lock(mutex_);
    saved_ = syncs_;
    syncs_.observe(took);
  }

  void restore(std::string_view bytes) override {
    ByteReader in(bytes);
    metrics::SyncTimes times;
    for (std::uint64_t& bucket : times.buckets) bucket = in.number<std::uint64_t>();
    times.sum = std::chrono::microseconds(in.number<std::int64_t>());
    const std::lock_guard lock(mutex_);
    if (in.ok()) saved_ = syncs_ = times;
  }

  [[nodiscard]] metrics::DaemonStats read(const ledger::Ledger& ledger,
                                          const EventChannel& channel) const {
    const ledger::Stats stats = ledger.stats();
    metrics::DaemonStats out;
    out.journal_bytes = stats.journal_bytes;
    if (const auto snapshot = ledger.snapshot()) {
      for (const auto& source : snapshot->sources) {
        for (const std::uint64_t count : source.counters.rejected) out.dead_letters += count;
      }
    }
    out.channel_depth = channel.depth();
    out.started = started_;
    struct statvfs disk{};
    if (::statvfs(data_dir_.c_str(), &disk) == 0) {
      out.disk_free_bytes = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    }
    const std::lock_guard lock(mutex_);
    out.journal_sync = saved_;
    return out;
  }

 private:
  std::filesystem::path data_dir_;
  Instant started_;
  mutable std::mutex mutex_;
  metrics::SyncTimes syncs_;  // the ledger's thread only
  metrics::SyncTimes saved_;
};

// SIGINT and SIGTERM are waited for by one thread; every other one is started with them blocked.
class Signals {
 public:
  Signals() {
    sigemptyset(&set_);
    for (const int signal : {SIGINT, SIGTERM}) sigaddset(&set_, signal);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
  }
  int wait() const {
    int signal = 0;
    sigwait(&set_, &signal);
    return signal;
  }

 private:
  sigset_t set_{};
};

// What must be there before anything can be taken; each part outlives those after it.
struct Stored {
  store::DataDir dir;
  std::unique_ptr<store::Journal> journal;
  std::unique_ptr<store::History> history;
  IdKey key;
};

Result<std::unique_ptr<Stored>> open_stored(const config::Config& config, const Names& names,
                                            EpochNames& epochs) {
  auto dir = store::DataDir::open(config.data_dir);
  if (!dir) return dir.error();
  auto out = std::unique_ptr<Stored>(new Stored{std::move(*dir), nullptr, nullptr, {}});
  auto journal = store::Journal::open(out->dir, names, epochs);
  if (!journal) return journal.error();
  out->journal = std::move(*journal);
  const auto key = store::load_or_create_id_key(out->dir, out->journal->empty());
  if (!key) return key.error();
  out->key = *key;
  auto history = store::History::open(out->dir);
  if (!history) return history.error();
  out->history = std::move(*history);
  return out;
}

// Runs the ledger to its end on a thread of its own; a failure ends the process by a signal.
class LedgerThread {
 public:
  explicit LedgerThread(ledger::Ledger& ledger) : ledger_(ledger) {}

  // Returns once it has recovered; false: it could not.
  bool start() {
    std::promise<bool> recovered;
    auto answer = recovered.get_future();
    thread_ = std::thread([this, told = std::move(recovered)]() mutable {
      const auto back = ledger_.recover();
      told.set_value(static_cast<bool>(back));
      if (!back) return fail(back.error());
      if (const auto done = ledger_.run(); !done) fail(done.error());
    });
    return answer.get();
  }
  // True if it ended well.
  bool join() {
    if (thread_.joinable()) thread_.join();
    return !failed_;
  }

 private:
  void fail(const Error& error) {
    spdlog::critical("{}", error.what);
    failed_ = true;
    ::kill(::getpid(), SIGTERM);
  }

  ledger::Ledger& ledger_;
  std::thread thread_;
  std::atomic<bool> failed_ = false;
};

int refuse(const Error& error) {
  spdlog::critical("{}", error.what);
  return error.code == Errc::bad_input ? kRefused : kFailed;
}

// Runs the sources until a signal comes; they have stopped when it returns.
int collect_until_signal(const CollectorParts& parts, const ledger::Ledger& ledger,
                         const Signals& signals) {
  const auto collectors = start_collectors(parts, ledger);
  if (!collectors) return refuse(collectors.error());
  ::sd_notify(0, "READY=1");
  const int signal = signals.wait();
  ::sd_notify(0, "STOPPING=1");
  spdlog::info("stopping: {}", ::strsignal(signal));
  return kDone;
}

}  // namespace

int serve(const config::Config& config) {
  const Signals signals;
  const SystemClock clock;
  const Names names = config::names(config);
  EpochNames epochs;
  auto stored = open_stored(config, names, epochs);
  if (!stored) return refuse(stored.error());
  EventChannel channel(kChannel);
  Receipts receipts(names.sources());
  OwnStats own(config.data_dir, clock.now());
  Alerts* watching = nullptr;
  ledger::Ledger ledger(ledger_settings(config),
                        {names, epochs, clock, *(*stored)->journal, *(*stored)->history, channel,
                         receipts, own, [&] { watching->wake(); }});
  const auto alerts = Alerts::start(config, (*stored)->dir, clock, ledger);
  if (!alerts) return refuse(alerts.error());
  watching = alerts->get();

  const api::Parts asked{config,
                         names,
                         clock,
                         ledger,
                         [&] { return own.read(ledger, channel); },
                         [&] { return watching->metrics(); },
                         [&] { return watching->view(); },
                         watching->log()};
  auto routes = api::make_routes(asked);
  std::ranges::move(watching->routes(config.zone, clock), std::back_inserter(routes));
  http::HttpServer server({config.http.host, config.http.port, config.http.socket, config.language},
                          std::move(routes),
                          [](std::string_view line) { spdlog::warn("http: {}", line); });
  if (const auto listening = server.start(); !listening) return refuse(listening.error());
  spdlog::info("jonovahti {}: http://{}:{}/", kVersion, config.http.host, server.port());

  const CollectorParts parts{
      config, names, epochs, clock, channel, receipts, IdHasher((*stored)->key)};
  LedgerThread thread(ledger);
  const bool recovered = thread.start();
  int code = recovered ? collect_until_signal(parts, ledger, signals) : kDone;
  channel.close();
  if (!thread.join()) code = kFailed;
  server.stop();
  return code;
}

}  // namespace jono::app
