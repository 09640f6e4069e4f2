// SPDX-License-Identifier: EUPL-1.2
#include "collectors/webhook/signature.h"

#include <sodium.h>

#include <array>
#include <charconv>
#include <optional>

namespace jono::webhook {
namespace {

using Digest = std::array<unsigned char, crypto_auth_hmacsha256_BYTES>;

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

void add(crypto_auth_hmacsha256_state& state, std::string_view text) {
  crypto_auth_hmacsha256_update(&state, bytes(text), text.size());
}

Digest digest_of(std::string_view secret, std::string_view timestamp, std::string_view body) {
  Digest out;
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes(secret), secret.size());
  if (!timestamp.empty()) {
    add(state, timestamp);
    add(state, ".");
  }
  add(state, body);
  crypto_auth_hmacsha256_final(&state, out.data());
  return out;
}

// In hex or Base64, which differ in length.
std::optional<Digest> read_digest(std::string_view text) {
  Digest out;
  std::size_t size = 0;
  const bool read =
      text.size() == 2 * out.size()
          ? sodium_hex2bin(out.data(), out.size(), text.data(), text.size(), nullptr, &size,
                           nullptr) == 0
          : sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &size,
                              nullptr, sodium_base64_VARIANT_ORIGINAL) == 0;
  return read && size == out.size() ? std::optional(out) : std::nullopt;
}

bool is_timely(std::string_view timestamp, Instant now) {
  constexpr std::int64_t kMost = 100'000'000'000;
  std::int64_t seconds = 0;
  const char* const end = timestamp.data() + timestamp.size();
  const auto [read, error] = std::from_chars(timestamp.data(), end, seconds);
  if (error != std::errc() || read != end || seconds < 0 || seconds > kMost) return false;
  const Millis off = now - Instant(std::chrono::seconds(seconds));
  return off <= kTimely && off >= -kTimely;
}

}  // namespace

Signed check_signature(const Signature& signature, std::string_view secret, const Post& post,
                       Instant now) {
  std::string_view given = post.header(signature.header);
  const bool timed = !signature.timestamp_header.empty();
  const std::string_view timestamp =
      timed ? post.header(signature.timestamp_header) : std::string_view();
  if (given.empty() || (timed && timestamp.empty())) return Signed::missing;
  if (!given.starts_with(signature.prefix)) return Signed::wrong;
  given.remove_prefix(signature.prefix.size());
  const auto theirs = read_digest(given);
  const Digest ours = digest_of(secret, timestamp, post.body);
  if (!theirs || sodium_memcmp(theirs->data(), ours.data(), ours.size()) != 0) {
    return Signed::wrong;
  }
  return timed && !is_timely(timestamp, now) ? Signed::untimely : Signed::right;
}

}  // namespace jono::webhook
