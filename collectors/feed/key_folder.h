// SPDX-License-Identifier: EUPL-1.2
// The folder of the senders' public keys, one NAME.pub a key, and what happens in it.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "collectors/feed/key_ring.h"
#include "daemon/base/result.h"

namespace jono::feed {

// For one thread.
class KeyFolder {
 public:
  // `sources` are those that a key may speak for. `names` outlives the folder. A folder that cannot
  // be watched is an error.
  [[nodiscard]] static Result<std::unique_ptr<KeyFolder>> open(std::filesystem::path path,
                                                               const Names& names,
                                                               std::vector<SourceId> sources);
  ~KeyFolder();
  KeyFolder(const KeyFolder&) = delete;
  KeyFolder& operator=(const KeyFolder&) = delete;

  // Readable when something may have happened in the folder.
  [[nodiscard]] int fd() const { return inotify_; }
  // Whether something has happened since it was asked last. What was done to the folder before the
  // call is seen by it. Never waits.
  [[nodiscard]] bool changed();

  // Every key that may be used. What is wrong with another file goes to the log, with its name: it
  // admits nobody. A folder that is gone admits nobody either.
  [[nodiscard]] std::shared_ptr<const KeyTable> read() const;

 private:
  KeyFolder(std::filesystem::path path, const Names& names, std::vector<SourceId> sources);
  bool watch();
  [[nodiscard]] Result<FeedKey> key_of(const std::filesystem::path& file, std::string& key) const;

  const std::filesystem::path path_;
  const Names& names_;
  const std::vector<SourceId> sources_;
  int inotify_;
  int watch_ = -1;  // -1: the folder is gone, and looked for again
};

}  // namespace jono::feed
