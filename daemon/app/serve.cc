// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/serve.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstring>
#include <memory>
#include <optional>

#include "daemon/app/commands.h"
#include "daemon/app/held_signals.h"
#include "daemon/app/no_core.h"
#include "daemon/app/run.h"

namespace jono::app {
namespace {

int refuse(const Error& error) {
  spdlog::critical("{}", error.what);
  return error.code == Errc::bad_input ? kRefused : kFailed;
}

void tell_reloading() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  ::sd_notify(
      0, fmt::format("RELOADING=1\nMONOTONIC_USEC={}", now.tv_sec * 1'000'000 + now.tv_nsec / 1'000)
             .c_str());
}

class Daemon {
 public:
  explicit Daemon(const std::filesystem::path& config_file)
      : process_{std::filesystem::absolute(config_file),
                 clock_,
                 reloads_,
                 clock_.now(),
                 [] { ::kill(::getpid(), SIGHUP); },
                 [this](std::string_view why) { fail(why); }} {}

  int serve(Loaded loaded) {
    loaded_ = std::make_unique<Loaded>(std::move(loaded));
    auto run = Run::start(*loaded_, process_);
    if (!run) return refuse(run.error());
    run_ = std::move(*run);
    ::sd_notify(0, "READY=1");
    int signal = 0;
    while ((signal = signals_.wait()) == SIGHUP) {
      tell_reloading();
      if (const auto done = reload(); !done) return refuse(done.error());
      ::sd_notify(0, "READY=1");
    }
    ::sd_notify(0, "STOPPING=1");
    spdlog::info("stopping: {}", ::strsignal(signal));
    return run_->stop() && !failed_ ? kDone : kFailed;
  }

 private:
  // A ledger that has failed ends the process, in order.
  void fail(std::string_view why) {
    spdlog::critical("{}", why);
    failed_ = true;
    ::kill(::getpid(), SIGTERM);
  }

  Result<void> reload() {
    auto outcome = load(process_.config_file);
    if (const auto* faults = std::get_if<std::string>(&outcome)) {
      refused(*faults);
      return {};
    }
    if (!run_->stop()) return {};  // the signal that ends the process is on its way
    run_.reset();
    auto next = std::make_unique<Loaded>(std::move(std::get<Loaded>(outcome)));
    auto run = Run::start(*next, process_);
    if (!run) return back(run.error());
    run_ = std::move(*run);
    loaded_ = std::move(next);
    reloads_.applied(clock_.now());
    spdlog::info("reload: {} applies from now on", process_.config_file.string());
    return {};
  }

  // The configuration that ran before goes on.
  Result<void> back(const Error& why) {
    refused(why.what);
    auto run = Run::start(*loaded_, process_);
    if (!run) return run.error();
    run_ = std::move(*run);
    return {};
  }

  void refused(const std::string& why) {
    spdlog::error("reload: nothing changes: {}", why);
    reloads_.refused(why);
  }

  const HeldSignals signals_{SIGINT, SIGTERM, SIGHUP};  // first, before any thread is
  const SystemClock clock_;
  Reloads reloads_{clock_.now()};
  const Process process_;
  std::unique_ptr<Loaded> loaded_;
  std::unique_ptr<Run> run_;
  std::atomic<bool> failed_ = false;
};

}  // namespace

int serve(const std::filesystem::path& config_file, Loaded loaded) {
  std::signal(SIGPIPE, SIG_IGN);
  leave_no_core();
  return Daemon(config_file).serve(std::move(loaded));
}

}  // namespace jono::app
