// SPDX-License-Identifier: EUPL-1.2
// A folder into which files are dropped, as a source of the daemon: a thread that watches it.
#pragma once

#include <memory>
#include <string>

#include "collectors/file/file_config.h"
#include "daemon/base/clock.h"
#include "daemon/event/channel.h"
#include "daemon/event/edge.h"
#include "daemon/event/epoch_names.h"

namespace jono::file {

struct FileTimes {
  Millis say{1000};      // between two words of life
  Millis scan{60'000};   // where the file system tells of no changes
  Millis quiet{10'000};  // a file of somebody else's that was not written to for so long is whole
};

// The references outlive the collector.
struct FileParts {
  FileConfig config;
  Edge edge;
  EpochNames& epochs;
  const Clock& clock;
  TotalsBook& totals;
  Millis future_tolerance{};
  std::string place;  // what the last delivery of this source said; empty if there was none
  EventChannel& channel;
  FileTimes times{};
};

class FileCollector {
 public:
  // Always starts; a folder that is not there is waited for, and logged.
  [[nodiscard]] static std::unique_ptr<FileCollector> start(FileParts parts);
  // Ends the thread, within some 100 ms even if the channel is full.
  ~FileCollector();
  FileCollector(const FileCollector&) = delete;
  FileCollector& operator=(const FileCollector&) = delete;

 private:
  class Worker;
  explicit FileCollector(std::unique_ptr<Worker> worker);
  std::unique_ptr<Worker> worker_;
};

}  // namespace jono::file
