// SPDX-License-Identifier: EUPL-1.2
// When each byte of a recorded connection was received: the file that goes with a capture.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "daemon/base/result.h"
#include "daemon/base/time.h"

namespace jono::asterisk {

class ReceivedTimes {
 public:
  // Tab-separated lines `offset length nanoseconds-since-the-epoch`, one a chunk, in order of
  // offset; `#` starts a comment, length 0 says that the connection was closed.
  static Result<ReceivedTimes> parse(std::string_view tsv);

  // For a message that ended at `end`, one past its last byte: when the chunk with that last byte
  // came. nullopt when no chunk holds it.
  [[nodiscard]] std::optional<Instant> of_message_ending_at(std::uint64_t end) const;

 private:
  struct Chunk {
    std::uint64_t end;  // one past its last byte
    Instant at;
  };
  std::vector<Chunk> chunks_;
};

}  // namespace jono::asterisk
