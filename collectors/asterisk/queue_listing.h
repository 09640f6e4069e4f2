// SPDX-License-Identifier: EUPL-1.2
// The answer to QueueStatus: a list of queues, members and waiting calls becomes one snapshot a
// line.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/asterisk/ami_message.h"
#include "collectors/outlet.h"

namespace jono::asterisk {

// Asterisk answers one action after the other, so at most one list is under way; events may come
// between its items.
class QueueListing {
 public:
  static constexpr std::uint32_t kMostItems = 200'000;

  void clear();
  void params(std::string_view queue, const Edge& edge);  // a queue of the list, perhaps empty
  void member() { ++items_; }
  void entry(const AmiMessage& item, const Edge& edge);  // a call that waits in it
  // The end of the list: a snapshot of every line that has a queue in it, refused (bad_snapshot)
  // where an item was bad, or where Asterisk counted other items than came.
  void complete(const AmiMessage& end, Instant at, Outlet& out);

 private:
  struct Waiting {
    CallId call;
    std::chrono::seconds since;
  };
  struct Line {
    std::string queue;  // the first one of the line
    std::vector<Waiting> waiting;
    bool bad = false;
  };

  std::map<LineId, Line> lines_;
  std::uint32_t items_ = 0;
};

}  // namespace jono::asterisk
