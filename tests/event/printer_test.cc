// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/printer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/event/arbitrary_event.h"

namespace jono {
namespace {

std::string printed(const Event& e, const EpochNames& epochs) {
  std::string out;
  print(e, test_names(), epochs, out);
  return out;
}

TEST(Printer, PrintsFieldsInOneOrder) {
  EpochNames epochs;
  Event e;
  e.at = Instant(Millis(1795414502412));
  e.seq = 5;
  e.source = kAce;
  e.epoch = epochs.intern("a\"\\\n\xc3\xa4");
  e.line = kHoito;
  e.coarse = true;
  e.what = CallRedirected{CallId{{0xefcdab8967452301, 0x10}}, RedirectReason::key};
  EXPECT_EQ(printed(e, epochs),
            R"({"v":1,"source":"ace","seq":5,"epoch":"a\"\\\u000aä","type":"call.redirected",)"
            R"("at":"2026-11-23T06:15:02.412Z","line":"hoito","coarse":true,)"
            R"("call":"0123456789abcdef1000000000000000","reason":"key"})");
}

TEST(Printer, LeavesOutWhatIsUnset) {
  EXPECT_EQ(printed(Event{}, EpochNames()),
            R"({"v":1,"type":"source.heartbeat","at":"1970-01-01T00:00:00.000Z"})");
}

TEST(Printer, PrintsSnapshots) {
  SnapshotBody body;
  body.waiting = {{CallId{{1, 0}}, Instant()}, {CallId{{2, 0}}, Instant(Millis(1))}};
  Event e;
  e.what = SourceSnapshot{std::make_shared<const SnapshotBody>(body)};
  EXPECT_EQ(
      printed(e, EpochNames()),
      R"({"v":1,"type":"source.snapshot","at":"1970-01-01T00:00:00.000Z","waiting":[)"
      R"({"call":"01000000000000000000000000000000","queued_at":"1970-01-01T00:00:00.000Z"},)"
      R"({"call":"02000000000000000000000000000000","queued_at":"1970-01-01T00:00:00.001Z"}]})");
  body.waiting.clear();
  body.callbacks.emplace();
  e.what = SourceSnapshot{std::make_shared<const SnapshotBody>(body)};
  EXPECT_TRUE(printed(e, EpochNames()).ends_with(R"("waiting":[],"callbacks":[]})"));
}

TEST(Printer, AppendsOnly) {
  std::string out = "{}";
  print(Event{}, test_names(), EpochNames(), out);
  EXPECT_TRUE(out.starts_with(R"({}{"v":1,)"));
}

// The ids of an event that was printed and read again.
class Rehash {
 public:
  explicit Rehash(const IdHasher& hasher) : hasher_(&hasher) {}

  template <class Id>
  void id(Id& id) const {
    if (!id.set()) return;
    std::string hex;
    append_hex(hex, id.bits);
    id = hasher_->hash<Id>(hex);
  }
  void body(std::shared_ptr<const SnapshotBody>& body) const {
    SnapshotBody copy = *body;
    id(copy.id);
    for (ListedCall& item : copy.waiting) id(item.call);
    std::ranges::sort(copy.waiting);
    if (copy.callbacks) {
      for (ListedCallback& item : *copy.callbacks) id(item.callback);
      std::ranges::sort(*copy.callbacks);
    }
    body = std::make_shared<const SnapshotBody>(std::move(copy));
  }
  template <class E>
  void operator()(E& e) const {
    if constexpr (requires { e.call; }) id(e.call);
    if constexpr (requires { e.callback; }) id(e.callback);
    if constexpr (requires { e.agent; }) id(e.agent);
    if constexpr (requires { e.body; }) body(e.body);
  }

 private:
  const IdHasher* hasher_;
};

RC_GTEST_PROP(Printer, WhatIsPrintedIsReadAgain, ()) {
  const IdHasher hasher(kTestKey);
  EpochNames epochs;
  EventParser parser(test_names(), hasher, epochs, SourceRule::body);
  Event e = any_event(epochs);
  const std::string line = printed(e, epochs);
  const Event* read = parser.parse(line, SourceId{});
  RC_LOG() << line;
  RC_ASSERT(read != nullptr);
  std::visit(Rehash(hasher), e.what);
  RC_ASSERT(same(*read, e));
}

RC_GTEST_PROP(X01_AnyLine, MutatedLinesNeverCrash,
              (const std::vector<std::pair<int, char>>& cuts)) {
  EpochNames epochs;
  EventParser parser(test_names(), IdHasher(kTestKey), epochs, SourceRule::body);
  std::string line = printed(any_event(epochs), epochs);
  for (const auto& [place, c] : cuts) {
    line[static_cast<unsigned>(place) % line.size()] = c;
  }
  const Event* read = parser.parse(line, kAce);
  RC_ASSERT((read == nullptr || read->source.set()));
}

RC_GTEST_PROP(X01_AnyLine, ArbitraryBytesNeverCrash, (const std::string& bytes)) {
  EpochNames epochs;
  EventParser parser(test_names(), IdHasher(kTestKey), epochs, SourceRule::body);
  RC_ASSERT(parser.parse(bytes, kAce) == nullptr);
}

}  // namespace
}  // namespace jono
