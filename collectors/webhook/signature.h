// SPDX-License-Identifier: EUPL-1.2
// Whether a request was signed by who knows the secret. Pure.
#pragma once

#include <chrono>
#include <string_view>

#include "collectors/webhook/post.h"
#include "collectors/webhook/webhook_config.h"
#include "daemon/base/time.h"

namespace jono::webhook {

// How far a signed time may be from ours: what was caught on the way is of no use for longer.
inline constexpr std::chrono::minutes kTimely{5};

enum class Signed : std::uint8_t { right, missing, wrong, untimely };

// Takes as long for any digest of the right length.
[[nodiscard]] Signed check_signature(const Signature& signature, std::string_view secret,
                                     const Post& post, Instant now);

}  // namespace jono::webhook
