// SPDX-License-Identifier: EUPL-1.2
#include <string>

#include "daemon/event/parser.h"
#include "tests/event/parser_fixture.h"

namespace jono {
namespace {

class SnapshotParserTest : public ParserTest {
 protected:
  SnapshotBody body(const Fields& fields) {
    const Event e = accepted(event_line("source.snapshot", fields));
    const auto* snapshot = std::get_if<SourceSnapshot>(&e.what);
    return snapshot != nullptr && snapshot->body ? *snapshot->body : SnapshotBody{};
  }
  std::string_view bad(const Fields& fields) {
    return refused(event_line("source.snapshot", fields));
  }
  ListedCall call(std::string_view raw, int at) const {
    return {id<CallId>(raw), Instant(Millis(at))};
  }
  ListedCallback callback(std::string_view raw, int at) const {
    return {id<CallbackId>(raw), Instant(Millis(at))};
  }
};

TEST_F(SnapshotParserTest, SmallestIsAnEmptyQueue) {
  const Event e = accepted(event_line("source.snapshot", {{"waiting", "[]"}}));
  EXPECT_EQ(e.line, kAspa);
  const SnapshotBody& b = *std::get<SourceSnapshot>(e.what).body;
  EXPECT_EQ(b, SnapshotBody{});
  EXPECT_FALSE(b.callbacks);
}

TEST_F(SnapshotParserTest, ListsAreSortedAndKeepEquals) {
  const SnapshotBody b = body(
      {{"waiting",
        R"([{"call":"b","queued_at":3},{"queued_at":1,"call":"a","caller":"+358 40"},)"
        R"({"call":"a","queued_at":1},{"call":"a","queued_at":"1970-01-01T00:00:00Z"}])"},
       {"callbacks", R"([{"callback":"y","requested_at":9},{"callback":"x","requested_at":8}])"}});
  std::vector<ListedCall> calls{call("a", 0), call("a", 1), call("a", 1), call("b", 3)};
  std::ranges::sort(calls);
  EXPECT_EQ(b.waiting, calls);
  std::vector<ListedCallback> callbacks{callback("x", 8), callback("y", 9)};
  std::ranges::sort(callbacks);
  EXPECT_EQ(b.callbacks, callbacks);
}

TEST_F(SnapshotParserTest, NoCallbacksIsNotTheSameAsAnEmptyList) {
  EXPECT_FALSE(body({{"waiting", "[]"}, {"callbacks", "null"}}).callbacks);
  EXPECT_EQ(body({{"waiting", "[]"}, {"callbacks", "[]"}}).callbacks,
            std::vector<ListedCallback>());
}

TEST_F(SnapshotParserTest, IdIsAnyNonEmptyString) {
  const std::string text(300, 's');
  EXPECT_EQ(body({{"waiting", "[]"}, {"id", '"' + text + '"'}}).id, id<SnapshotId>(text));
  EXPECT_FALSE(body({{"waiting", "[]"}, {"id", "null"}}).id.set());
  for (const char* other : {"\"\"", "5", "[]", "true"}) {
    EXPECT_EQ(bad({{"waiting", "[]"}, {"id", other}}), "bad_snapshot") << other;
  }
}

TEST_F(SnapshotParserTest, PartAndPartsAreBothOrNeither) {
  const SnapshotBody b = body({{"waiting", "[]"}, {"part", "2"}, {"parts", "3"}});
  EXPECT_EQ(b.part, 2U);
  EXPECT_EQ(b.parts, 3U);
  EXPECT_EQ(body({{"waiting", "[]"}, {"part", "null"}, {"parts", "null"}}).parts, 1U);
  const std::pair<const char*, const char*> wrong[] = {
      {"1", ""},        {"", "1"},           {"0", "1"},     {"2", "1"},
      {"1.0", "1"},     {"1", "1.0"},        {"\"1\"", "1"}, {"-1", "1"},
      {"true", "true"}, {"1", "4294967296"}, {"null", "1"}};
  for (const auto& [part, parts] : wrong) {
    EXPECT_EQ(bad({{"waiting", "[]"}, {"part", part}, {"parts", parts}}), "bad_snapshot")
        << part << '/' << parts;
  }
}

TEST_F(SnapshotParserTest, WithoutAListOfWaitingItIsRefused) {
  for (const char* waiting : {"", "null", "{}", "\"\"", "3", "true"}) {
    EXPECT_EQ(bad({{"waiting", waiting}}), "bad_snapshot") << waiting;
  }
  for (const char* callbacks : {"{}", "\"\"", "3", "false"}) {
    EXPECT_EQ(bad({{"waiting", "[]"}, {"callbacks", callbacks}}), "bad_snapshot") << callbacks;
  }
}

TEST_F(SnapshotParserTest, ABadItemSpoilsTheWhole) {
  for (const std::string& item :
       {std::string("1"), std::string("null"), std::string("[]"), std::string("{}"),
        std::string(R"([{"call":"a","queued_at":1}])"), std::string(R"(["call","a"])"),
        std::string(R"({"call":"a"})"), std::string(R"({"queued_at":1})"),
        std::string(R"({"call":"","queued_at":1})"), std::string(R"({"call":5,"queued_at":1})"),
        std::string(R"({"call":{"call":"a"},"queued_at":1})"),
        std::string(R"({"call":"a","queued_at":1.5})"),
        std::string(R"({"call":"a","queued_at":"1"})"),
        std::string(R"({"call":"a","queued_at":[1]})"),
        std::string(R"({"callback":"a","requested_at":1})"),
        R"({"call":")" + std::string(129, 'x') + R"(","queued_at":1})"}) {
    EXPECT_EQ(bad({{"waiting", "[{\"call\":\"ok\",\"queued_at\":1}," + item + "]"}}),
              "bad_snapshot")
        << item;
    EXPECT_EQ(bad({{"waiting", "[]"}, {"callbacks", "[" + item + "]"}}),
              item.find("callback") == std::string::npos ? "bad_snapshot" : "")
        << item;
  }
}

TEST_F(SnapshotParserTest, ItemsIgnoreWhatIsNestedInThem) {
  const SnapshotBody b = body(
      {{"waiting", R"([{"call":"a","x":[{"call":"z","queued_at":0}],"queued_at":1,"y":{"call":2}},)"
                   R"({"call":"q","call":"b","queued_at":"?","queued_at":2}])"}});
  std::vector<ListedCall> calls{call("a", 1), call("b", 2)};
  std::ranges::sort(calls);
  EXPECT_EQ(b.waiting, calls);
}

TEST_F(SnapshotParserTest, OfTwoListsTheLastCounts) {
  EXPECT_EQ(body({{"waiting", R"([5],"waiting":[{"call":"a","queued_at":1}])"}}).waiting,
            std::vector{call("a", 1)});
  EXPECT_EQ(bad({{"waiting", R"([],"waiting":null)"}}), "bad_snapshot");
  EXPECT_EQ(body({{"callbacks", R"([5],"callbacks":null)"}, {"waiting", "[]"}}).callbacks,
            std::nullopt);
}

TEST_F(SnapshotParserTest, NothingOfAnEarlierSnapshotIsLeft) {
  EXPECT_EQ(
      body({{"waiting", R"([{"call":"a","queued_at":1}])"}, {"callbacks", "[]"}}).waiting.size(),
      1U);
  EXPECT_EQ(body({{"waiting", "[]"}}), SnapshotBody{});
}

}  // namespace
}  // namespace jono
