// SPDX-License-Identifier: EUPL-1.2
// What commands give to people.
#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "daemon/base/result.h"

namespace jono::app {

// Into the file, whole or not at all: one that was there is replaced once all is written. "-" is
// stdout.
[[nodiscard]] Result<void> write_output(const std::string& path, std::string_view bytes);
// The same of what `write` writes.
[[nodiscard]] Result<void> write_output(const std::string& path,
                                        const std::function<void(std::ostream&)>& write);

// The exit code; an error goes to stderr.
[[nodiscard]] int told(const Result<void>& done);

}  // namespace jono::app
