// SPDX-License-Identifier: EUPL-1.2
// Recorded connections that begin and end: restarts and logins.
#include <gtest/gtest.h>

#include "tests/collectors/asterisk_support.h"

namespace jono::asterisk {
namespace {

using Outcomes = std::map<std::string, int>;

TEST(Restart, AllWhoWaitedAreLostAndNoneAbandoned) {
  AmiDecoder decoder(lab_edge(), lab_user_events());
  Recorder out;
  for (const std::string conn : {"restart.qmon.conn1", "restart.qmon.conn2"}) {
    const auto times = ReceivedTimes::parse(fixture(conn + ".times.tsv"));
    ASSERT_TRUE(times);
    feed_all(decoder, fixture(conn + ".ami"), &*times, out);
    decoder.connection_lost(out);
  }
  const Visits visits = visits_of(out.events);
  EXPECT_EQ(outcomes_of(visits), (Outcomes{{"answered", 7}, {"lost", 6}}));
  for (const CallLost& e : out.all<CallLost>()) EXPECT_EQ(e.reason, LostReason::restart);
  EXPECT_TRUE(out.refusals.empty());

  const Visits told = visits_of(decode_queue_log(fixture("restart.queue_log")).events);
  ASSERT_EQ(told.size(), visits.size());
  for (const auto& [key, list] : visits) {
    ASSERT_EQ(list.size(), told.at(key).size());
    for (std::size_t i = 0; i < list.size(); ++i) {
      EXPECT_EQ(list[i].outcome, told.at(key)[i].outcome);
    }
  }
}

TEST(Restart, AnyChunksGiveTheSameEvents) {
  const auto times = ReceivedTimes::parse(fixture("restart.qmon.conn2.times.tsv"));
  ASSERT_TRUE(times);
  const std::string bytes = fixture("restart.qmon.conn2.ami");
  std::vector<Event> whole;
  for (const std::size_t chunk :
       {bytes.size(), std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
    AmiDecoder decoder(lab_edge(), lab_user_events());
    Recorder out;
    feed_all(decoder, bytes, &*times, out, chunk);
    if (chunk == bytes.size()) whole = out.events;
    ASSERT_EQ(out.events.size(), whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
      ASSERT_TRUE(same_content(out.events[i], whole[i])) << chunk << " " << i;
    }
  }
}

TEST(Login, TellsOfNoCalls) {
  for (const char* name : {"ok", "ok_events_off", "filter", "md5", "not_logged_in", "timeout",
                           "unknown_user", "wrong_secret"}) {
    const Recorder decoded = decode_ami("login_" + std::string(name) + ".ami");
    EXPECT_TRUE(decoded.events.empty()) << name;
    EXPECT_TRUE(decoded.refusals.empty()) << name;
  }
}

TEST(Login, WithoutPermissionsStillListsQueues) {
  const auto times = ReceivedTimes::parse(fixture("login_permission_denied.times.tsv"));
  ASSERT_TRUE(times);
  AmiDecoder decoder(lab_edge(), lab_user_events());
  Recorder out;
  feed_all(decoder, fixture("login_permission_denied.ami"), &*times, out);
  EXPECT_TRUE(out.all<SourceSnapshot>().at(0).body->waiting.empty());
  EXPECT_EQ(out.all<AgentState>().size(), 4u);
  EXPECT_EQ(out.events.size(), 5u);
}

}  // namespace
}  // namespace jono::asterisk
