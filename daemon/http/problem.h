// SPDX-License-Identifier: EUPL-1.2
// Errors as problem documents (RFC 9457).
#pragma once

#include <string>
#include <string_view>

#include "daemon/base/local_text.h"
#include "daemon/http/message.h"

namespace jono::http {

// `detail` is one sentence for a person: what is wrong and what to do.
[[nodiscard]] Response problem(int status, LocalText detail);
// For what is said in one language only, whoever asks.
[[nodiscard]] Response problem(int status, std::string_view detail);

// {"type":"about:blank","status":404,"title":"Not Found","detail":…} and a line end.
[[nodiscard]] std::string problem_document(int status, const LocalText& detail, Language language);

// "Not Found" for 404; empty for a number that is not used here.
[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace jono::http
