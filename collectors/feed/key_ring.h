// SPDX-License-Identifier: EUPL-1.2
// Which keys may speak for which source, and for which of its lines.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "daemon/base/ids.h"
#include "daemon/event/event.h"
#include "daemon/event/names.h"

namespace jono::feed {

struct FeedKey {
  std::string name;  // of its file
  SourceId source;
  bool every_line = true;  // and every backlog; else those below alone
  std::vector<LineId> lines{};
  std::vector<BacklogId> backlogs{};

  [[nodiscard]] bool may_tell(const Event& event) const;
};

// By the public key in Z85, which is also the ZAP User-Id: a name could come to mean another key.
using KeyTable = std::unordered_map<std::string, FeedKey, StringHash, std::equal_to<>>;

// The table as it is now. May be used from any thread.
class KeyRing {
 public:
  [[nodiscard]] std::shared_ptr<const KeyTable> get() const;
  void set(std::shared_ptr<const KeyTable> table);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const KeyTable> table_ = std::make_shared<KeyTable>();
};

}  // namespace jono::feed
