// SPDX-License-Identifier: EUPL-1.2
// Hours, days and weeks of lines as rows.
#pragma once

#include "daemon/api/parts.h"
#include "daemon/http/message.h"

namespace jono::api {

// Of json, ndjson and csv; in pages.
[[nodiscard]] http::Response hours(const Parts& parts, const http::Request& request);
// Of json and csv.
[[nodiscard]] http::Response days(const Parts& parts, const http::Request& request);
[[nodiscard]] http::Response weeks(const Parts& parts, const http::Request& request);

}  // namespace jono::api
