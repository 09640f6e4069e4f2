// SPDX-License-Identifier: EUPL-1.2
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/config_support.h"

namespace jono::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> bridge_faults(const std::string& bridge) {
  return faults_of(with_line_and_source("bridge: " + bridge));
}

TEST(Bridge, IsThereOnlyWhereItIsWanted) { EXPECT_FALSE(right(with_line_and_source("")).bridge); }

TEST(Bridge, NeedsOnlyATarget) {
  const Config config = right(
      with_line_and_source("data_dir: /d\nbridge: {to: [{endpoint: \"tcp://127.0.0.1:5556\"}]}"));
  ASSERT_TRUE(config.bridge);
  EXPECT_EQ(config.bridge->to.at(0).endpoint, "tcp://127.0.0.1:5556");
  EXPECT_EQ(config.bridge->outbox, "/d/bridge");
  EXPECT_EQ(config.bridge->outbox_bytes, std::uint64_t{1} << 30U);
}

TEST(Bridge, HasAnOutboxOfAnySizeThatHoldsSomething) {
  const std::string to = "to: [{endpoint: \"ipc:///a\"}]";
  const Config config = right(with_line_and_source("bridge: {outbox_bytes: 65536, " + to + "}"));
  EXPECT_EQ(config.bridge->outbox_bytes, 65'536U);
  EXPECT_THAT(bridge_faults("{outbox_bytes: 65535, " + to + "}"),
              ElementsAre(HasSubstr("must be 65536 to 1099511627776")));
  EXPECT_THAT(bridge_faults("{outbox_bytes: 1099511627777, " + to + "}"),
              ElementsAre(HasSubstr("must be 65536 to 1099511627776")));
  EXPECT_EQ(bridge_faults("{outbox_bytes: some, " + to + "}").size(), 1U);
}

TEST(Bridge, GoesElsewhereWithKeys) {
  const Config config = right(with_line_and_source(
      "bridge: {key: /k, outbox: /o, to: [{endpoint: \"tcp://10.0.0.1:5556\", server_key: /s}]}"));
  EXPECT_EQ(config.bridge->key, "/k");
  EXPECT_EQ(config.bridge->outbox, "/o");
  EXPECT_EQ(config.bridge->to.at(0).server_key, "/s");
}

TEST(Bridge, SaysWhatIsWrong) {
  EXPECT_THAT(bridge_faults("{}"), ElementsAre(HasSubstr("3:9: ")));
  EXPECT_THAT(bridge_faults("{to: []}"), ElementsAre(HasSubstr("at least one is needed")));
  EXPECT_THAT(bridge_faults("{to: [{endpoint: \"tcp://10.0.0.1:1\"}]}"),
              ElementsAre(HasSubstr("without server_key, only loopback or ipc")));
  EXPECT_THAT(bridge_faults("{key: /k, to: [{endpoint: \"ipc:///a\"}]}"),
              ElementsAre(HasSubstr("belong together")));
  EXPECT_THAT(bridge_faults("{to: [{endpoint: \"ipc:///a\"}, {endpoint: \"ipc:///a\"}]}"),
              ElementsAre(HasSubstr("a second target with this endpoint")));
}

}  // namespace
}  // namespace jono::config
