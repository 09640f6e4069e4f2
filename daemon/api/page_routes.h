// SPDX-License-Identifier: EUPL-1.2
// The wallboard's page.
#pragma once

#include <vector>

#include "daemon/http/message.h"

namespace jono::api {

// Empty where the program was built without the page.
[[nodiscard]] std::vector<http::Route> make_page_routes();

}  // namespace jono::api
