// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/request_target.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace jono::http {
namespace {

using Query = std::vector<std::pair<std::string, std::string>>;

TEST(RequestTarget, IsTakenApartAndDecoded) {
  const auto target =
      parse_target("/api/v1/l%C3%A4nsi?from=2026-11-23T08:00:00%2B02:00&x&y=&z=a=b");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/api/v1/länsi");
  EXPECT_EQ(target->query,
            (Query{{"from", "2026-11-23T08:00:00+02:00"}, {"x", ""}, {"y", ""}, {"z", "a=b"}}));
}

TEST(RequestTarget, APlusStaysOne) {
  EXPECT_EQ(parse_target("/h?from=08:00+02:00")->query, (Query{{"from", "08:00+02:00"}}));
}

TEST(RequestTarget, KeepsTheShapeOfThePath) {
  EXPECT_EQ(parse_target("/")->path, "/");
  EXPECT_EQ(parse_target("/a/")->path, "/a/");
  EXPECT_EQ(parse_target("//a//b")->path, "//a//b");
  EXPECT_EQ(parse_target("/a?")->query, Query{});
}

TEST(RequestTarget, MayBeAbsolute) {
  EXPECT_EQ(parse_target("http://host:1/p?q=1")->path, "/p");
  EXPECT_EQ(parse_target("http://host")->path, "/");
  EXPECT_FALSE(parse_target("https://host/p"));
  EXPECT_FALSE(parse_target("file:///etc/passwd"));
}

TEST(RequestTarget, IsRefusedWhenOdd) {
  for (const char* odd :
       {"",       "*",          "a",        "/a b",   "/a%",  "/a%4",  "/a%zz",
        "/a%2fb", "/a/../b",    "/..",      "/./a",   "/.",   "/.//a", "/%2e%2e/a",
        "/a%00",  "/a%0d%0aX:", "/a?x=%0a", "/a?%7f", "/a#b", "/\xff", "?x"}) {
    EXPECT_FALSE(parse_target(odd)) << odd;
  }
}

RC_GTEST_PROP(RequestTarget, FindsAgainWhatWasEncoded, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::inRange(' ', '~'));
  std::string encoded;
  for (const char c : text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    encoded += {'%', kDigits[std::size_t(c) / 16], kDigits[std::size_t(c) % 16]};
  }
  const auto target = parse_target("/a?k=" + encoded);
  RC_ASSERT(target.has_value());
  RC_ASSERT(target->query == (Query{{"k", text}}));
}

RC_GTEST_PROP(RequestTarget, TakesAnyBytes, ()) {
  const auto target = parse_target(*rc::gen::arbitrary<std::string>());
  if (target) RC_ASSERT(target->path.front() == '/');
}

}  // namespace
}  // namespace jono::http
