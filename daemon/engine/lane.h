// SPDX-License-Identifier: EUPL-1.2
// What an engine keeps of one source and line, beside its calls: the open ones in order of
// queueing, and the snapshots.
#pragma once

#include <boost/intrusive/set.hpp>
#include <deque>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "daemon/engine/key_store.h"
#include "daemon/engine/line_settings.h"

namespace jono::engine {

// An open visit or callback. Its place in a tree needs no memory of its own.
struct OpenNode : boost::intrusive::set_base_hook<boost::intrusive::optimize_size<true>> {
  Instant since{};  // queued or requested
  KeyStore::Ref ref = 0;
  std::uint32_t number = 0;        // place in the pool, from 1
  std::optional<Instant> due_end;  // callbacks only
  bool missing = false;            // visits: marked missing; callbacks: no longer listed

  friend bool operator<(const OpenNode& a, const OpenNode& b) { return a.since < b.since; }
};

using OpenTree = boost::intrusive::multiset<OpenNode>;

// Nodes with addresses that stay; freed ones are used again.
class OpenNodes {
 public:
  OpenNode& take();
  void give_back(OpenNode& node) { free_.push_back(node.number); }
  [[nodiscard]] OpenNode& at(std::uint32_t number) { return nodes_[number - 1]; }

 private:
  std::deque<OpenNode> nodes_;
  std::vector<std::uint32_t> free_;
};

// The parts of one snapshot, known by what they share.
using SnapshotKey = std::tuple<EpochId, SnapshotId, Instant, std::uint32_t>;
struct SnapshotParts {
  std::vector<bool> have;
  std::uint32_t missing = 0;
  SnapshotBody all;
};

struct Lane {
  Term term;                       // of the source
  OpenTree waiting;                // open visits by queueing, those lost by age among them
  OpenTree missing;                // open visits that a snapshot marked missing
  OpenTree callbacks;              // open callbacks by request
  Instant clock = kNever;          // by which ages were judged last
  Instant latest = kNever;         // latest instant of an event of this lane
  std::vector<Instant> snapshots;  // instants of complete snapshots, sorted, distinct
  std::map<SnapshotKey, SnapshotParts> parts;
  Instant callbacks_listed = kNever;  // the latest snapshot that lists callbacks
  std::vector<Key> requeued;  // calls whose visits a late snapshot may change though they ended
  bool touched = false;       // since the last advance()
};

}  // namespace jono::engine
