// SPDX-License-Identifier: EUPL-1.2
// The two sides of one Asterisk: one order, one place, one link.
#include "collectors/asterisk/joint.h"

#include <gtest/gtest.h>

#include "collectors/asterisk/queue_log_reader.h"
#include "tests/collectors/asterisk_support.h"

namespace jono::asterisk {
namespace {

using std::chrono::seconds;

class JointTest : public testing::Test {
 protected:
  void start(bool log_tells_all = true, const std::string& place = "") {
    joint_.emplace(channel_, Joint::Settings{lab_edge(), place, log_tells_all});
    log_.emplace(lab_edge(), &*joint_);
  }
  void ami(Link link, std::vector<Event> events = {}) {
    Delivery d;
    d.source = lab_edge().source;
    d.link = link;
    d.events = std::move(events);
    EXPECT_TRUE(joint_->put(std::move(d)));
  }
  // One more line of the log, and what it lets go.
  void log(std::int64_t second, const std::string& event) {
    const std::string line = std::to_string(second) + "|1.1|aspa|NONE|" + event + "\n";
    ASSERT_EQ(log_->take(line, false), line.size());
    give_log();
  }
  void quiet() {
    log_->flush();
    give_log();
  }
  void give_log() {
    if (auto d = log_->take_delivery()) EXPECT_TRUE(joint_->put_log(*d));
  }
  // All that came, as one.
  void take() {
    std::vector<Delivery> taken;
    channel_.take_all(taken, Millis(0));
    for (Delivery& d : taken) {
      EXPECT_NE(d.link, Link::unchanged);
      links_.push_back(d.link);
      resumes_.push_back(d.resumes);
      if (!d.place.empty()) place_ = d.place;
      for (Event& e : d.events) out_.accept(std::move(e));
    }
  }
  [[nodiscard]] std::vector<RedirectReason> reasons() {
    take();
    std::vector<RedirectReason> out;
    for (const CallRedirected& e : out_.all<CallRedirected>()) out.push_back(e.reason);
    return out;
  }
  static Event callback(std::int64_t at) {
    return expected(at, CallRedirected{script_call(), RedirectReason::callback});
  }
  static Joint::Time after(Millis time) { return Joint::Time() + time; }

  static constexpr std::int64_t kSecond = kT / 1000;
  EventChannel channel_{100'000};
  std::optional<Joint> joint_;
  std::optional<QueueLogReader> log_;
  Recorder out_;
  std::vector<Link> links_;
  std::vector<std::optional<bool>> resumes_;
  std::string place_;
};

using Reasons = std::vector<RedirectReason>;

TEST_F(JointTest, TheKeyThatLedToACallbackIsLeftOut) {
  start();
  log(kSecond, "EXITWITHKEY|1|1");
  ami(Link::up, {callback(kT + 300)});
  quiet();
  EXPECT_EQ(reasons(), Reasons{RedirectReason::callback});
}

TEST_F(JointTest, AKeyThatAmiDidNotExplainStandsAsItIs) {
  start();
  ami(Link::up, {callback(kT - 600), callback(kT + 1500)});
  log(kSecond, "EXITWITHKEY|1|1");
  log(kSecond + 6, "ENTERQUEUE||1|1");
  EXPECT_EQ(reasons(),
            (Reasons{RedirectReason::callback, RedirectReason::callback, RedirectReason::key}));
}

TEST_F(JointTest, OneWordExplainsOneLine) {
  start();
  ami(Link::up, {callback(kT)});
  log(kSecond, "EXITWITHKEY|1|1");
  log(kSecond, "EXITWITHKEY|1|1");
  quiet();
  EXPECT_EQ(reasons(), (Reasons{RedirectReason::callback, RedirectReason::key}));
}

TEST_F(JointTest, WhatAmiCallsARestartIsNoAbandonHoweverSlowItIs) {
  start();
  ami(Link::up, {expected(kT + 100, CallLost{script_call(), LostReason::restart})});
  log(kSecond, "ABANDON|1|1|3");
  log(kSecond + 60, "ENTERQUEUE||1|1");
  take();
  EXPECT_TRUE(out_.all<CallAbandoned>().empty());
  EXPECT_EQ(out_.all<CallLost>().size(), 1u);
}

TEST_F(JointTest, AKeyBeforeARestartIsStillOne) {
  start();
  log(kSecond, "EXITWITHKEY|1|1");
  log(kSecond + 1, "QUEUESTART|");
  EXPECT_EQ(reasons(), Reasons{RedirectReason::key});
}

TEST_F(JointTest, ARestartOfTheDaemonForgetsNoBetterWord) {
  start();
  log(kSecond - 1, "ENTERQUEUE||1|1");
  log(kSecond, "EXITWITHKEY|1|1");
  ami(Link::up, {callback(kT + 300)});
  take();
  start(true, place_);
  EXPECT_EQ(joint_->log_place(), place_.substr(0, place_.find('\n')));
  EXPECT_FALSE(joint_->log_place().empty());
  log(kSecond, "EXITWITHKEY|1|1");
  quiet();
  EXPECT_EQ(reasons(), Reasons{RedirectReason::callback});
  EXPECT_EQ(place_.find('\n'), place_.size() - 1) << "it is used";
}

TEST_F(JointTest, ThePlaceOfALogAloneIsReadOnFrom) {
  start(true, "7 42 1795316400");
  EXPECT_EQ(joint_->log_place(), "7 42 1795316400");
}

TEST_F(JointTest, TheLogWaitsForWhatAmiSaidBefore) {
  EventChannel narrow(1);
  Joint joint(narrow, {lab_edge(), "", true});
  Delivery filling;
  ASSERT_TRUE(narrow.try_put(filling));
  Delivery heard;
  heard.link = Link::up;
  heard.events = {callback(kT)};
  ASSERT_TRUE(joint.put(std::move(heard)));
  EXPECT_FALSE(joint.empty());
  Delivery read;
  read.place = "7 42 1";
  EXPECT_FALSE(joint.put_log(read));
  EXPECT_EQ(read.place, "7 42 1");
  std::vector<Delivery> taken;
  narrow.take_all(taken, Millis(0));
  EXPECT_FALSE(joint.put_log(read)) << "AMI's own took the room";
  narrow.take_all(taken, Millis(0));
  EXPECT_TRUE(joint.put_log(read));
  narrow.take_all(taken, Millis(0));
  EXPECT_EQ(taken.back().place.substr(0, 7), "7 42 1\n");
}

TEST_F(JointTest, IsUpOnceTheLogHasBeenReadPastTheConnection) {
  start();
  log(kSecond, "ENTERQUEUE||1|1");
  joint_->log_at_end(after(Millis(0)), after(Millis(10)));
  ami(Link::up);
  joint_->log_at_end(after(seconds(5)), after(seconds(6)));
  joint_->log_at_end(after(Millis(6999)), after(seconds(9)));
  ami(Link::up);
  joint_->log_at_end(after(seconds(7)), after(seconds(9)));
  log(kSecond + 1, "CONNECT|1|1.2|1");
  ami(Link::down);
  log(kSecond + 2, "COMPLETEAGENT|1|1|1");
  ami(Link::up);
  take();
  EXPECT_EQ(links_, (std::vector{Link::down, Link::behind, Link::behind, Link::up, Link::up,
                                 Link::down, Link::down, Link::behind}));
  for (const auto& r : resumes_) EXPECT_FALSE(r) << "it does, as was configured";
}

TEST_F(JointTest, WhoIsNotListedMayHaveBeenAnsweredInWhatIsStillToBeRead) {
  start();
  const Event list = expected(kT, SourceSnapshot{std::make_shared<SnapshotBody>()});
  const Event heard = expected(kT, CallQueued{script_call()});
  ami(Link::up, {list, heard});
  take();
  EXPECT_THAT(out_.events, testing::ElementsAre(Is(heard)));
  log(kSecond, "CONNECT|1|1.2|1");
  joint_->log_at_end(after(seconds(5)), after(seconds(6)));
  joint_->log_at_end(after(seconds(7)), after(seconds(7)));
  take();
  EXPECT_EQ(out_.events.size(), 3u);
  EXPECT_THAT(out_.events.back(), Is(list));
  ami(Link::up, {list});
  ami(Link::down);
  ami(Link::up, {list});
  ami(Link::down);
  take();
  EXPECT_EQ(out_.all<SourceSnapshot>().size(), 3u)
      << "at once, and where there is no more to wait for";
}

TEST_F(JointTest, WithoutALogWhatAmiMissedIsAGap) {
  start();
  ami(Link::up);
  joint_->log_gone();
  ami(Link::up);
  joint_->log_at_end(after(seconds(5)), after(seconds(6)));
  ami(Link::up);
  ami(Link::down);
  ami(Link::up);
  joint_->log_at_end(after(seconds(15)), after(seconds(16)));
  joint_->log_at_end(after(seconds(17)), after(seconds(18)));
  take();
  EXPECT_EQ(links_, (std::vector{Link::behind, Link::up, Link::up, Link::up, Link::down,
                                 Link::behind, Link::up}));
  EXPECT_EQ(resumes_, (std::vector<std::optional<bool>>{{}, false, true, {}, {}, {}, {}}));
}

TEST_F(JointTest, WhatIsGoneFromTheLogIsAGap) {
  start();
  Delivery lost;
  lost.resumes = false;
  ASSERT_TRUE(joint_->put_log(lost));
  ami(Link::up);
  joint_->log_at_end(after(seconds(5)), after(seconds(6)));
  joint_->log_at_end(after(seconds(8)), after(seconds(9)));
  ami(Link::up);
  take();
  EXPECT_EQ(links_, (std::vector{Link::behind, Link::up, Link::up}));
  EXPECT_EQ(resumes_, (std::vector<std::optional<bool>>{{}, false, true}));
}

TEST_F(JointTest, WhatOnlyTheDialplanTellsDoesNotComeLater) {
  start(false);
  ami(Link::up);
  joint_->log_at_end(after(seconds(5)), after(seconds(6)));
  joint_->log_at_end(after(seconds(8)), after(seconds(9)));
  take();
  EXPECT_EQ(links_, (std::vector{Link::behind, Link::up}));
  EXPECT_EQ(resumes_, (std::vector<std::optional<bool>>{{}, {}}));
}

TEST(BetterWords, AreReadBackAndRubbishIsNot) {
  BetterWords words;
  EXPECT_TRUE(words.note(
      expected(kT, CallRedirected{script_call(), RedirectReason::callback}, "seniorilinja")));
  EXPECT_TRUE(words.note(expected(kT + 1, CallLost{script_call(), LostReason::restart})));
  EXPECT_FALSE(words.note(expected(kT, CallRedirected{script_call(), RedirectReason::key})));
  EXPECT_FALSE(words.note(expected(kT, CallLost{script_call(), LostReason::other})));
  const Names& names = *lab_edge().names;
  const std::string printed = words.print(names);
  EXPECT_EQ(BetterWords::parse(printed, names).print(names), printed);
  EXPECT_EQ(BetterWords::parse("1 2\n\nx\n" + printed + "1 5 1 1 nosuch\n0 1", names).print(names),
            printed);
}

TEST(BetterWords, AreBounded) {
  BetterWords words;
  for (std::size_t i = 0; i < 2 * BetterWords::kMost; ++i) {
    words.note(expected(kT, CallRedirected{script_call(), RedirectReason::callback}));
  }
  const std::string printed = words.print(*lab_edge().names);
  EXPECT_EQ(std::size_t(std::ranges::count(printed, '\n')), BetterWords::kMost);
}

}  // namespace
}  // namespace jono::asterisk
