// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/veil.h"

#include <gmock/gmock.h>

#include "daemon/event/parser.h"

namespace jono {
namespace {

using testing::HasSubstr;
using testing::Not;

const IdHasher kHasher(IdKey{1});

// What the parser says of a line: "taken", or the reason why not.
std::string verdict(const std::string& line) {
  const Names names({"aspa"}, {{"ace", {}}}, {"kirjeet"});
  EpochNames epochs;
  EventParser parser(names, IdHasher(IdKey{2}), epochs, SourceRule::transport);
  if (parser.parse(line, SourceId{0}) != nullptr) return "taken";
  return std::string(name_of(parser.refusal().reason));
}

constexpr const char* kNumber = "+358401234567";

TEST(Veil, LeavesNothingThatACallerIsKnownBy) {
  for (
      const std::string line : {
          R"({"v":1,"type":"call.queued","at":1,"line":"aspa","call":"+358401234567"})",
          R"({"v":1,"type":"call.queued","at":1,"line":"aspa","call":"c","caller":"+358401234567"})",
          R"({"v":1,"type":"+358401234567","at":1,"line":"aspa","call":"c"})",
          R"({"v":1,"type":"call.queued","at":"+358401234567","line":"aspa","call":"c"})",
          R"({"v":1,"type":"call.queued","at":1,"line":"aspa","call":["+358401234567"]})",
          R"({"v":"+358401234567","type":"call.queued","at":1,"line":"aspa","call":"c"})",
          R"({"v":1,"type":"call.lost","at":1,"line":"aspa","call":"c","reason":"+358401234567"})",
          R"({"v":1,"type":"source.snapshot","at":1,"line":"aspa","id":"+358401234567",)"
          R"("waiting":[{"call":"+358401234567","queued_at":1,"x":"+358401234567"}]})",
          R"({"v":1,"type":"call.queued","at":1,"line":"aspa","call":"c","source":"+358401234567"})",
          R"({"call":"+358401234567")",
      }) {
    EXPECT_THAT(veiled(line, kHasher), Not(HasSubstr(kNumber))) << line;
    EXPECT_EQ(verdict(veiled(line, kHasher)), verdict(line)) << line;
  }
}

TEST(Veil, IsTakenOrRefusedAsTheLineWas) {
  for (
      const std::string line : {
          R"({"v":1,"type":"call.queued","at":"2026-11-23T08:15:02.412+02:00","line":"aspa","call":"c"})",
          R"({"v":1,"type":"call.queued","at":"2026-11-23t08:15:02z","line":"aspa","call":"c"})",
          R"({"v":1,"type":"call.queued","at":"2026-11-23 08:15:02","line":"aspa","call":"c"})",
          R"({"v":1,"type":"call.queued","at":1.5,"line":"aspa","call":"c"})",
          R"({"v":2,"type":"call.queued","at":1,"line":"aspa","call":"c"})",
          R"({"v":1,"type":"call.queued","at":1,"line":"aspa","call":""})",
          R"({"v":1,"type":"call.queued","at":1,"line":"aspa","call":7})",
          R"({"v":1,"type":"call.queued","at":1,"line":"aspa"})",
          R"({"v":1,"type":"call.queued","at":1,"line":"nobody","call":"c"})",
          R"({"v":1,"type":"call.queued","at":1,"line":"aspa","call":"c","source":"mitel"})",
          R"({"v":1,"type":"call.queued","at":1,"line":"aspa","call":"c","coarse":"yes"})",
          R"({"v":1,"type":"call.redirected","at":1,"line":"aspa","call":"c","reason":"Why"})",
          R"({"v":1,"type":"backlog.level","at":1,"line":"kirjeet","open":3,"oldest_at":1})",
          R"({"v":1,"type":"backlog.level","at":1,"line":"kirjeet","open":"3"})",
          R"({"v":1,"type":"agent.state","at":1,"line":"aspa","agent":"a","state":"busy"})",
          R"({"v":1,"type":"agent.state","at":1,"line":"aspa","agent":"a","state":"B"})",
          R"({"v":1,"type":"source.snapshot","at":1,"line":"aspa","waiting":[1]})",
          R"({"v":1,"type":"source.snapshot","at":1,"line":"aspa","waiting":{}})",
          R"({"v":1,"type":"source.snapshot","at":1,"line":"aspa"})",
          R"({"v":1,"type":"source.snapshot","at":1,"line":"aspa","id":"s","part":1,"parts":2,)"
          R"("waiting":[],"callbacks":[{"callback":"b","requested_at":1}]})",
          R"({"v":1,"type":"source.heartbeat","at":1})",
          R"({"v":1,"type":"call.answered","at":1,"line":"aspa","call":"c","agent":null})",
          R"({"v":1,"type":"callback.requested","at":1,"line":"aspa","callback":"b","call":null})",
          R"({"v":1,"type":"call.queued","at":1,"line":"aspa","call":"c","source":null})",
          R"({"v":1,"type":"backlog.level","at":1,"line":"kirjeet","open":3,"oldest_at":null})",
          R"({"v":1,"type":"source.snapshot","at":1,"line":"aspa","waiting":[],"callbacks":null})",
          R"({"v":1,"type":"source.snapshot","at":1,"line":"aspa","waiting":[],"id":null})",
          "[]",
          "",
          "{\"v\":1,\"type\":\"\xff\"}",
      }) {
    EXPECT_EQ(verdict(veiled(line, kHasher)), verdict(line)) << line;
  }
  EXPECT_EQ(verdict(veiled(std::string(16'385, ' '), kHasher)), "too_long");
  const std::string long_id =
      R"({"v":1,"type":"source.snapshot","at":1,"line":"aspa","waiting":[],"id":")" +
      std::string(200, 'i') + "\"}";
  EXPECT_EQ(verdict(veiled(long_id, kHasher)), verdict(long_id));
}

TEST(Veil, HashesAnIdInTheSameWayEverywhere) {
  const std::string queued =
      veiled(R"({"v":1,"type":"call.queued","at":1,"line":"aspa","call":"c"})", kHasher);
  const std::string ended =
      veiled(R"({"v":1,"type":"call.ended","at":1,"line":"aspa","call":"c"})", kHasher);
  const auto id = [](const std::string& line) { return line.substr(line.find("\"call\":")); };
  EXPECT_EQ(id(queued), id(ended));
}

}  // namespace
}  // namespace jono
