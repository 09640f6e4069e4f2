// SPDX-License-Identifier: EUPL-1.2
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/collectors/asterisk_support.h"

namespace jono::asterisk {
namespace {

constexpr std::int64_t kNow = 1'795'316'921'000;

std::vector<Event> snapshots(const Recorder& out) {
  std::vector<Event> found;
  for (const Event& e : out.events) {
    if (e.type() == EventType::source_snapshot) found.push_back(e);
  }
  return found;
}

const SnapshotBody& body(const Event& e) { return *std::get<SourceSnapshot>(e.what).body; }

Recorder with_times(const std::string& capture, const std::string& times_name) {
  const auto times = ReceivedTimes::parse(fixture(times_name));
  EXPECT_TRUE(times);
  AmiDecoder decoder(lab_edge(), lab_user_events());
  Recorder out;
  feed_all(decoder, fixture(capture), &*times, out);
  decoder.flush(out);
  return out;
}

TEST(AmiSnapshot, OfEveryListedQueueAtTheTimeOfReceipt) {
  const Recorder out = with_times("actions.ami", "actions.times.tsv");
  const std::vector<Event> found = snapshots(out);
  ASSERT_EQ(found.size(), 4u + 1u + 0u + 4u + 4u);  // all, one queue, none, one member's, all
  EXPECT_TRUE(out.refusals.empty());
  const Event& aspa = found[0];
  EXPECT_EQ(aspa.line, lab_line("aspa"));
  EXPECT_EQ(aspa.at, ms(1'795'316'921'093));
  const auto call = [&](const char* id, int wait) {
    return ListedCall{lab_edge().call(id), aspa.at - std::chrono::seconds(wait)};
  };
  EXPECT_THAT(body(aspa).waiting,
              testing::UnorderedElementsAre(call("1795316916.4", 2), call("1795316915.2", 5),
                                            call("1795316916.3", 5)));
  EXPECT_TRUE(std::ranges::is_sorted(body(aspa).waiting));
  EXPECT_EQ(body(aspa).callbacks, std::nullopt);
  EXPECT_FALSE(body(aspa).id.set());
  EXPECT_EQ(found[1].line, lab_line("seniorilinja"));
  EXPECT_TRUE(body(found[1]).waiting.empty());
}

TEST(AmiSnapshot, IsWholeWhereEventsComeBetweenItsItems) {
  const Recorder out = with_times("actions_events_on.ami.xz", "actions_events_on.times.tsv");
  EXPECT_FALSE(snapshots(out).empty());
  EXPECT_TRUE(out.refusals.empty());
}

TEST(AmiSnapshot, WithoutTimesOfReceiptTheLatestTimestampStandsIn) {
  Script s;
  s.raw("Event: QueueCallerJoin\r\nTimestamp: 100.5\r\nUniqueid: 1.1\r\nQueue: aspa\r\n", {});
  s.raw("Event: QueueParams\r\nQueue: aspa\r\n", {});
  s.raw("Event: QueueEntry\r\nQueue: aspa\r\nUniqueid: 1.1\r\nWait: 3\r\n", {});
  s.raw("Event: QueueStatusComplete\r\nListItems: 2\r\n", {});
  const auto found = snapshots(s.out);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].at, ms(100'500));
  EXPECT_EQ(body(found[0]).waiting.at(0).queued_at, ms(97'500));
}

TEST(AmiSnapshot, WithoutAnyTimeItIsRefused) {
  Script s;
  s.raw("Event: QueueParams\r\nQueue: aspa\r\n", {});
  EXPECT_TRUE(s.out.events.empty());
  ASSERT_EQ(s.out.refusals.size(), 1u);
  EXPECT_EQ(s.out.refusals[0].reason, RefusalReason::bad_at);
  EXPECT_EQ(s.out.refusals[0].line, "aspa");
}

TEST(AmiSnapshot, OneQueueWithoutALineIsLeftOut) {
  Script s;
  s.received(kNow, "QueueParams", {{"Queue", "huolto"}});
  s.received(kNow, "QueueEntry", {{"Queue", "huolto"}, {"Uniqueid", "1.1"}, {"Wait", "1"}});
  s.received(kNow, "QueueParams", {{"Queue", "aspa"}});
  s.received(kNow, "QueueStatusComplete", {{"ListItems", "3"}});
  ASSERT_EQ(snapshots(s.out).size(), 1u);
  EXPECT_TRUE(body(s.out.events[0]).waiting.empty());
  EXPECT_TRUE(s.out.refusals.empty());
}

TEST(AmiSnapshot, TwoQueuesOfOneLineMakeOne) {
  const Names names({"aspa"}, {{"pbx", {{"aspa-fi", LineId{0}}, {"aspa-sv", LineId{0}}}}}, {});
  const Edge edge{&names, IdHasher(IdKey{}), SourceId{0}};
  AmiDecoder decoder(edge, UserEvents{});
  AmiFramer framer;
  Recorder out;
  std::string_view bytes =
      "Event: QueueParams\nQueue: aspa-fi\n\nEvent: QueueEntry\nQueue: aspa-fi\nUniqueid: 1\n"
      "Wait: 9\n\nEvent: QueueParams\nQueue: aspa-sv\n\nEvent: QueueEntry\nQueue: aspa-sv\n"
      "Uniqueid: 2\nWait: 4\n\nEvent: QueueStatusComplete\nListItems: 4\n\n";
  while (const AmiMessage* m = framer.next(bytes)) decoder.feed(*m, ms(kNow), out);
  ASSERT_EQ(snapshots(out).size(), 1u);
  EXPECT_EQ(body(out.events[0]).waiting.size(), 2u);
}

TEST(AmiSnapshot, IsRefusedWhereItemsAreMissingOrBad) {
  const auto refused = [](Script& s) {
    EXPECT_TRUE(snapshots(s.out).empty());
    ASSERT_EQ(s.out.refusals.size(), 1u);
    EXPECT_EQ(s.out.refusals[0].reason, RefusalReason::bad_snapshot);
    EXPECT_EQ(s.out.refusals[0].line, "aspa");
  };
  Script missing;
  missing.received(kNow, "QueueParams", {{"Queue", "aspa"}});
  missing.received(kNow, "QueueStatusComplete", {{"ListItems", "2"}});
  refused(missing);
  for (const char* wait : {"-1", "x", ""}) {
    Script bad;
    bad.received(kNow, "QueueParams", {{"Queue", "aspa"}});
    bad.received(kNow, "QueueEntry", {{"Queue", "aspa"}, {"Uniqueid", "1.1"}, {"Wait", wait}});
    bad.received(kNow, "QueueStatusComplete", {{"ListItems", "2"}});
    refused(bad);
  }
  Script nameless;
  nameless.received(kNow, "QueueParams", {{"Queue", "aspa"}});
  nameless.received(kNow, "QueueEntry", {{"Queue", "aspa"}, {"Wait", "1"}});
  nameless.received(kNow, "QueueStatusComplete", {{"ListItems", "2"}});
  refused(nameless);
}

TEST(AmiSnapshot, HalfAListIsForgotten) {
  for (const bool lost : {true, false}) {
    Script s;
    s.received(kNow, "QueueParams", {{"Queue", "vaihde"}});
    if (lost) s.decoder.connection_lost(s.out);
    s.raw("Response: Success\r\nEventList: start\r\n", ms(kNow));
    s.received(kNow, "QueueParams", {{"Queue", "aspa"}});
    s.received(kNow, "QueueStatusComplete", {{"ListItems", "1"}});
    ASSERT_EQ(s.out.events.size(), 1u);
    EXPECT_EQ(s.out.events[0].line, lab_line("aspa"));
  }
}

TEST(AmiAgents, StateFollowsPauseAndDevice) {
  const std::pair<const char*, AgentPresence> kStates[] = {
      {"0", AgentPresence::available}, {"1", AgentPresence::available},
      {"2", AgentPresence::busy},      {"3", AgentPresence::busy},
      {"4", AgentPresence::offline},   {"5", AgentPresence::offline},
      {"6", AgentPresence::busy},      {"7", AgentPresence::busy},
      {"8", AgentPresence::busy}};
  for (const auto& [status, state] : kStates) {
    Script s;
    s.stamped(kNow, "QueueMemberStatus",
              {{"Queue", "aspa"}, {"MemberName", "Aino"}, {"Status", status}, {"Paused", "0"}});
    s.stamped(kNow, "QueueMemberPause",
              {{"Queue", "aspa"}, {"MemberName", "Aino"}, {"Status", status}, {"Paused", "1"}});
    s.stamped(kNow, "QueueMemberRemoved",
              {{"Queue", "aspa"}, {"MemberName", "Aino"}, {"Status", status}, {"Paused", "0"}});
    const AgentId aino = lab_edge().agent("Aino");
    EXPECT_THAT(
        s.out.all<AgentState>(),
        testing::ElementsAre(AgentState{aino, state}, AgentState{aino, AgentPresence::paused},
                             AgentState{aino, AgentPresence::offline}));
  }
}

TEST(AmiAgents, OfAQueueWithoutALineAreNotRefused) {
  Script s;
  s.stamped(kNow, "QueueMemberStatus", {{"Queue", "x"}, {"MemberName", "A"}, {"Status", "1"}});
  EXPECT_TRUE(s.out.events.empty());
  EXPECT_TRUE(s.out.refusals.empty());
}

}  // namespace
}  // namespace jono::asterisk
