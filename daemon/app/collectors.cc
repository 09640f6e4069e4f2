// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/collectors.h"

#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include "collectors/feed/feed_server.h"

namespace jono::app {
namespace {

class Running final : public Collectors {
 public:
  Result<void> start(const CollectorParts& parts) { return start_feed(parts); }

 private:
  Result<void> start_feed(const CollectorParts& parts) {
    std::vector<SourceId> sources;
    for (std::uint32_t s = 0; s < parts.config.sources.size(); ++s) {
      if (std::holds_alternative<config::FeedSource>(parts.config.sources[s].kind)) {
        sources.push_back(SourceId{s});
      }
    }
    if (sources.empty()) return {};
    auto server = feed::FeedServer::start(
        parts.config.feed.listen,
        {parts.names, parts.epochs, parts.receipts, parts.channel, parts.hasher, sources});
    if (!server) return server.error();
    feed_ = std::move(*server);
    spdlog::info("feed: {} (without keys: for this machine only)",
                 fmt::join(feed_->endpoints(), ", "));
    return {};
  }

  std::unique_ptr<feed::FeedServer> feed_;
};

}  // namespace

Result<std::unique_ptr<Collectors>> start_collectors(const CollectorParts& parts,
                                                     const ledger::Ledger&) {
  auto running = std::make_unique<Running>();
  if (auto started = running->start(parts); !started) return started.error();
  return std::unique_ptr<Collectors>(std::move(running));
}

}  // namespace jono::app
