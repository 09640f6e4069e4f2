// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/own_stats.h"

#include <sys/statvfs.h>

namespace jono::app {

std::string OwnStats::save() {
  std::string out;
  ByteWriter to(out);
  for (const std::uint64_t bucket : syncs_.buckets) to.number(bucket);
  to.number(std::int64_t{syncs_.sum.count()});
  return out;
}

void OwnStats::committed(std::chrono::microseconds took) {
  const std::lock_guard lock(mutex_);
  saved_ = syncs_;
  syncs_.observe(took);
}

void OwnStats::restore(std::string_view bytes) {
  ByteReader in(bytes);
  metrics::SyncTimes times;
  for (std::uint64_t& bucket : times.buckets) bucket = in.number<std::uint64_t>();
  times.sum = std::chrono::microseconds(in.number<std::int64_t>());
  const std::lock_guard lock(mutex_);
  if (in.ok()) saved_ = syncs_ = times;
}

metrics::DaemonStats OwnStats::read(const ledger::Ledger& ledger,
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

}  // namespace jono::app
