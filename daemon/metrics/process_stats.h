// SPDX-License-Identifier: EUPL-1.2
// What the kernel tells of this process.
#pragma once

#include <cstdint>
#include <optional>

namespace jono::metrics {

// A figure that cannot be read is nullopt.
struct ProcessStats {
  std::optional<double> cpu_seconds;
  std::optional<std::uint64_t> resident_bytes;
  std::optional<std::uint64_t> open_fds;
};

// Any thread.
[[nodiscard]] ProcessStats read_process_stats();

}  // namespace jono::metrics
