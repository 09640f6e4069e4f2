// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <string>
#include <utility>
#include <vector>

#include "collectors/webhook/records.h"

namespace jono::webhook {
namespace {

using Read = std::vector<std::string>;

// The records of a body as JSON, "?" for a line that is none; or why there are none.
Read read(std::string_view type, std::string body,
          std::vector<std::pair<std::string, std::string>> more = {}) {
  Post post{std::move(more), std::move(body)};
  if (!type.empty()) post.headers.emplace_back("content-type", type);
  const auto records = read_records(post);
  if (!records) return {"refused: " + records.error().what};
  Read out;
  for (const ReadRecord& one : records->records) {
    out.push_back(one.json ? boost::json::serialize(*one.json) : "?");
  }
  return out;
}

TEST(WebhookRecords, AreOneValueOrTheItemsOfAList) {
  EXPECT_EQ(read("application/json", R"({"a":1})"), Read{R"({"a":1})"});
  EXPECT_EQ(read("Application/JSON; charset=utf-8", R"([{"a":1},2])"), (Read{R"({"a":1})", "2"}));
  EXPECT_EQ(read("application/json", "[]"), Read{});
  EXPECT_EQ(read("", R"({"a":1})"), Read{R"({"a":1})"});
}

TEST(WebhookRecords, AreLines) {
  const std::string lines = "{\"a\":1}\r\n\n{\"a\":\n{\"b\":2}";
  const Read wanted = {R"({"a":1})", "?", R"({"b":2})"};
  EXPECT_EQ(read("application/x-ndjson", lines), wanted);
  EXPECT_EQ(read("", lines), wanted);
  EXPECT_EQ(read("application/x-www-form-urlencoded", lines), wanted) << "as curl says";
  EXPECT_EQ(read("application/json", lines), Read{"refused: it is not JSON in UTF-8"});
}

TEST(WebhookRecords, AreAForm) {
  EXPECT_EQ(read("application/x-www-form-urlencoded",
                 "EventType=task.created&TaskAttributes=%7B%22from%22%3A%22a+b%22%7D&empty=&x"),
            Read{R"({"EventType":"task.created","TaskAttributes":"{\"from\":\"a b\"}",)"
                 R"("empty":"","x":""})"});
  for (const char* body : {"a=%", "a=%4", "a=%zz", "a=%ff"}) {
    EXPECT_EQ(read("application/x-www-form-urlencoded", body),
              Read{"refused: it is no form in UTF-8"})
        << body;
  }
}

TEST(WebhookRecords, AreRefusedWholeWhereNothingCanBeRead) {
  for (const char* body : {"", " \n", "x", "{", "{} x", "\"\xff\"", "[1,"}) {
    EXPECT_TRUE(read("application/json", body).at(0).starts_with("refused: ")) << body;
  }
  EXPECT_EQ(read("application/x-ndjson", "x\ny"), Read{"refused: none of its lines is JSON"});
  EXPECT_TRUE(read("application/json", "{}", {{"Content-Encoding", "gzip"}})
                  .at(0)
                  .starts_with("refused: its Content-Encoding"));
}

TEST(CloudEvents, ComeStructuredAndInBatches) {
  const std::string event = R"({"specversion":"1.0","id":"1","type":"t","data":{"a":1}})";
  EXPECT_EQ(read("application/cloudevents+json", event), Read{event});
  EXPECT_EQ(read("application/cloudevents-batch+json", "[" + event + "," + event + "]"),
            (Read{event, event}));
  EXPECT_EQ(read("application/cloudevents+json", R"({"specversion":"0.3"})"),
            Read{"refused: it is no CloudEvent of specversion 1.0"});
  EXPECT_EQ(read("application/cloudevents-batch+json", "[1]"),
            Read{"refused: it is no CloudEvent of specversion 1.0"});
}

TEST(CloudEvents, HaveTheirAttributesInHeaders) {
  EXPECT_EQ(read("application/json", R"({"a":1})",
                 {{"CE-SpecVersion", "1.0"}, {"ce-id", "7"}, {"ce-", "x"}, {"Other", "y"}}),
            Read{R"({"specversion":"1.0","id":"7","data":{"a":1}})"});
  EXPECT_EQ(read("application/json", "{}", {{"ce-specversion", "2.0"}}),
            Read{"refused: it is no CloudEvent of specversion 1.0"});
}

TEST(CloudEvents, MayHaveTheirDataInBase64) {
  EXPECT_EQ(
      read("application/cloudevents+json", R"({"specversion":"1.0","data_base64":"eyJhIjoxfQ=="})"),
      Read{R"({"specversion":"1.0","data_base64":"eyJhIjoxfQ==","data":{"a":1}})"});
}

}  // namespace
}  // namespace jono::webhook
