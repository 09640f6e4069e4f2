// SPDX-License-Identifier: EUPL-1.2
#include "daemon/metrics/parts.h"

namespace jono::metrics {
namespace {

void add(Families& out, Family family, Value value) {
  family.add({}, value);
  family.move_to(out);
}

void add_journal(Families& out, const DaemonStats& daemon) {
  std::array<double, SyncTimes::kBounds.size()> bounds{};
  for (std::size_t i = 0; i < bounds.size(); ++i) bounds[i] = *seconds(SyncTimes::kBounds[i]);
  Family sync = Family::histogram("journal_sync_seconds", "How long the journal's commits took.");
  sync.add({}, daemon.journal_sync.buckets, bounds, *seconds(daemon.journal_sync.sum));
  sync.move_to(out);
  add(out, Family::gauge("journal_bytes", "Size of the journal on disk."),
      number(daemon.journal_bytes));
  add(out, Family::gauge("disk_free_bytes", "Free space where the journal is."),
      number(daemon.disk_free_bytes));
  add(out, Family::counter("dead_letters_total", "Refused events written as dead letters."),
      number(daemon.dead_letters));
}

void add_certificate(Families& out, const Scrape& scrape) {
  const auto end = scrape.daemon.http_certificate_end;
  if (!end) return;
  add(out,
      Family::gauge("http_certificate_not_after_seconds",
                    "Time until the certificate that is served ends; below 0: it has."),
      seconds(*end - scrape.now));
}

void add_process(Families& out, const Scrape& scrape) {
  const ProcessStats& process = scrape.process;
  add(out, Family::counter("process_cpu_seconds_total", "User and system time of the process."),
      process.cpu_seconds);
  add(out, Family::gauge("process_resident_memory_bytes", "Resident memory of the process."),
      number(process.resident_bytes));
  add(out, Family::gauge("process_open_fds", "Open file descriptors of the process."),
      number(process.open_fds));
  add(out, Family::gauge("process_start_time_seconds", "When the process started."),
      timestamp(scrape.daemon.started));
}

}  // namespace

void add_daemon(Families& out, const Scrape& scrape) {
  add_journal(out, scrape.daemon);
  add_certificate(out, scrape);
  add(out, Family::gauge("channel_depth", "Events that wait for the journal."),
      number(scrape.daemon.channel_depth));
  add(out, Family::gauge("snapshot_age_seconds", "Age of the snapshot that all figures are from."),
      age(scrape.snapshot.now, scrape.now));
  add(out,
      Family::gauge("config_last_reload_successful",
                    "1 when the configuration was good the last time it was read, else 0."),
      number(scrape.daemon.config_refused.empty()));
  Family build = Family::gauge("build_info", "Always 1; the version that runs.");
  build.add({{"version", scrape.context.version}}, 1);
  build.move_to(out);
  add_process(out, scrape);
}

}  // namespace jono::metrics
