// SPDX-License-Identifier: EUPL-1.2
// One message of Asterisk's manager interface: headers in the order of the wire.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace jono::asterisk {

struct AmiHeader {
  std::string_view key;
  std::string_view value;
  bool operator==(const AmiHeader&) const = default;
};

// The views point into whoever made the message. Keys may repeat (Output, ChanVariable, a
// dialplan's own headers); the first one counts.
struct AmiMessage {
  std::vector<AmiHeader> headers;
  std::size_t size = 0;  // bytes on the wire, its blank line included

  // Empty when missing: Asterisk itself makes no difference between that and an empty value.
  [[nodiscard]] std::string_view get(std::string_view key) const {
    for (const AmiHeader& h : headers) {
      if (h.key == key) return h.value;
    }
    return {};
  }
};

}  // namespace jono::asterisk
