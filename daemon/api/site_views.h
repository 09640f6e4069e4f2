// SPDX-License-Identifier: EUPL-1.2
// What is configured, and how the sources do.
#pragma once

#include "daemon/api/parts.h"
#include "daemon/http/message.h"

namespace jono::api {

[[nodiscard]] http::Response lines(const Parts& parts);
[[nodiscard]] http::Response sources(const Parts& parts);

}  // namespace jono::api
