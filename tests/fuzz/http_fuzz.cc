// SPDX-License-Identifier: EUPL-1.2
// Any bytes as the target of a request, and what comes of it through the router.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "daemon/http/request_target.h"
#include "daemon/http/router.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jono::http;
  static const std::vector<Route> routes = {{Needs::metrics, "GET", "/metrics", {}},
                                            {Needs::viewer, "GET", "/api", {}, Match::prefix}};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto target = parse_target(text);
  if (!target) return 0;
  if (!target->path.starts_with('/')) std::abort();
  if (target->path.find("/../") != std::string::npos || target->path.ends_with("/..")) std::abort();
  std::size_t length = target->path.size();
  for (const auto& [name, value] : target->query) {
    if ((name + value).find('\n') != std::string::npos) std::abort();
    length += name.size() + value.size();
  }
  if (length > size + 1) std::abort();
  if (find_route(routes, "PUT", target->path).route != nullptr) std::abort();
  return 0;
}
