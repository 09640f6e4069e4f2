// SPDX-License-Identifier: EUPL-1.2
// The daemon: one configuration after another at work, until a signal ends it.
#pragma once

#include <filesystem>

#include "daemon/app/loaded.h"

namespace jono::app {

// SIGTERM and SIGINT end it in order. SIGHUP has `config_file` read again: a good one takes the
// place of what runs, where acknowledged events stay and sources are asked for the rest; a bad one
// is told of and changes nothing. Returns the exit code.
[[nodiscard]] int serve(const std::filesystem::path& config_file, Loaded loaded);

}  // namespace jono::app
