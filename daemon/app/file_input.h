// SPDX-License-Identifier: EUPL-1.2
// What commands have to do with a source of files: the source itself, and a file looked through as
// the daemon would, without keeping anything.
#pragma once

#include <string>

#include "collectors/file/file_taker.h"
#include "daemon/config/config.h"

namespace jono::app {

struct FileSource {
  SourceId id;
  const file::FileConfig* config;  // of the configuration
  Millis future_tolerance;
};

// Refuses a source that is not configured, or of another type.
[[nodiscard]] Result<FileSource> file_source(const config::Config& config,
                                             const std::string& source);

struct LookedThrough {
  file::Tally tally;
  std::vector<file::Total> totals;
};
[[nodiscard]] Result<LookedThrough> look_through(const config::Config& config,
                                                 const FileSource& source, const std::string& path,
                                                 const file::FileTaker::Tell& tell);

// Its faults, a line each, as "FILE: line 7, column 4 (Jonotusaika): …"; empty: there are none.
[[nodiscard]] std::string faults_of(const std::string& path, const file::Tally& tally);

}  // namespace jono::app
