// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/host.h"

#include <gtest/gtest.h>

namespace jono::http {
namespace {

TEST(Host, KnowsItsOwnNames) {
  for (const char* ours :
       {"localhost", "LocalHost:9636", "127.0.0.1", "127.0.0.1:9636", "127.255.0.9:1", "[::1]",
        "[::1]:9636", "localhost:", "Wall.example:80", "wall.example"}) {
    EXPECT_TRUE(is_our_host(ours, "wall.example")) << ours;
  }
  EXPECT_TRUE(is_our_host("192.0.2.1:80", "192.0.2.1"));
  EXPECT_TRUE(is_our_host("[2001:db8::1]", "2001:db8::1"));
}

TEST(Host, KnowsNoOther) {
  for (const char* other :
       {"", ":", ":9636", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example",
        "128.0.0.1", "[::2]", "[::1", "[::1]x", "[]", "::1", "localhost:80:80", "localhost:8o",
        "127.0.0.1@evil.example", "0.0.0.0", "127.1", " localhost"}) {
    EXPECT_FALSE(is_our_host(other, "wall.example")) << other;
  }
}

}  // namespace
}  // namespace jono::http
