// SPDX-License-Identifier: EUPL-1.2
// Where log lines go, and which. A line begins with the part that it is of, "source pbx: …", and
// holds nothing that a caller or a phone system said.
#pragma once

#include "daemon/config/config.h"

namespace jono::app {

// From now on lines go to systemd's journal, with fields, where stderr leads there, else to stderr;
// no more of each part than its budget.
void start_log();

// What is less grave is left out from now on. From any thread.
void set_log_level(config::LogLevel level);

}  // namespace jono::app
