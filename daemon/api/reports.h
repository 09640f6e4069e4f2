// SPDX-License-Identifier: EUPL-1.2
// Reports over HTTP.
#pragma once

#include "daemon/api/parts.h"
#include "daemon/http/message.h"

namespace jono::api {

// The periods there are reports of.
[[nodiscard]] http::Response reports(const Parts& parts);
// The one that the path names.
[[nodiscard]] http::Response report_of(const Parts& parts, const http::Request& request);

}  // namespace jono::api
