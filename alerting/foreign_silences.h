// SPDX-License-Identifier: EUPL-1.2
// Silences that people made in an Alertmanager, from its own list of them.
#pragma once

#include <string_view>
#include <vector>

#include "alerting/view.h"
#include "daemon/base/result.h"

namespace jono::alerting {

// What GET /api/v2/silences answered at `where`: those in force. bad_input: it is no such list.
[[nodiscard]] Result<std::vector<ForeignSilence>> parse_foreign_silences(std::string_view where,
                                                                         std::string_view body);

}  // namespace jono::alerting
