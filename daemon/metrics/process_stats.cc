// SPDX-License-Identifier: EUPL-1.2
#include "daemon/metrics/process_stats.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace jono::metrics {
namespace {

double seconds_of(const timeval& t) {
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
}

std::optional<double> cpu_seconds() {
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) != 0) return std::nullopt;
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

std::optional<std::uint64_t> resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t size = 0, resident = 0;  // in pages
  if (!(statm >> size >> resident)) return std::nullopt;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::optional<std::uint64_t> open_fds() {
  std::error_code failed;
  std::filesystem::directory_iterator fd("/proc/self/fd", failed);
  std::uint64_t count = 0;
  for (; !failed && fd != std::filesystem::directory_iterator(); fd.increment(failed)) ++count;
  if (failed || count == 0) return std::nullopt;
  return count - 1;  // the listing itself has one open
}

}  // namespace

ProcessStats read_process_stats() { return {cpu_seconds(), resident_bytes(), open_fds()}; }

}  // namespace jono::metrics
