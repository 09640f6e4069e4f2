// SPDX-License-Identifier: EUPL-1.2
#include "daemon/api/live_feed.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "daemon/api/live_json.h"

namespace jono::api {

LiveFeed::Made LiveFeed::now() {
  const std::lock_guard lock(mutex_);  // first: no older snapshot gets a newer version
  const auto snapshot = parts_.ledger.snapshot();
  if (!snapshot) return {};
  const auto alerts = parts_.alerts();
  if (snapshot == snapshot_ && alerts->version == alerts_) return made_;
  // The time, so that it goes on counting up when the daemon is started again.
  version_ = std::max(version_ + 1, snapshot->now.time_since_epoch().count());
  const auto text = std::make_shared<const std::string>(
      boost::json::serialize(live_json(parts_.config, *snapshot, *alerts, version_)));
  made_.json = text;
  made_.frame = std::make_shared<http::Frame>(http::Frame{
      std::to_string(version_), fmt::format("event: live\nid: {}\ndata: {}\n\n", version_, *text)});
  snapshot_ = snapshot;
  alerts_ = alerts->version;
  return made_;
}

}  // namespace jono::api
