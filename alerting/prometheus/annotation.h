// SPDX-License-Identifier: EUPL-1.2
// A rule's text as a Prometheus template.
#pragma once

#include <string>

#include "alerting/rule.h"
#include "daemon/base/local_text.h"

namespace jono::alerting {

// Subjects go by their ids there, and the value is that of now. Empty where the rule has no text.
[[nodiscard]] std::string annotation(const Rule& rule, Language language);

}  // namespace jono::alerting
