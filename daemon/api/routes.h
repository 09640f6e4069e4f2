// SPDX-License-Identifier: EUPL-1.2
// Everything that the daemon answers over HTTP, by path; openapi.yaml says what each means.
#pragma once

#include <vector>

#include "daemon/api/parts.h"
#include "daemon/http/message.h"

namespace jono::api {

[[nodiscard]] std::vector<http::Route> make_routes(const Parts& parts);

}  // namespace jono::api
