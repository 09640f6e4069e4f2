// SPDX-License-Identifier: EUPL-1.2
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/asterisk/ami_decoder.h"
#include "tests/collectors/asterisk_support.h"

namespace jono::asterisk {
namespace {

using testing::ElementsAre;

const CallId kCall = script_call();

TEST(AmiUserEvents, TheDialplanTellsWhatAnAbandonWas) {
  const std::pair<const char*, RedirectReason> kStatus[] = {
      {"TIMEOUT", RedirectReason::timeout},
      {"LEAVEEMPTY", RedirectReason::empty},
      {"LEAVEUNAVAIL", RedirectReason::empty},
      {"WITHDRAW", RedirectReason::withdrawn}};
  for (const auto& [status, reason] : kStatus) {
    Script s;
    s.stamped(kT, "QueueCallerAbandon", here());
    s.stamped(kT + 1, "QueueCallerLeave", here());
    s.stamped(
        kT + 2, "UserEvent",
        {{"Uniqueid", "1.1"}, {"UserEvent", "QueueDone"}, {"Queue", "aspa"}, {"Status", status}});
    EXPECT_THAT(s.out.events, ElementsAre(Is(expected(kT + 1, CallRedirected{kCall, reason}))));
  }
}

TEST(AmiUserEvents, AnEmptyOrOtherStatusDecidesNothing) {
  for (const char* status : {"", "CONTINUE", "SOMETHING"}) {
    Script s;
    s.stamped(kT, "QueueCallerAbandon", here());
    s.stamped(kT, "QueueCallerLeave", here());
    s.stamped(
        kT, "UserEvent",
        {{"Uniqueid", "1.1"}, {"UserEvent", "QueueDone"}, {"Queue", "aspa"}, {"Status", status}});
    EXPECT_TRUE(s.out.events.empty());
    s.decoder.flush(s.out);
    EXPECT_THAT(s.out.events, ElementsAre(Is(expected(kT, CallAbandoned{kCall}))));
  }
}

TEST(AmiUserEvents, TheDialplanTellsWhoWasNotLetIn) {
  const std::pair<const char*, RefusedReason> kStatus[] = {
      {"FULL", RefusedReason::full},
      {"JOINEMPTY", RefusedReason::no_agents},
      {"JOINUNAVAIL", RefusedReason::no_agents},
      {"UNKNOWN", RefusedReason::other}};
  for (const auto& [status, reason] : kStatus) {
    Script s;
    s.stamped(
        kT, "UserEvent",
        {{"Uniqueid", "1.1"}, {"UserEvent", "QueueDone"}, {"Queue", "aspa"}, {"Status", status}});
    EXPECT_THAT(s.out.events, ElementsAre(Is(expected(kT, CallRefused{kCall, reason}))));
  }
}

TEST(AmiUserEvents, NamesOfUserEventsAreConfigured) {
  UserEvents names;
  names.queue_done = UserEventNames{.name = "Jono", .queue = "Q", .status = "S"};
  Script s(names);
  s.stamped(kT, "UserEvent",
            {{"Uniqueid", "1.1"}, {"UserEvent", "Jono"}, {"Q", "aspa"}, {"S", "FULL"}});
  s.stamped(
      kT, "UserEvent",
      {{"Uniqueid", "1.1"}, {"UserEvent", "QueueDone"}, {"Queue", "aspa"}, {"Status", "FULL"}});
  EXPECT_EQ(s.out.events.size(), 1u);
}

TEST(AmiUserEvents, ACallbackThatIsAskedForExplainsTheLeave) {
  Script s;
  s.stamped(kT, "QueueCallerLeave", here());
  s.stamped(kT + 4, "UserEvent",
            {{"Uniqueid", "1.1"}, {"UserEvent", "CallbackRequested"}, {"CallbackId", "cb"}});
  const CallbackId id = lab_edge().callback("cb");
  EXPECT_THAT(s.out.events,
              ElementsAre(Is(expected(kT, CallRedirected{kCall, RedirectReason::callback})),
                          Is(expected(kT + 4, CallbackRequested{id, kCall}))));
}

TEST(AmiUserEvents, ACallbackKeepsItsLine) {
  Script s;
  const CallbackId id = lab_edge().callback("cb");
  s.stamped(kT, "UserEvent",
            {{"UserEvent", "CallbackRequested"}, {"Queue", "aspa"}, {"CallbackId", "cb"}});
  s.stamped(kT + 1, "UserEvent",
            {{"UserEvent", "CallbackFailed"}, {"CallbackId", "cb"}, {"Reason", "3"}});
  s.stamped(kT + 2, "UserEvent",
            {{"UserEvent", "CallbackAnswered"}, {"Queue", "vaihde"}, {"CallbackId", "cb"}});
  EXPECT_THAT(s.out.events,
              ElementsAre(Is(expected(kT, CallbackRequested{id, CallId{}})),
                          Is(expected(kT + 1, CallbackAttempted{id, AttemptResult::no_answer})),
                          Is(expected(kT + 2, CallbackReached{id}))));
}

TEST(AmiUserEvents, ACallbackOfUnknownOriginBelongsToTheQueueItNames) {
  Script s;
  s.stamped(kT, "UserEvent",
            {{"UserEvent", "CallbackAnswered"}, {"Queue", "vaihde"}, {"CallbackId", "cb"}});
  EXPECT_THAT(s.out.events,
              ElementsAre(Is(expected(kT, CallbackReached{lab_edge().callback("cb")}, "vaihde"))));
}

TEST(AmiUserEvents, ReasonsOfAFailedCallback) {
  const std::pair<const char*, AttemptResult> kReasons[] = {
      {"0", AttemptResult::busy},   {"1", AttemptResult::failed}, {"3", AttemptResult::no_answer},
      {"5", AttemptResult::busy},   {"8", AttemptResult::failed}, {"", AttemptResult::other},
      {"77", AttemptResult::other}, {"x", AttemptResult::other}};
  for (const auto& [reason, result] : kReasons) {
    Script s;
    s.stamped(kT, "UserEvent",
              {{"UserEvent", "CallbackFailed"},
               {"Queue", "aspa"},
               {"CallbackId", "cb"},
               {"Reason", reason}});
    EXPECT_EQ(s.out.all<CallbackAttempted>().at(0).result, result) << reason;
  }
}

TEST(AmiUserEvents, AnOriginateTellsWhetherItReachedAnybody) {
  UserEvents names = lab_user_events();
  names.originate_response = "cb-";
  Script s(names);
  const CallbackId id = lab_edge().callback("7");
  s.stamped(kT, "UserEvent",
            {{"UserEvent", "CallbackRequested"}, {"Queue", "aspa"}, {"CallbackId", "7"}});
  s.stamped(kT + 1, "OriginateResponse",
            {{"ActionID", "cb-7"}, {"Response", "Failure"}, {"Reason", "3"}});
  s.stamped(kT + 2, "OriginateResponse",
            {{"ActionID", "x7"}, {"Response", "Success"}, {"Reason", "4"}});
  s.stamped(kT + 3, "OriginateResponse",
            {{"ActionID", "cb-7"}, {"Response", "Success"}, {"Reason", "4"}});
  s.stamped(kT + 4, "OriginateResponse", {{"ActionID", "cb-"}, {"Response", "Success"}});
  s.stamped(kT + 5, "OriginateResponse", {{"ActionID", "cb-8"}, {"Response", "Success"}});
  EXPECT_THAT(s.out.events,
              ElementsAre(Is(expected(kT, CallbackRequested{id, CallId{}})),
                          Is(expected(kT + 1, CallbackAttempted{id, AttemptResult::no_answer})),
                          Is(expected(kT + 3, CallbackReached{id}))));
  ASSERT_EQ(s.out.refusals.size(), 2u);
  EXPECT_EQ(s.out.refusals[0].reason, RefusalReason::bad_id);
  EXPECT_EQ(s.out.refusals[1].reason, RefusalReason::unknown_line);
}

// Recorded, with the ids that the driver of that day gave its Originates.
TEST(AmiUserEvents, OriginatesOfARecordedDayAreHeard) {
  UserEvents names;
  names.originate_response = "x";
  const Recorder decoded = decode_ami("main.qmon.ami.xz", names);
  std::size_t reached = 0, failed = 0;
  for (const Refusal& r : decoded.refusals) {  // nobody requested them
    reached += std::size_t(r.type == EventType::callback_reached);
    failed += std::size_t(r.type == EventType::callback_attempted);
  }
  EXPECT_EQ(reached, 11u);
  EXPECT_EQ(failed, 3u);
}

TEST(AmiUserEvents, ADialplansOwnTimestampIsNotAsterisks) {
  Script s;
  s.received(kT, "UserEvent",
             {{"Uniqueid", "1.1"},
              {"UserEvent", "QueueDone"},
              {"Queue", "aspa"},
              {"Status", "FULL"},
              {"Timestamp", "17.5"}});
  EXPECT_THAT(s.out.events, ElementsAre(Is(expected(kT, CallRefused{kCall, RefusedReason::full}))));
}

}  // namespace
}  // namespace jono::asterisk
