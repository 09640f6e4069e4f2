// SPDX-License-Identifier: EUPL-1.2
// Bytes of a file as UTF-8. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jono::file {

enum class Encoding { automatic, utf8, windows_1252 };

// Whether bytes, in pieces of any size, are UTF-8: shortest forms, no surrogates, up to U+10FFFF.
class Utf8Check {
 public:
  // False once they are not.
  bool feed(std::string_view bytes);
  // The same of their end.
  [[nodiscard]] bool whole() const { return good_ && left_ == 0; }

 private:
  bool step(unsigned char c);

  bool good_ = true;
  int left_ = 0;             // bytes that the character still needs
  unsigned char least_ = 0;  // the next byte lies between these
  unsigned char most_ = 0;
};

[[nodiscard]] bool is_utf8(std::string_view bytes);

// nullopt: it has a byte that stands for nothing.
[[nodiscard]] std::optional<std::string> from_windows_1252(std::string_view bytes);

// Without the spaces around it: blanks, tabs, U+00A0 and U+202F. `text` is UTF-8.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace jono::file
