// SPDX-License-Identifier: EUPL-1.2
// What a request asks for: the target of its first line, taken apart and decoded. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jono::http {

struct Target {
  std::string path;  // begins with /; no control characters, no "." or ".." between slashes
  std::vector<std::pair<std::string, std::string>> query;  // a name without = has an empty value
};

// "/path?query" or "http://host/path?query", percent-decoded. A plus sign stays one: instants have
// them in their offsets, and nothing asked for has spaces. nullopt for anything else: bad encoding,
// a fragment, an encoded slash in the path, control characters. Any bytes are fine. What comes out
// is not checked to be UTF-8.
[[nodiscard]] std::optional<Target> parse_target(std::string_view target);

// For the value of a parameter: everything but letters, digits and -._~ is percent-encoded.
[[nodiscard]] std::string encode(std::string_view text);

}  // namespace jono::http
