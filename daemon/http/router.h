// SPDX-License-Identifier: EUPL-1.2
// Which route answers a request. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "daemon/http/message.h"

namespace jono::http {

struct Found {
  const Route* route = nullptr;
  // The methods that the path knows, as in an Allow header, where `route` is null; empty: the path
  // is unknown.
  std::string allow;
};

// The first of `routes` that fits. HEAD finds GET.
[[nodiscard]] Found find_route(std::span<const Route> routes, std::string_view method,
                               std::string_view path);

}  // namespace jono::http
