// SPDX-License-Identifier: EUPL-1.2
// What is said of a file that was taken or not, beside it.
#pragma once

#include <string>

#include "collectors/file/file_taker.h"

namespace jono::file {

// Whole lines; the first says the outcome.
[[nodiscard]] std::string report_of(const std::string& name, const Taken& taken, Instant now);

// What becomes of a file that is done with.
struct Folders {
  std::filesystem::path done;
  std::filesystem::path failed;
};
[[nodiscard]] inline Folders folders_of(const std::filesystem::path& folder) {
  return {folder / "done", folder / "failed"};
}

// Whether a file of that name is one that is being made, or none of the user's.
[[nodiscard]] bool is_partial(std::string_view name);

}  // namespace jono::file
