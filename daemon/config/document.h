// SPDX-License-Identifier: EUPL-1.2
// A YAML text as a tree of plain values, each with its place. What could harm (size, depth,
// aliases that multiply or refer to themselves) is refused here, before anything is read from it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/base/result.h"
#include "daemon/config/fault.h"

namespace jono::config {

struct Value;
using ValuePtr = std::shared_ptr<const Value>;  // shared where an alias refers to it

struct Member {
  std::string key;
  Place place;
  ValuePtr value;
};

struct Value {
  enum class Kind { nothing, text, list, map };
  Kind kind = Kind::nothing;
  Place place;
  std::string text{};
  std::vector<ValuePtr> items{};
  std::vector<Member> members{};  // in the file's order; of two with one key, the first
  std::size_t weight = 1;         // values in it: itself, keys and what its aliases refer to
};

inline constexpr std::size_t kMaxBytes = std::size_t{256} * 1024;

// The text of a file, of which no more than one byte beyond kMaxBytes is read. The error says why
// it cannot be.
[[nodiscard]] Result<std::string> file_text(const std::filesystem::path& path);

// Null after a fault that leaves nothing to read; a duplicate key is a fault, and the tree is given
// all the same. An empty text is a value of kind nothing.
[[nodiscard]] ValuePtr read_document(std::string_view text, std::vector<Fault>& faults);

}  // namespace jono::config
