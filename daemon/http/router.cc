// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/router.h"

#include <algorithm>

namespace jono::http {
namespace {

bool fits(const Route& route, std::string_view path) {
  if (route.match == Match::exact) return path == route.path;
  if (!path.starts_with(route.path)) return false;
  return path.size() == route.path.size() || route.path.ends_with('/') ||
         path[route.path.size()] == '/';
}

void allow(std::string& methods, const std::string& method) {
  if (methods.find(method) != std::string::npos) return;
  if (!methods.empty()) methods += ", ";
  methods += method == "GET" ? "GET, HEAD" : method;
}

}  // namespace

Found find_route(std::span<const Route> routes, std::string_view method, std::string_view path) {
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  Found out;
  for (const Route& route : routes) {
    if (!fits(route, path)) continue;
    if (route.method == wanted) return {&route, {}};
    allow(out.allow, route.method);
  }
  return out;
}

}  // namespace jono::http
