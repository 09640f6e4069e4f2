// SPDX-License-Identifier: EUPL-1.2
#include "collectors/webhook/webhook_source.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "tests/event/parser_fixture.h"
#include "tests/support/manual_clock.h"

namespace jono::webhook {
namespace {

class WebhookSourceTest : public ::testing::Test {
 protected:
  WebhookSourceTest() { make(); }

  void make(std::size_t room = 1000) {
    channel.emplace(room);
    source.emplace(WebhookParts{config,
                                {&test_names(), hasher, kAce},
                                std::chrono::minutes(10),
                                epochs,
                                clock,
                                receipts,
                                *channel});
  }
  void post(std::string body, std::string type = "application/json") {
    source->take({{{"Content-Type", std::move(type)}}, std::move(body)},
                 [this](Reply reply) { replies.push_back(std::move(reply)); });
  }
  // What is on its way to the ledger comes to disk.
  std::vector<Delivery> commit() {
    std::vector<Delivery> out;
    channel->take_all(out, std::chrono::milliseconds(0));
    for (const Delivery& one : out) {
      if (one.durable) one.durable();
    }
    return out;
  }
  static std::string call(int number, std::string_view more = "") {
    return fmt::format(R"({{"v":1,"type":"call.queued","at":1000,"line":"aspa","call":"c{}"{}}})",
                       number, more);
  }

  WebhookConfig config;
  IdHasher hasher{kTestKey};
  EpochNames epochs;
  testing::ManualClock clock{Instant(std::chrono::hours(1))};
  Receipts receipts{2};
  std::optional<EventChannel> channel;
  std::optional<WebhookSource> source;
  std::vector<Reply> replies;
};

TEST_F(WebhookSourceTest, AnswersOnceAllIsOnDisk) {
  post("[" + call(1) + "," + call(2) + "]");
  EXPECT_TRUE(replies.empty());
  const auto deliveries = commit();
  ASSERT_EQ(deliveries.size(), 1);
  EXPECT_EQ(deliveries[0].events.size(), 2);
  EXPECT_EQ(deliveries[0].link, Link::up);
  ASSERT_EQ(replies.size(), 1);
  EXPECT_EQ(replies[0].kind, Reply::Kind::taken);
  EXPECT_EQ(replies[0].text,
            "{\"taken\":2,\"known\":0,\"ignored\":0,\"refused\":0,\"faults\":[]}\n");
}

TEST_F(WebhookSourceTest, KnowsWhatIsOnDisk) {
  post(call(1));
  post(call(1));
  EXPECT_EQ(commit().size(), 2) << "not known until it is on disk";
  post("[" + call(1) + "," + call(2) + "]");
  const auto deliveries = commit();
  ASSERT_EQ(deliveries.size(), 1);
  EXPECT_EQ(deliveries[0].events.size(), 1);
  EXPECT_EQ(deliveries[0].repeated, 1);
  EXPECT_TRUE(replies.back().text.starts_with(R"({"taken":1,"known":1,)"));
}

TEST_F(WebhookSourceTest, TakesNoNumbers) {
  post(call(1, R"(,"seq":7,"epoch":"e")"));
  const auto deliveries = commit();
  EXPECT_EQ(deliveries.at(0).events.at(0).seq, 0);
  EXPECT_FALSE(deliveries[0].events[0].epoch.set());
}

TEST_F(WebhookSourceTest, RefusesSingleEventsByReason) {
  post("[" + call(1) + R"(,{"v":1},7,)" + call(2, R"(,"source":"bulk")") +
       R"(,{"v":1,"type":"call.ended","at":"9999-01-01T00:00:00Z","line":"aspa","call":"c"}])");
  const auto deliveries = commit();
  EXPECT_EQ(deliveries.at(0).events.size(), 1);
  EXPECT_EQ(deliveries[0].refusals.size(), 4);
  EXPECT_EQ(replies.at(0).text,
            "{\"taken\":1,\"known\":0,\"ignored\":0,\"refused\":4,\"faults\":["
            "{\"record\":2,\"reason\":\"unknown_type\"},{\"record\":3,\"reason\":\"not_json\"},"
            "{\"record\":4,\"reason\":\"other_source\"},{\"record\":5,\"reason\":\"future\"}]}\n");
}

TEST_F(WebhookSourceTest, TakesTheEventInACloudEvent) {
  post(R"({"specversion":"1.0","id":"1","data":)" + call(1) + "}", "application/cloudevents+json");
  EXPECT_EQ(commit().at(0).events.size(), 1);
}

TEST_F(WebhookSourceTest, TakesNothingOfWhatCannotBeRead) {
  post("{");
  EXPECT_EQ(commit().size(), 0);
  EXPECT_EQ(replies.at(0).kind, Reply::Kind::unreadable);
}

TEST_F(WebhookSourceTest, TakesNothingWhileTheDiskOrTheChannelIsFull) {
  receipts.set_accepting(false);
  post(call(1));
  EXPECT_EQ(replies.at(0).kind, Reply::Kind::full);
  receipts.set_accepting(true);
  make(1);
  post(call(1));
  post(call(2));
  EXPECT_EQ(replies.size(), 2);
  EXPECT_EQ(replies.at(1).kind, Reply::Kind::full);
  EXPECT_EQ(commit().size(), 1);
}

TEST_F(WebhookSourceTest, RefusesWhoDoesNotSign) {
  config.signature = Signature{.secret_file = "/dev/null"};
  make();
  post(call(1));
  EXPECT_EQ(replies.at(0).kind, Reply::Kind::no_secret);
  config.signature->secret_file = "tests/fixtures/webhook/secret";
  make();
  post(call(1));
  EXPECT_EQ(replies.at(1).kind, Reply::Kind::unsigned_);
  EXPECT_EQ(commit().size(), 0);
}

TEST_F(WebhookSourceTest, IgnoresWhatItsMappingIsNotFor) {
  mapping::Mapping mapped;
  mapping::Template one;
  one.when = {{.place = mapped.place("/wanted"), .exists = true}};
  mapping::Rule type{.field = Field::type};
  type.constant = "source.heartbeat";
  one.rules = {type, {.field = Field::at, .place = mapped.place("/at")}};
  mapped.templates = {one};
  config.mapping = mapped;
  make();
  post(R"([{"other":1},{"wanted":1,"at":"1970-01-01T00:00:01Z"},{"wanted":1,"at":5}])");
  EXPECT_EQ(commit().at(0).events.size(), 1);
  EXPECT_TRUE(replies.at(0).text.starts_with(
      R"({"taken":1,"known":0,"ignored":1,"refused":1,"faults":[{"record":3,"reason":"bad_at",)"
      R"("what":"no RFC 3339 instant)"))
      << replies[0].text;
}

}  // namespace
}  // namespace jono::webhook
