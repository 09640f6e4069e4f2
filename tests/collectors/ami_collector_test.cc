// SPDX-License-Identifier: EUPL-1.2
// The collector against a scripted manager, over real sockets.
#include <future>

#include "tests/collectors/ami_collector_support.h"

namespace jono::asterisk {
namespace {

TEST_F(AmiCollectorTest, ARecordedConnectionGivesTheSameAsTheDecoderAlone) {
  const std::string all = fixture("main.agentonly.ami.xz");
  const std::size_t login = all.find("Response: Success"), bye = all.find("Response: Goodbye");
  std::promise<void> played;
  AmiServer server({[&](AmiPeer& peer) {
    answer_pings(peer);
    peer.send(all.substr(0, login));
    if (!peer.wait_for("Login")) return;
    peer.send(all.substr(login, bye - login), 5000);
    if (!peer.wait_for("Ping")) return;  // this login never hears FullyBooted
    played.set_value();
    if (peer.wait_for("Logoff")) peer.send(all.substr(bye));
  }});
  AmiTimes times = test_times();
  times.boot_within = Millis(40);
  auto collector = connect(server, times);
  played.get_future().wait();
  collector = nullptr;
  take();
  const Recorder alone = decode_ami("main.agentonly.ami.xz");
  ASSERT_EQ(out_.events.size(), alone.events.size());
  for (std::size_t i = 0; i < alone.events.size(); ++i) {
    ASSERT_TRUE(same_content(out_.events[i], alone.events[i])) << i;
  }
  EXPECT_EQ(outcomes_of(visits_of(out_.events)), outcomes_of(visits_of(alone.events)));
  EXPECT_TRUE(links_are({Link::up, Link::down}));
  EXPECT_EQ(server.actions().at("ListCommands"), 1);
}

TEST_F(AmiCollectorTest, AfterACutTheListShowsWhoHasGone) {
  AmiServer server({[](AmiPeer& peer) {
                      peer.answers["QueueStatus"] = list_of({"1.1", "1.2"});
                      answer_pings(peer);
                      test::welcome_ami(peer);
                      static_cast<void>(peer.wait_for("Ping"));
                    },
                    [](AmiPeer& peer) {
                      peer.answers["QueueStatus"] = list_of({"1.2"});
                      answer_pings(peer);
                      test::welcome_ami(peer);
                      peer.serve();
                    }});
  auto collector = connect(server);
  take_until([&] { return out_.all<SourceSnapshot>().size() == 2; });
  const auto lists = out_.all<SourceSnapshot>();
  EXPECT_EQ(lists.at(0).body->waiting.size(), 2u);
  ASSERT_EQ(lists.at(1).body->waiting.size(), 1u);
  EXPECT_EQ(lists.at(1).body->waiting[0].call, lab_edge().call("1.2"));
  EXPECT_TRUE(links_are({Link::up, Link::down, Link::up}));
  EXPECT_EQ(logged("the connection is gone"), 1);
}

TEST_F(AmiCollectorTest, ARefusedLoginIsTriedAgain) {
  AmiServer server(
      {[](AmiPeer& peer) {
         peer.send(fixture("login_wrong_secret.ami").substr(0, 30));
         if (!peer.wait_for("Login")) return;
         peer.send(ami_message(
             {{"Response", "Error"}, {"ActionID", "login"}, {"Message", "Authentication failed"}}));
       },
       [](AmiPeer& peer) {
         test::welcome_ami(peer);
         peer.serve();
       }});
  auto collector = connect(server);
  take_until([&] { return !links_.empty(); });
  EXPECT_TRUE(links_are({Link::up}));
  EXPECT_EQ(logged("refuses the login of qmon"), 1);
  EXPECT_EQ(logged("s3cret"), 0);
  EXPECT_NE(server.last("Login").find("Secret: s3cret\r\n"), std::string::npos);
}

TEST_F(AmiCollectorTest, AConnectionWithoutABannerIsGivenUp) {
  AmiServer server(
      {[](AmiPeer&) {}, [](AmiPeer& peer) { peer.serve(); }, [](AmiPeer& peer) { peer.serve(); }});
  AmiTimes times = test_times();
  times.banner_within = Millis(20);
  auto collector = connect(server, times);
  take_until([&] { return logged("nothing greets there") == 1; });
  EXPECT_TRUE(links_.empty());
}

TEST_F(AmiCollectorTest, WhoAnswersNoPingIsLeft) {
  AmiServer server({[](AmiPeer& peer) {
                      test::welcome_ami(peer);
                      peer.serve();
                    },
                    [](AmiPeer& peer) {
                      answer_pings(peer);
                      test::welcome_ami(peer);
                      peer.serve();
                    }});
  AmiTimes times = test_times();
  times.reply_within = Millis(60);
  auto collector = connect(server, times);
  take_until([&] { return links_.size() >= 3; });
  EXPECT_EQ(logged("answers no ping"), 1);
}

TEST_F(AmiCollectorTest, AnyRubbishIsSurvived) {
  AmiServer server({[](AmiPeer& peer) {
    answer_pings(peer);
    test::welcome_ami(peer);
    peer.send(std::string("\0\xff:::\r\n\n\r\nEvent\r\nEvent:\r\n\r\n", 24));
    peer.send("Event: " + std::string(10'000'000, 'x') + "\r\n\r\n");
    peer.send(queue_event("QueueCallerJoin", "1.1"));
    peer.serve();
  }});
  auto collector = connect(server);
  take_until([&] { return !out_.all<CallQueued>().empty(); });
  ASSERT_EQ(out_.refusals.size(), 1u);
  EXPECT_EQ(out_.refusals[0].reason, RefusalReason::too_long);
  EXPECT_TRUE(links_are({Link::up}));
}

TEST_F(AmiCollectorTest, LogsOffInTheEnd) {
  AmiServer server({[](AmiPeer& peer) {
    answer_pings(peer);
    test::welcome_ami(peer);
    peer.send(queue_event("QueueCallerJoin", "1.1"));
    peer.send(queue_event("QueueCallerLeave", "1.1"));
    peer.serve();
  }});
  auto collector = connect(server);
  take_until([&] { return !out_.all<CallQueued>().empty(); });
  collector = nullptr;
  take();
  EXPECT_EQ(server.actions().at("Logoff"), 1);
  EXPECT_EQ(server.actions().at("Login"), 1);
  EXPECT_EQ(out_.all<CallRedirected>().size(), 1u) << "what was held";
  EXPECT_TRUE(links_are({Link::up, Link::down}));
}

TEST_F(AmiCollectorTest, WarnsOnceOfRightsThatItDoesNotNeed) {
  const AmiServer::Script script = [](AmiPeer& peer) {
    answer_pings(peer);
    peer.answers["ListCommands"] = ami_message(
        {{"Response", "Success"}, {"ActionID", "{id}"}, {"UpdateConfig", "(Priv: config,all)"}});
    test::welcome_ami(peer);
    for (int i = 0; i < 3; ++i) static_cast<void>(peer.wait_for("Ping"));
  };
  AmiServer server({script, script, [](AmiPeer& peer) { peer.serve(); }});
  auto collector = connect(server);
  take_until([&] { return links_are({Link::up, Link::down, Link::up, Link::down}); });
  EXPECT_EQ(logged("may do more than it needs (UpdateConfig)"), 1);
}

TEST_F(AmiCollectorTest, ReadsTheSecretAnewForEachConnection) {
  std::filesystem::remove(secret_);
  AmiServer server({[](AmiPeer& peer) {
    test::welcome_ami(peer);
    peer.serve();
  }});
  auto collector = connect(server);
  take_until([&] { return logged("cannot read " + secret_) == 1; });
  EXPECT_TRUE(links_.empty());
  write_secret("  other \r\n");
  take_until([&] { return links_are({Link::up}); });
  EXPECT_NE(server.last("Login").find("Secret: other\r\n"), std::string::npos);
}

TEST_F(AmiCollectorTest, AFullChannelHoldsNothingUp) {
  EventChannel narrow(1);
  AmiServer server({[](AmiPeer& peer) {
    answer_pings(peer);
    test::welcome_ami(peer);
    for (int i = 1; i <= 500; ++i)
      peer.send(queue_event("QueueCallerJoin", "1." + std::to_string(i)));
    peer.serve();
  }});
  AsteriskConfig config;
  config.port = server.port();
  config.user = "qmon";
  config.secret_file = secret_;
  const AmiTimes times = test_times();
  auto collector = AmiCollector::start({config, lab_edge(), clock_, narrow, times});
  std::vector<Delivery> taken;
  std::size_t events = 0;
  while (events < 500) {
    narrow.take_all(taken, Millis(5000));
    ASSERT_FALSE(taken.empty());
    for (const Delivery& d : taken) events += d.events.size();
    taken.clear();
  }
  EXPECT_EQ(events, 500u);
  EXPECT_EQ(logged("dropped"), 0);
}

TEST_F(AmiCollectorTest, EndsAtOnceWhereNobodyListens) {
  auto server = std::make_unique<AmiServer>(std::vector<AmiServer::Script>{});
  const auto begin = std::chrono::steady_clock::now();
  auto collector = connect(*server);
  server = nullptr;
  collector = nullptr;
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
  take();
  EXPECT_TRUE(links_.empty());
}

}  // namespace
}  // namespace jono::asterisk
