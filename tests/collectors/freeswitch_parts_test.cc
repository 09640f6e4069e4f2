// SPDX-License-Identifier: EUPL-1.2
// The small pure parts: messages, values, tables, numbers.
#include <gmock/gmock.h>

#include "collectors/freeswitch/esl_event.h"
#include "collectors/freeswitch/esl_framer.h"
#include "collectors/freeswitch/sequence.h"
#include "collectors/freeswitch/table.h"

namespace jono::freeswitch {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

// "type:body" of each message, cut into chunks of that size.
std::vector<std::string> framed(std::string_view bytes, std::size_t chunk, EslLimits limits = {}) {
  EslFramer framer(limits);
  std::vector<std::string> out;
  while (!bytes.empty()) {
    std::string_view part = bytes.substr(0, chunk);
    bytes.remove_prefix(part.size());
    while (const EslMessage* m = framer.next(part)) {
      out.push_back(std::string(m->type()) + ":" + std::string(m->body));
      if (m->too_long) out.back() += "too long " + std::to_string(m->size);
    }
  }
  if (framer.lost()) out.emplace_back("lost");
  return out;
}

TEST(EslFramer, AnyChunksGiveTheSame) {
  constexpr std::string_view kBytes =
      "\nContent-Type: a\r\n\r\nContent-Length: 4\nContent-Type: b\n\nx\n\nyContent-Type: c\n\n";
  for (std::size_t chunk = 1; chunk <= kBytes.size(); ++chunk) {
    EXPECT_THAT(framed(kBytes, chunk), ElementsAre("a:", "b:x\n\ny", "c:")) << chunk;
  }
}

TEST(EslFramer, ABodyOverItsLimitIsLeftOut) {
  const EslLimits limits{.head = 100, .body = 3, .answer = 5};
  const std::string event = "Content-Length: 5\nContent-Type: text/event-plain\n\n12345";
  const std::string answer = "Content-Length: 5\nContent-Type: api/response\n\n12345";
  for (const std::size_t chunk : {1u, 7u, 1000u}) {
    EXPECT_THAT(framed(event + answer, chunk, limits),
                ElementsAre("text/event-plain:too long 5", "api/response:12345"));
  }
}

TEST(EslFramer, WhatIsNoEventSocketIsLost) {
  EXPECT_THAT(framed("Content-Length: -1\n\nContent-Type: a\n\n", 1000), ElementsAre("lost"));
  EXPECT_THAT(framed("Content-Length: 1x\n\n", 1), ElementsAre("lost"));
  EXPECT_THAT(framed("Content-Length: 99999999999999999999999\n\n", 1), ElementsAre("lost"));
  EXPECT_THAT(framed(std::string(20'000, 'x'), 100), ElementsAre("lost"));
}

TEST(EslEvent, ValuesAreDecoded) {
  constexpr std::string_view kEvent =
      "CC-Queue: support%40default\nA:%7c%C3%A4%\nB: %4\nC: %zz%0A\n\nD: after\n";
  EXPECT_EQ(value_of(kEvent, "CC-Queue"), "support@default");
  EXPECT_EQ(value_of(kEvent, "A"), "|\xc3\xa4%");
  EXPECT_EQ(value_of(kEvent, "B"), "%4");
  EXPECT_EQ(value_of(kEvent, "C"), "%zz\n");
  EXPECT_EQ(value_of(kEvent, "D"), "");
  EXPECT_EQ(value_of(kEvent, "CC"), "");
}

TEST(EslEvent, Instants) {
  EXPECT_EQ(instant_of_seconds("1795316400"), Instant(std::chrono::seconds(1'795'316'400)));
  EXPECT_EQ(instant_of_micros("1795316400123999"), Instant(Millis(1'795'316'400'123)));
  for (const char* bad : {"", "0", "-1", " 1", "1.5", "253402300800", "99999999999999999999"}) {
    EXPECT_FALSE(instant_of_seconds(bad)) << bad;
  }
  EXPECT_FALSE(instant_of_micros("18446744073709551615"));
}

std::vector<std::string> cells(std::string_view text, std::string_view column,
                               std::string_view free = {}) {
  const auto table = Table::parse(text, free);
  if (!table) return {"none"};
  std::vector<std::string> out;
  table->each([&](const Row& row) { out.emplace_back(row[column]); });
  return out;
}

TEST(Table, ColumnsGoByTheirNames) {
  EXPECT_THAT(cells("a|b\n1|2\r\n3|4\n+OK\n", "b"), ElementsAre("2", "4"));
  EXPECT_THAT(cells("b|x|a\n1|2|3\n+OK\n", "b"), ElementsAre("1"));
  EXPECT_THAT(cells("a|b\n1|2\n+OK\n", "c"), ElementsAre(""));
  EXPECT_THAT(cells("+OK\n", "a"), ElementsAre());
}

TEST(Table, ANameWithBarsInItMovesNoOtherCell) {
  EXPECT_THAT(cells("a|name|b\n1|x|y|z|2\n+OK\n", "a", "name"), ElementsAre("1"));
  EXPECT_THAT(cells("a|name|b\n1|x|y|z|2\n+OK\n", "b", "name"), ElementsAre("2"));
  EXPECT_THAT(cells("a|b\n1|2|3\n+OK\n", "b", "name"), ElementsAre("none"));
}

TEST(Table, WhatIsNoneIsRefused) {
  for (const char* bad : {"", "-ERR no such command\n", "a|b\n1|2\n", "a|b\n1\n+OK\n"}) {
    EXPECT_THAT(cells(bad, "a"), ElementsAre("none")) << bad;
  }
}

class Numbers : public testing::Test {
 protected:
  using Found = Sequence::Found;
  Found came(std::uint64_t number, int at = 0) { return sequence_.came(number, time(at)); }
  Found look(int at) { return sequence_.look(time(at)); }
  static Sequence::Time time(int at) { return Sequence::Time(milliseconds(at)); }
  Sequence sequence_;
};

TEST_F(Numbers, OutOfTurnIsNoHole) {
  for (const std::uint64_t n : {7u, 9u, 8u, 12u, 10u, 11u, 12u}) EXPECT_EQ(came(n), Found::nothing);
  EXPECT_EQ(sequence_.next_deadline(), Sequence::Time::max());
  EXPECT_EQ(look(100'000), Found::nothing);
}

TEST_F(Numbers, OneThatIsMissingForASecondIsAHoleOnce) {
  came(1);
  came(3, 500);
  EXPECT_EQ(look(1499), Found::nothing);
  EXPECT_EQ(sequence_.next_deadline(), time(1500));
  EXPECT_EQ(look(1500), Found::hole);
  EXPECT_EQ(look(1501), Found::nothing);
  EXPECT_EQ(came(2, 1600), Found::nothing) << "late";
  EXPECT_EQ(came(4, 1600), Found::nothing);
}

TEST_F(Numbers, AJumpIsAHoleAtOnce) {
  came(1);
  EXPECT_EQ(came(1002), Found::nothing);
  EXPECT_EQ(came(1004), Found::hole) << "1001 missing";
  EXPECT_EQ(came(102'006), Found::hole);
  EXPECT_EQ(came(102'007), Found::nothing);
}

TEST_F(Numbers, WhatFallsFarBackIsARestart) {
  came(500'000);
  came(500'002);
  EXPECT_EQ(came(3), Found::restart);
  EXPECT_EQ(came(4), Found::nothing);
  EXPECT_EQ(look(5000), Found::nothing);
}

}  // namespace
}  // namespace jono::freeswitch
