// SPDX-License-Identifier: EUPL-1.2
// A source and a daemon over real sockets.
#include "collectors/feed/feed_client.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "collectors/feed/feed_server.h"

namespace jono::feed {
namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t kEvents = 5000;

class FeedClientTest : public ::testing::Test {
 protected:
  std::string serve(const std::string& endpoint) {
    auto started = FeedServer::start(
        {endpoint}, {names_, epochs_, receipts_, channel_, IdHasher(IdKey{}), {SourceId{0}}});
    EXPECT_TRUE(started) << started.error().what;
    server_ = std::move(*started);
    return server_->endpoints().front();
  }
  // Takes what has come, as the ledger does.
  void commit() {
    std::vector<Delivery> taken;
    channel_.take_all(taken, milliseconds(0));
    for (const Delivery& delivery : taken) {
      for (const Event& event : delivery.events) {
        if (event.seq == journaled_ + 1) ++journaled_;
      }
      links_.push_back(delivery.link);
    }
    if (journaled_ == 0) return;
    receipts_.set(SourceId{0}, {epochs_.intern("e1"), journaled_});
    receipts_.notify();
  }
  Result<void> send_until(FeedClient& client, std::uint64_t last) {
    FeedSender& sender = client.sender();
    while (sender.acknowledged() < last) {
      while (sender.room() && sender.wanted() <= last) {
        sender.add(fmt::format(R"({{"v":1,"type":"call.queued","at":{},"line":"aspa","call":"c"}})",
                               sender.wanted()));
      }
      if (auto done = client.round(milliseconds(5)); !done) return done;
      commit();
    }
    return {};
  }
  static SenderSettings settings(const std::string& source = "ace") {
    return {.source = source, .epoch = "e1", .process = "p1", .software = "test"};
  }

  Names names_{{"aspa"}, {{"ace", {}}, {"pbx", {}}}, {}};
  EpochNames epochs_;
  Receipts receipts_{2};
  EventChannel channel_{10'000};
  std::unique_ptr<FeedServer> server_;
  std::uint64_t journaled_ = 0;
  std::vector<Link> links_;
};

TEST_F(FeedClientTest, DeliversEverythingAndSaysGoodbye) {
  auto client = FeedClient::open({serve("tcp://127.0.0.1:0")}, settings());
  ASSERT_TRUE(client) << client.error().what;
  const auto sent = send_until(**client, kEvents);
  ASSERT_TRUE(sent) << sent.error().what;
  EXPECT_EQ(journaled_, kEvents);
  (*client)->close();
  for (int i = 0; i < 100 && links_.back() != Link::left; ++i) {
    std::vector<Delivery> taken;
    channel_.take_all(taken, milliseconds(100));
    for (const Delivery& delivery : taken) links_.push_back(delivery.link);
  }
  EXPECT_EQ(links_.back(), Link::left);
}

TEST_F(FeedClientTest, ADaemonThatComesBackGetsTheRest) {
  const std::string endpoint =
      serve(fmt::format("ipc://{}/feed-{}.sock", ::testing::TempDir(), ::getpid()));
  auto client = FeedClient::open({endpoint}, settings());
  ASSERT_TRUE(client);
  ASSERT_TRUE(send_until(**client, kEvents / 2));
  server_.reset();
  serve(endpoint);
  const auto sent = send_until(**client, kEvents);
  ASSERT_TRUE(sent) << sent.error().what;
  EXPECT_EQ(journaled_, kEvents);
}

TEST_F(FeedClientTest, ASourceThatMayNotSpeakIsToldSo) {
  auto client = FeedClient::open({serve("tcp://127.0.0.1:0")}, settings("pbx"));
  ASSERT_TRUE(client);
  const auto sent = send_until(**client, 1);
  ASSERT_FALSE(sent);
  EXPECT_NE(sent.error().what.find("forbidden"), std::string::npos) << sent.error().what;
}

TEST_F(FeedClientTest, AnEndpointThatIsNoneIsAnError) {
  const auto client = FeedClient::open({"nowhere"}, settings());
  ASSERT_FALSE(client);
  EXPECT_NE(client.error().what.find("nowhere"), std::string::npos);
}

}  // namespace
}  // namespace jono::feed
