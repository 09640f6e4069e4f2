// SPDX-License-Identifier: EUPL-1.2
// The engine in virtual time: recorded input in, hour rows out. Opens no socket, secret or data
// directory.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/app/input.h"
#include "daemon/base/result.h"
#include "daemon/config/config.h"

namespace jono::app {

struct ReplayOptions {
  std::optional<InputFormat> format;  // nullopt: told by each input's first bytes
  std::string source;                 // id; empty: the events' own, or the only one that fits
  std::string received;               // TSV with the receive times of an AMI capture; may be empty
  std::optional<Instant> until;
  std::string hours;                // output file; "-" is stdout
  std::vector<std::string> inputs;  // files; "-" is stdin
};

// Errc::bad_input: the options or inputs are refused; anything else failed while running.
[[nodiscard]] Result<void> replay(const config::Config& config, const ReplayOptions& options);

}  // namespace jono::app
