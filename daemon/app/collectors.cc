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

// Of that kind, in the configuration's order.
template <class Kind>
std::vector<SourceId> sources_of(const config::Config& config) {
  std::vector<SourceId> out;
  for (std::uint32_t s = 0; s < config.sources.size(); ++s) {
    if (std::holds_alternative<Kind>(config.sources[s].kind)) out.push_back(SourceId{s});
  }
  return out;
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
    const std::vector<SourceId> sources = sources_of<config::FeedSource>(parts.config);
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
    for (const SourceId id : sources_of<asterisk::AsteriskConfig>(parts.config)) {
      const auto& config = std::get<asterisk::AsteriskConfig>(parts.config.sources[id.value].kind);
      asterisks_.push_back(std::make_unique<asterisk::AsteriskCollector>(asterisk::AsteriskParts{
          config, {&parts.names, parts.hasher, id}, place_of(id), parts.clock, parts.channel}));
    }
  }

  void start_queue_logs(const CollectorParts& parts, const PlaceOf& place_of) {
    for (const SourceId id : sources_of<config::QueueLogSource>(parts.config)) {
      const auto& config = std::get<config::QueueLogSource>(parts.config.sources[id.value].kind);
      queue_logs_.push_back(asterisk::QueueLogCollector::start(
          {config.queue_log, {&parts.names, parts.hasher, id}, place_of(id), parts.channel}));
    }
  }

  void start_freeswitches(const CollectorParts& parts) {
    for (const SourceId id : sources_of<freeswitch::FreeSwitchConfig>(parts.config)) {
      const auto& config =
          std::get<freeswitch::FreeSwitchConfig>(parts.config.sources[id.value].kind);
      freeswitches_.push_back(
          std::make_unique<freeswitch::FreeSwitchCollector>(freeswitch::FreeSwitchParts{
              config, {&parts.names, parts.hasher, id}, parts.clock, parts.channel}));
    }
  }

  void start_files(const CollectorParts& parts, const PlaceOf& place_of) {
    for (const SourceId id : sources_of<file::FileConfig>(parts.config)) {
      const config::Source& source = parts.config.sources[id.value];
      const auto& config = std::get<file::FileConfig>(source.kind);
      files_.push_back(file::FileCollector::start({.config = config,
                                                   .edge = {&parts.names, parts.hasher, id},
                                                   .epochs = parts.epochs,
                                                   .clock = parts.clock,
                                                   .totals = parts.totals,
                                                   .future_tolerance = source.future_tolerance,
                                                   .place = place_of(id),
                                                   .channel = parts.channel}));
    }
  }

  void start_simulators(const CollectorParts& parts, const PlaceOf& place_of) {
    for (const SourceId id : sources_of<simulator::SimulatorConfig>(parts.config)) {
      const config::Source& source = parts.config.sources[id.value];
      const auto& config = std::get<simulator::SimulatorConfig>(source.kind);
      simulators_.push_back(simulator::SimulatorSource::start({config,
                                                               traffic_lines(parts.config, source),
                                                               {&parts.names, parts.hasher, id},
                                                               parts.epochs},
                                                              place_of(id), parts.clock,
                                                              parts.channel));
    }
  }

  Result<void> start_subscribers(const CollectorParts& parts, const PlaceOf& place_of) {
    for (const SourceId id : sources_of<subscribe::SubscribeConfig>(parts.config)) {
      const auto& config =
          std::get<subscribe::SubscribeConfig>(parts.config.sources[id.value].kind);
      auto started = subscribe::SubscribeCollector::start(
          {config, {&parts.names, parts.hasher, id}, parts.epochs, place_of(id), parts.channel});
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
