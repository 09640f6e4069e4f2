// SPDX-License-Identifier: EUPL-1.2
// The wallboard's files, which are built into the program (cmake/wallboard.cmake makes the source).
#pragma once

#include <span>
#include <string_view>

namespace jono::http {

// `path` is where the file is served: "/" for the page itself, else "/assets/…" with a name that
// changes with the bytes. All three live as long as the program.
struct PageFile {
  std::string_view path, content_type, bytes;
};

// Empty where the program was built without the wallboard. Any thread.
[[nodiscard]] std::span<const PageFile> page_files();

}  // namespace jono::http
