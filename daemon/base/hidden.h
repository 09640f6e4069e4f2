// SPDX-License-Identifier: EUPL-1.2
// Characters that a terminal or the eye takes for a command and not for text. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace jono {

// Where the first of them begins: control characters (C0, DEL, C1) and those that turn the
// direction of writing; npos: there is none. Tabs and line ends are among them. `text` is UTF-8;
// where it is not, what is found is right for the bytes that are.
[[nodiscard]] constexpr std::size_t find_hidden(std::string_view text, std::size_t from = 0) {
  const auto at = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  for (std::size_t i = from; i < text.size(); ++i) {
    const unsigned c = at(i), second = at(i + 1), third = at(i + 2);
    const bool c1 = c == 0xc2 && 0x80 <= second && second <= 0x9f;
    const bool turned = c == 0xe2 && ((second == 0x80 && 0xaa <= third && third <= 0xae) ||
                                      (second == 0x81 && 0xa6 <= third && third <= 0xa9));
    if (c < 0x20 || c == 0x7f || c1 || turned) return i;
  }
  return std::string_view::npos;
}

}  // namespace jono
