// SPDX-License-Identifier: EUPL-1.2
// Follows a queue_log and what it is rotated into, on disk, step by step. No thread, no clock.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "collectors/asterisk/log_files.h"
#include "collectors/asterisk/queue_log_reader.h"

namespace jono::asterisk {

class QueueLogTail {
 public:
  // Passes a delivery on; false: the reader is to stop, and what it was given counts as not told.
  using Pass = std::function<bool(Delivery)>;

  // `place` is that of the last delivery that was kept; empty: there was none, and the log is read
  // from its beginning.
  QueueLogTail(const Edge& edge, std::filesystem::path path, std::string_view place,
               Witness* witness = nullptr);

  // Reads all there is by now. An error says why nothing can be read; what was passed on before
  // counts all the same.
  [[nodiscard]] Result<void> read(const Pass& pass);
  // The log has been quiet for so long that nothing will explain what is held.
  void flush(const Pass& pass);

  [[nodiscard]] bool holds() const { return reader_.holds(); }
  // Bytes that were read so far: tells whether the log is quiet.
  [[nodiscard]] std::uint64_t taken() const { return taken_; }
  // Where the next bytes will come; -1: nowhere yet.
  [[nodiscard]] int fd() const { return logs_.empty() ? -1 : logs_.back().fd(); }
  // Once: something is missing that cannot be read any more.
  [[nodiscard]] bool take_loss() { return std::exchange(lost_, false); }

 private:
  [[nodiscard]] Result<void> find();
  void go_on();
  [[nodiscard]] std::optional<LogFile> named() const;
  // False: it is to stop.
  [[nodiscard]] Result<bool> take(bool last, const Pass& pass);
  bool give(const Pass& pass);

  const std::filesystem::path path_;
  QueueLogReader reader_;
  std::optional<LogPlace> before_;  // where to go on, while no file is open
  bool resuming_;                   // after a start, when more than was rotated may be gone
  std::deque<OpenLog> logs_;        // the one that is read, and those that follow it
  std::uint64_t seen_to_ = 0;       // in the first of them
  std::vector<char> chunk_;
  std::uint64_t taken_ = 0;
  bool lost_ = false;
};

}  // namespace jono::asterisk
