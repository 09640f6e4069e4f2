// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/codec.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/event/arbitrary_event.h"

namespace jono {
namespace {

Event any_kept_event() {
  EpochNames epochs;
  Event e = any_event(epochs);
  if (e.type() == EventType::agent_state) e.what = SourceHeartbeat{};
  return e;
}

std::string encoded(const Event& e) {
  std::string out;
  encode(e, out);
  return out;
}

TEST(Codec, ACallEventIsAtMost48Bytes) {
  Event e;
  e.source = kAce;
  e.seq = 1;
  e.epoch = EpochId{0};
  e.line = kAspa;
  e.what = CallRedirected{CallId{{1, 2}}, RedirectReason::key};
  EXPECT_EQ(encoded(e).size(), 47U);
}

TEST(Codec, TheBytesAreFixed) {
  Event e;
  e.at = Instant(Millis(0x0102));
  e.seq = 3;
  e.source = SourceId{4};
  e.epoch = EpochId{5};
  e.line = LineId{6};
  e.coarse = true;
  e.what = CallLost{CallId{{7, 8}}, LostReason::crash};
  const char bytes[] =
      "\x05\x0f\x04\0\0\0\x02\x01\0\0\0\0\0\0\x03\0\0\0\0\0\0\0\x05\0\0\0\x06\0\0\0"
      "\x07\0\0\0\0\0\0\0\x08\0\0\0\0\0\0\0\x01";
  EXPECT_EQ(encoded(e), std::string(bytes, sizeof(bytes) - 1));
}

TEST(Codec, RefusesWordsAndTypesItDoesNotKnow) {
  Event e;
  e.what = CallLost{CallId{{7, 8}}, LostReason::crash};
  const std::string good = encoded(e);
  const auto taken = [](std::string bytes) {
    std::string_view in = bytes;
    return decode(in).has_value();
  };
  EXPECT_TRUE(taken(good));
  std::string bad = good;
  bad.back() = 4;
  EXPECT_FALSE(taken(bad));
  for (const int type : {12, 15, 255}) {
    bad = good;
    bad.front() = static_cast<char>(type);
    EXPECT_FALSE(taken(bad)) << type;
  }
  bad = good;
  bad[1] = 32;
  EXPECT_FALSE(taken(bad));
}

TEST(Codec, BelievesNoCount) {
  Event e;
  e.what = SourceSnapshot{std::make_shared<const SnapshotBody>()};
  std::string bytes = encoded(e);
  bytes.replace(bytes.size() - 4, 4, "\xff\xff\xff\xff");
  std::string_view in = bytes;
  EXPECT_FALSE(decode(in));
}

RC_GTEST_PROP(Codec, WhatIsEncodedIsDecoded, ()) {
  const Event a = any_kept_event();
  const Event b = any_kept_event();
  const std::string bytes = encoded(a) + encoded(b);
  std::string_view in = bytes;
  const auto first = decode(in);
  const auto second = decode(in);
  RC_ASSERT((first && same(*first, a)));
  RC_ASSERT((second && same(*second, b)));
  RC_ASSERT(in.empty());
}

RC_GTEST_PROP(Codec, ACutEventIsRefused, ()) {
  const std::string bytes = encoded(any_kept_event());
  std::string_view in =
      std::string_view(bytes).substr(0, *rc::gen::inRange<std::size_t>(0, bytes.size()));
  RC_ASSERT(!decode(in));
}

RC_GTEST_PROP(Codec, DamagedBytesNeverCrash, (const std::vector<std::pair<int, char>>& damage)) {
  std::string bytes = encoded(any_kept_event());
  for (const auto& [place, c] : damage) {
    bytes[static_cast<unsigned>(place) % bytes.size()] = c;
  }
  std::string_view in = bytes;
  const auto e = decode(in);
  RC_ASSERT((!e || encoded(*e).size() <= bytes.size()));
}

RC_GTEST_PROP(Codec, ArbitraryBytesNeverCrash, (const std::string& bytes)) {
  std::string_view in = bytes;
  while (!in.empty()) {
    if (!decode(in)) break;
  }
}

}  // namespace
}  // namespace jono
