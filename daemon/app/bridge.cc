// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/bridge.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <systemd/sd-daemon.h>

#include <algorithm>
#include <csignal>
#include <thread>

#include "daemon/app/bridge_source.h"
#include "daemon/app/collectors.h"
#include "daemon/app/commands.h"
#include "daemon/app/held_signals.h"
#include "daemon/app/no_core.h"
#include "daemon/app/settings.h"
#include "daemon/base/version.h"
#include "daemon/store/id_key.h"

namespace jono::app {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kCapacity = 65'536;  // events between the collectors and the outboxes
constexpr milliseconds kWait{10};
constexpr std::chrono::seconds kTidying{1};

// A feed carries events, and these are none.
class NoTotals final : public file::TotalsBook {
 public:
  Result<void> keep(SourceId, const std::string&, std::span<const file::Total>) override {
    return Error{Errc::give_up, "a bridge carries no totals"};
  }
};

Result<std::vector<feed::FeedTarget>> targets(const config::Bridge& bridge) {
  std::vector<feed::FeedTarget> out;
  for (const config::BridgeTarget& to : bridge.to) {
    auto target = feed::feed_target(to.endpoint, bridge.key, to.server_key);
    if (!target) return target.error();
    out.push_back(std::move(*target));
  }
  return out;
}

class Bridge {
 public:
  explicit Bridge(const config::Config& config) : config_(config), names_(names(config)) {}

  Result<void> open() {
    for (const config::Source& source : config_.sources) {
      if (std::holds_alternative<webhook::WebhookConfig>(source.kind)) {
        return Error{
            Errc::bad_input,
            fmt::format("source {}: a webhook cannot be bridged: let it post to the daemon",
                        source.id)};
      }
      if (std::holds_alternative<config::FeedSource>(source.kind)) {
        return Error{Errc::bad_input,
                     fmt::format("source {}: a feed cannot be bridged: let it send to the daemons "
                                 "itself",
                                 source.id)};
      }
    }
    for (const config::Source& source : config_.sources) {
      const auto* files = std::get_if<file::FileConfig>(&source.kind);
      if (files == nullptr || !files->totals) continue;
      return Error{Errc::bad_input,
                   fmt::format("source {}: totals cannot be bridged: let the daemon read the files",
                               source.id)};
    }
    const auto to = targets(*config_.bridge);
    if (!to) return to.error();
    auto dir = store::DataDir::open(config_.bridge->outbox);
    if (!dir) return dir.error();
    dir_.emplace(std::move(*dir));
    return open_sources(*to);
  }

  Result<void> run(const HeldSignals& signals) {
    auto collectors = start_collectors(
        {config_, names_, epochs_, clock_, channel_, receipts_, IdHasher(key_), totals_},
        [&](SourceId s) { return sources_[s.value]->place(); });
    if (!collectors) return collectors.error();
    ::sd_notify(0, "READY=1");
    while (!signals.take()) {
      if (auto done = step(kWait); !done) {
        channel_.close();  // the collectors need not wait for room
        return done;
      }
    }
    ::sd_notify(0, "STOPPING=1");
    spdlog::info("stopping");
    return stop(*collectors);
  }

 private:
  Result<void> open_sources(const std::vector<feed::FeedTarget>& to) {
    const auto settings = ledger_settings(config_).sources;
    bool fresh = true;
    for (std::size_t s = 0; s < settings.size(); ++s) {
      const std::string& id = config_.sources[s].id;
      auto source = BridgeSource::open({.dir = config_.bridge->outbox / id,
                                        .id = id,
                                        .resumes = settings[s].resumes,
                                        .to = to,
                                        .most_bytes = config_.bridge->outbox_bytes},
                                       epochs_);
      if (!source) return source.error();
      fresh = fresh && (*source)->place().empty();
      sources_.push_back(std::move(*source));
    }
    const auto key = store::load_or_create_id_key(*dir_, fresh);
    if (!key) return key.error();
    key_ = *key;
    return {};
  }

  Result<void> take(milliseconds wait) {
    channel_.take_all(taken_, wait);
    for (const Delivery& delivery : taken_) {
      if (auto kept = sources_[delivery.source.value]->take(delivery, names_); !kept) {
        return kept;
      }
      if (delivery.durable) delivery.durable();
    }
    channel_.give_back(taken_);
    return {};
  }

  Result<void> step(milliseconds wait) {
    if (auto taken = take(wait); !taken) return taken;
    if (auto sent = send(); !sent) return sent;
    const auto now = std::chrono::steady_clock::now();
    if (now < tidy_) return {};
    tidy_ = now + kTidying;
    return tidy();
  }

  Result<void> send() {
    for (const auto& source : sources_) {
      if (auto done = source->round(milliseconds(0)); !done) return done;
    }
    return {};
  }

  Result<void> tidy() {
    for (const auto& source : sources_) {
      if (auto done = source->tidy(); !done) return done;
    }
    return {};
  }

  // What the sources said last is sent, if the daemons take it now.
  Result<void> say_the_last() {
    for (const auto& source : sources_) source->leave();
    while (std::ranges::any_of(sources_, [](const auto& source) { return source->leaving(); })) {
      if (auto sent = send(); !sent) return sent;
      std::this_thread::sleep_for(kWait);
    }
    return tidy();
  }

  // A collector that waits for room in the channel ends once there is some.
  Result<void> stop(std::unique_ptr<Collectors>& collectors) {
    std::thread ending([&] {
      collectors.reset();
      channel_.close();
    });
    Result<void> done;
    while (done && !channel_.finished()) done = take(kWait);
    channel_.close();
    ending.join();
    return done ? say_the_last() : done;
  }

  const config::Config& config_;
  const Names names_;
  const SystemClock clock_;
  NoTotals totals_;
  EpochNames epochs_;
  EventChannel channel_{kCapacity};
  Receipts receipts_{config_.sources.size()};
  std::optional<store::DataDir> dir_;
  IdKey key_{};
  std::vector<std::unique_ptr<BridgeSource>> sources_;
  std::vector<Delivery> taken_;
  std::chrono::steady_clock::time_point tidy_{};
};

int refuse(const Error& error) {
  spdlog::critical("{}", error.what);
  return error.code == Errc::bad_input ? kRefused : kFailed;
}

}  // namespace

int run_bridge(const config::Config& config) {
  const HeldSignals signals;
  std::signal(SIGPIPE, SIG_IGN);
  leave_no_core();
  Bridge bridge(config);
  if (const auto opened = bridge.open(); !opened) return refuse(opened.error());
  spdlog::info("jonovahti {}: bridge of {} sources to {} daemons", kVersion, config.sources.size(),
               config.bridge->to.size());
  const auto done = bridge.run(signals);
  return done ? kDone : refuse(done.error());
}

}  // namespace jono::app
