// SPDX-License-Identifier: EUPL-1.2
// What the daemon tells of itself. Plain data, copied from the ledger for each scrape.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "daemon/base/time.h"

namespace jono::metrics {

// How long the journal's commits took.
struct SyncTimes {
  static constexpr std::array<std::chrono::microseconds, 14> kBounds = {
      std::chrono::microseconds(500),
      std::chrono::microseconds(1'000),
      std::chrono::microseconds(2'500),
      std::chrono::microseconds(5'000),
      std::chrono::microseconds(10'000),
      std::chrono::microseconds(25'000),
      std::chrono::microseconds(50'000),
      std::chrono::microseconds(100'000),
      std::chrono::microseconds(250'000),
      std::chrono::microseconds(500'000),
      std::chrono::seconds(1),
      std::chrono::microseconds(2'500'000),
      std::chrono::seconds(5),
      std::chrono::seconds(10)};
  // One more than bounds: the last is for what is above them all. Not cumulative.
  std::array<std::uint64_t, kBounds.size() + 1> buckets{};
  std::chrono::microseconds sum{0};

  void observe(std::chrono::microseconds took) {
    std::size_t i = 0;
    while (i < kBounds.size() && took > kBounds[i]) ++i;
    ++buckets[i];
    sum += took;
  }
};

struct DaemonStats {
  SyncTimes journal_sync;
  std::optional<std::uint64_t> journal_bytes;
  std::uint64_t channel_depth = 0;  // events and refusals that wait for the ledger
  std::optional<std::uint64_t> disk_free_bytes;
  std::uint64_t dead_letters = 0;  // ever written; not those kept
  Instant started{};
  bool working = false;  // sources are taken from
  // The configuration that works: since when, how often it was tried to change it, and why the last
  // try was refused; empty: it was not.
  Instant config_since{};
  std::uint64_t config_reloads = 0;
  std::string config_refused;
  std::optional<Instant> http_certificate_end{};  // of its own; nullopt: it serves no TLS
};

}  // namespace jono::metrics
