// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/collectors.h"

#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include "collectors/asterisk/asterisk_collector.h"
#include "collectors/asterisk/queue_log_collector.h"
#include "collectors/feed/feed_server.h"
#include "collectors/feed/key_file.h"
#include "collectors/file/file_collector.h"
#include "collectors/freeswitch/freeswitch_collector.h"
#include "collectors/simulator/simulator_source.h"
#include "collectors/subscribe/subscribe_collector.h"
#include "daemon/app/settings.h"

namespace jono::app {
namespace {

// None where the configuration wants none.
Result<std::optional<feed::ServerKeys>> server_keys(const config::Feed& config) {
  if (config.keys.empty()) return std::optional<feed::ServerKeys>();
  const auto own = feed::read_secret_file(config.secret_file);
  if (own) return std::optional(feed::ServerKeys{config.keys, own->secret});
  return Error{Errc::give_up,
               fmt::format("feed.secret_file: {} (`jonovahti keygen --daemon` makes one)",
                           own.error().what)};
}

class Running final : public Collectors {
 public:
  Result<void> start(const CollectorParts& parts, const PlaceOf& place_of) {
    start_asterisk(parts, place_of);
    start_queue_logs(parts, place_of);
    start_freeswitches(parts);
    start_files(parts, place_of);
    start_simulators(parts, place_of);
    if (auto started = start_subscribers(parts, place_of); !started) return started;
    return start_feed(parts);
  }

 private:
  Result<void> start_feed(const CollectorParts& parts) {
    std::vector<SourceId> sources;
    for (std::uint32_t s = 0; s < parts.config.sources.size(); ++s) {
      if (std::holds_alternative<config::FeedSource>(parts.config.sources[s].kind)) {
        sources.push_back(SourceId{s});
      }
    }
    if (sources.empty()) return {};
    const config::Feed& config = parts.config.feed;
    const auto keys = server_keys(config);
    if (!keys) return keys.error();
    auto server = feed::FeedServer::start(
        config.listen,
        {parts.names, parts.epochs, parts.receipts, parts.channel, parts.hasher, sources}, *keys);
    if (!server) return server.error();
    feed_ = std::move(*server);
    spdlog::info("feed: {} ({})", fmt::join(feed_->endpoints(), ", "),
                 *keys ? fmt::format("with the keys in {}", config.keys.string())
                       : "without keys: for this machine only");
    return {};
  }

  void start_asterisk(const CollectorParts& parts, const PlaceOf& place_of) {
    for (std::uint32_t s = 0; s < parts.config.sources.size(); ++s) {
      const auto* config = std::get_if<asterisk::AsteriskConfig>(&parts.config.sources[s].kind);
      if (config == nullptr) continue;
      asterisks_.push_back(std::make_unique<asterisk::AsteriskCollector>(
          asterisk::AsteriskParts{*config,
                                  {&parts.names, parts.hasher, SourceId{s}},
                                  place_of(SourceId{s}),
                                  parts.clock,
                                  parts.channel}));
    }
  }

  void start_queue_logs(const CollectorParts& parts, const PlaceOf& place_of) {
    for (std::uint32_t s = 0; s < parts.config.sources.size(); ++s) {
      const auto* config = std::get_if<config::QueueLogSource>(&parts.config.sources[s].kind);
      if (config == nullptr) continue;
      queue_logs_.push_back(
          asterisk::QueueLogCollector::start({config->queue_log,
                                              {&parts.names, parts.hasher, SourceId{s}},
                                              place_of(SourceId{s}),
                                              parts.channel}));
    }
  }

  void start_freeswitches(const CollectorParts& parts) {
    for (std::uint32_t s = 0; s < parts.config.sources.size(); ++s) {
      const auto* config = std::get_if<freeswitch::FreeSwitchConfig>(&parts.config.sources[s].kind);
      if (config == nullptr) continue;
      freeswitches_.push_back(
          std::make_unique<freeswitch::FreeSwitchCollector>(freeswitch::FreeSwitchParts{
              *config, {&parts.names, parts.hasher, SourceId{s}}, parts.clock, parts.channel}));
    }
  }

  void start_files(const CollectorParts& parts, const PlaceOf& place_of) {
    for (std::uint32_t s = 0; s < parts.config.sources.size(); ++s) {
      const config::Source& source = parts.config.sources[s];
      const auto* config = std::get_if<file::FileConfig>(&source.kind);
      if (config == nullptr) continue;
      files_.push_back(
          file::FileCollector::start({.config = *config,
                                      .edge = {&parts.names, parts.hasher, SourceId{s}},
                                      .epochs = parts.epochs,
                                      .clock = parts.clock,
                                      .totals = parts.totals,
                                      .future_tolerance = source.future_tolerance,
                                      .place = place_of(SourceId{s}),
                                      .channel = parts.channel}));
    }
  }

  void start_simulators(const CollectorParts& parts, const PlaceOf& place_of) {
    for (std::uint32_t s = 0; s < parts.config.sources.size(); ++s) {
      const config::Source& source = parts.config.sources[s];
      const auto* config = std::get_if<simulator::SimulatorConfig>(&source.kind);
      if (config == nullptr) continue;
      simulators_.push_back(
          simulator::SimulatorSource::start({*config,
                                             traffic_lines(parts.config, source),
                                             {&parts.names, parts.hasher, SourceId{s}},
                                             parts.epochs},
                                            place_of(SourceId{s}), parts.clock, parts.channel));
    }
  }

  Result<void> start_subscribers(const CollectorParts& parts, const PlaceOf& place_of) {
    for (std::uint32_t s = 0; s < parts.config.sources.size(); ++s) {
      const auto* config = std::get_if<subscribe::SubscribeConfig>(&parts.config.sources[s].kind);
      if (config == nullptr) continue;
      auto started =
          subscribe::SubscribeCollector::start({*config,
                                                {&parts.names, parts.hasher, SourceId{s}},
                                                parts.epochs,
                                                place_of(SourceId{s}),
                                                parts.channel});
      if (!started) return started.error();
      subscribers_.push_back(std::move(*started));
    }
    return {};
  }

  std::unique_ptr<feed::FeedServer> feed_;
  std::vector<std::unique_ptr<subscribe::SubscribeCollector>> subscribers_;
  std::vector<std::unique_ptr<asterisk::AsteriskCollector>> asterisks_;
  std::vector<std::unique_ptr<asterisk::QueueLogCollector>> queue_logs_;
  std::vector<std::unique_ptr<freeswitch::FreeSwitchCollector>> freeswitches_;
  std::vector<std::unique_ptr<file::FileCollector>> files_;
  std::vector<std::unique_ptr<simulator::SimulatorSource>> simulators_;
};

}  // namespace

Result<std::unique_ptr<Collectors>> start_collectors(const CollectorParts& parts,
                                                     const PlaceOf& place_of) {
  auto running = std::make_unique<Running>();
  if (auto started = running->start(parts, place_of); !started) return started.error();
  return std::unique_ptr<Collectors>(std::move(running));
}

}  // namespace jono::app
