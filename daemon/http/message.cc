// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/message.h"

namespace jono::http {

std::optional<std::string_view> Request::parameter(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

}  // namespace jono::http
