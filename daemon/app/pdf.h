// SPDX-License-Identifier: EUPL-1.2
// A page as PDF, by the Chromium of this machine.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "daemon/base/result.h"

namespace jono::app {

// Waits up to a minute. retry_later: Chromium failed; give_up: there is none.
[[nodiscard]] Result<std::string> pdf_of(std::string_view html);

}  // namespace jono::app
