// SPDX-License-Identifier: EUPL-1.2
// What becomes of an answer on its way out: the client's language, an ETag, a smaller form. Pure.
#pragma once

#include <string>
#include <string_view>

#include "daemon/base/local_text.h"
#include "daemon/http/message.h"

namespace jono::http {

// The one of ours that an Accept-Language header likes best ("sv-FI, fi;q=0.5"); `otherwise` where
// it names none, or is no such header.
[[nodiscard]] Language choose_language(std::string_view accept_language, Language otherwise);

// Whether an Accept-Encoding header takes gzip.
[[nodiscard]] bool takes_gzip(std::string_view accept_encoding);

// RFC 1952.
[[nodiscard]] std::string gzip(std::string_view bytes);

// Whether finish() has enough to do that it should not be done on the thread that serves all.
[[nodiscard]] bool is_long_work(const Response& response, const Request& request);

// Writes a problem in the client's language, answers 304 where the client has the same already, and
// compresses what is worth it.
[[nodiscard]] Response finish(Response response, const Request& request, Language otherwise);

}  // namespace jono::http
