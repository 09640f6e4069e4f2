// SPDX-License-Identifier: EUPL-1.2
// Any bytes to the journal's decoder; what it takes must come out the same when encoded again.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "daemon/event/codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view in(reinterpret_cast<const char*>(data), size);
  while (const auto event = jono::decode(in)) {
    std::string bytes;
    jono::encode(*event, bytes);
    std::string_view again = bytes;
    const auto read = jono::decode(again);
    if (!read || !again.empty() || !jono::same_content(*read, *event)) std::abort();
  }
  return 0;
}
