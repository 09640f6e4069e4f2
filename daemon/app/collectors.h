// SPDX-License-Identifier: EUPL-1.2
// Every configured source, running.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "collectors/file/totals.h"
#include "daemon/base/clock.h"
#include "daemon/config/config.h"
#include "daemon/event/channel.h"
#include "daemon/event/epoch_names.h"
#include "daemon/event/id_hasher.h"
#include "daemon/event/receipts.h"

namespace jono::app {

// All of it outlives the collectors.
struct CollectorParts {
  const config::Config& config;
  const Names& names;
  EpochNames& epochs;
  const Clock& clock;
  EventChannel& channel;
  Receipts& receipts;
  IdHasher hasher;
  file::TotalsBook& totals;
};

// Stops them all, in the end, when it is destroyed: what they have read is in the channel then.
class Collectors {
 public:
  virtual ~Collectors() = default;
};

// Where a source had got to; empty: nowhere yet.
using PlaceOf = std::function<std::string(SourceId)>;

[[nodiscard]] Result<std::unique_ptr<Collectors>> start_collectors(const CollectorParts& parts,
                                                                   const PlaceOf& place_of);

}  // namespace jono::app
