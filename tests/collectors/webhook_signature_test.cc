// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <string>

#include "collectors/webhook/signature.h"

namespace jono::webhook {
namespace {

// HMAC-SHA256 of "hello" and of "1000.hello" under "secret", made with openssl.
constexpr const char* kHex = "88aab3ede8d3adf94d26ab90d3bafd4a2083070c3bcce9c014ee04a443847c0b";
constexpr const char* kBase64 = "iKqz7ejTrflNJquQ07r9SiCDBww7zOnAFO4EpEOEfAs=";
constexpr const char* kTimed = "68b4e0f3cbf572d8f2a61a0a26389c0880345705e6cbca10add63a2651feefb0";
constexpr Instant kNow{std::chrono::seconds(1000)};

class WebhookSignature : public testing::Test {
 protected:
  Signed check(const std::string& given, std::string body = "hello", Instant now = kNow) {
    Post post{headers, std::move(body)};
    if (!given.empty()) post.headers.emplace_back("x-signature", given);
    return check_signature(signature, "secret", post, now);
  }
  Signature signature;
  std::vector<std::pair<std::string, std::string>> headers;
};

TEST_F(WebhookSignature, IsOfTheBodyInHexOrBase64) {
  EXPECT_EQ(check(kHex), Signed::right);
  EXPECT_EQ(check(kBase64), Signed::right);
}

TEST_F(WebhookSignature, HasItsPrefix) {
  signature.prefix = "sha256=";
  EXPECT_EQ(check(std::string("sha256=") + kHex), Signed::right);
  EXPECT_EQ(check(kHex), Signed::wrong);
}

TEST_F(WebhookSignature, IsNotOfAnythingElse) {
  EXPECT_EQ(check(""), Signed::missing);
  EXPECT_EQ(check(kHex, "hello "), Signed::wrong);
  EXPECT_EQ(check(kHex, ""), Signed::wrong);
  std::string other(kHex);
  other.back() = 'c';
  EXPECT_EQ(check(other), Signed::wrong);
  for (const char* odd : {"x", "=", "88aab3ed", "sha256="}) EXPECT_EQ(check(odd), Signed::wrong);
  headers = {{"X-Signature", kHex}};
  EXPECT_EQ(check(kHex), Signed::missing) << "two of them are none";
}

TEST_F(WebhookSignature, OfAnotherTimeIsOfNoUse) {
  signature.timestamp_header = "X-Timestamp";
  EXPECT_EQ(check(kTimed), Signed::missing);
  headers = {{"X-Timestamp", "1000"}};
  EXPECT_EQ(check(kTimed), Signed::right);
  EXPECT_EQ(check(kHex), Signed::wrong);
  EXPECT_EQ(check(kTimed, "hello", kNow + kTimely), Signed::right);
  EXPECT_EQ(check(kTimed, "hello", kNow + kTimely + Millis(1)), Signed::untimely);
  EXPECT_EQ(check(kTimed, "hello", kNow - kTimely - Millis(1)), Signed::untimely);
  headers = {{"X-Timestamp", "1001"}};
  EXPECT_EQ(check(kTimed), Signed::wrong);
}

}  // namespace
}  // namespace jono::webhook
