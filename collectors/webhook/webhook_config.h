// SPDX-License-Identifier: EUPL-1.2
// Who may post the events of a source, and what they look like.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "collectors/mapping/mapping.h"

namespace jono::webhook {

// A request is signed by the HMAC-SHA256 of its body under the secret, in hex or Base64.
struct Signature {
  std::filesystem::path secret_file{};
  std::string header = "X-Signature";
  std::string prefix{};            // before the digest, such as "sha256="
  std::string timestamp_header{};  // of seconds since 1970; then "TIMESTAMP.BODY" is signed
};

struct WebhookConfig {
  std::optional<Signature> signature{};       // nullopt: the HTTP server alone says who may post
  std::uint32_t rate = 50;                    // requests a second
  std::optional<mapping::Mapping> mapping{};  // nullopt: our own format
};

}  // namespace jono::webhook
