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
