// SPDX-License-Identifier: EUPL-1.2
// Errors as problem documents (RFC 9457).
#pragma once

#include <string_view>

#include "daemon/http/message.h"

namespace jono::http {

// `detail` is one sentence for a person: what is wrong and what to do.
[[nodiscard]] Response problem(int status, std::string_view detail);

// "Not Found" for 404; empty for a number that HTTP gives no name.
[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace jono::http
