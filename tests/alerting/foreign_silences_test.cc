// SPDX-License-Identifier: EUPL-1.2
#include "alerting/foreign_silences.h"

#include <gtest/gtest.h>

namespace jono::alerting {
namespace {

constexpr std::string_view kSilences = R"([
 {"id":"a","status":{"state":"active"},"createdBy":"somebody","comment":"made elsewhere",
  "startsAt":"2026-11-23T08:00:00.000Z","endsAt":"2026-11-23T10:30:05.123Z",
  "matchers":[{"name":"alertname","value":"QueueLong","isRegex":false},
              {"name":"line","value":"aspa|vaihde","isRegex":true,"isEqual":false}]},
 {"id":"b","status":{"state":"expired"},"createdBy":"x","comment":"","endsAt":"2026-11-22T10:30:05Z",
  "matchers":[]}])";

TEST(ForeignSilencesTest, ThoseInForce) {
  const auto got = parse_foreign_silences("http://am", kSilences);
  ASSERT_TRUE(got);
  ASSERT_EQ(got->size(), 1U);
  const ForeignSilence& one = got->front();
  EXPECT_EQ(one.where, "http://am");
  EXPECT_EQ(one.matchers, "alertname=QueueLong, line!~aspa|vaihde");
  EXPECT_EQ(one.who, "somebody");
  EXPECT_EQ(one.why, "made elsewhere");
  EXPECT_EQ(one.until, std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) +
                           std::chrono::hours(10) + std::chrono::minutes(30) +
                           std::chrono::seconds(5));
}

TEST(ForeignSilencesTest, WhatIsNoListIsRefused) {
  for (const char* bad : {"", "{}", "[1]", R"([{"status":{}}])", "[[]]",
                          R"([{"status":{"state":"active"},"endsAt":"2026-11-23T10:30:05Z"}])"}) {
    EXPECT_FALSE(parse_foreign_silences("http://am", bad)) << bad;
  }
  EXPECT_TRUE(parse_foreign_silences("http://am", "[]"));
}

}  // namespace
}  // namespace jono::alerting
