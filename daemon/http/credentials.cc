// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/credentials.h"

#include <sodium.h>

#include <algorithm>
#include <optional>

namespace jono::http {
namespace {

char lower(char c) { return 'A' <= c && c <= 'Z' ? char(c - 'A' + 'a') : c; }

bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::optional<std::string> decode_base64(std::string_view text) {
  std::string out(text.size(), '\0');
  std::size_t size = 0;
  const bool read =
      sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
                        text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL) == 0;
  if (!read) return std::nullopt;
  out.resize(size);
  return out;
}

}  // namespace

Credentials parse_authorization(std::string_view header) {
  const auto blank = header.find(' ');
  if (blank == std::string_view::npos) return NoCredentials{};
  const std::string_view scheme = header.substr(0, blank);
  const auto from = header.find_first_not_of(' ', blank);
  if (from == std::string_view::npos) return NoCredentials{};
  const std::string_view rest = header.substr(from);
  if (same(scheme, "bearer")) return Bearer{std::string(rest)};
  if (!same(scheme, "basic")) return NoCredentials{};
  const auto pair = decode_base64(rest);
  const auto colon = pair ? pair->find(':') : std::string::npos;
  if (colon == std::string::npos) return NoCredentials{};
  return Password{pair->substr(0, colon), pair->substr(colon + 1)};
}

bool is_cross_origin(std::string_view origin, std::string_view fetch_site, std::string_view host) {
  if (!fetch_site.empty() && !same(fetch_site, "same-origin") && !same(fetch_site, "none")) {
    return true;
  }
  if (origin.empty()) return false;
  const auto scheme = origin.find("://");
  return scheme == std::string_view::npos || !same(origin.substr(scheme + 3), host);
}

}  // namespace jono::http
