// SPDX-License-Identifier: EUPL-1.2
// Counts the allocations of this thread, for all of this test program.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "daemon/event/codec.h"
#include "daemon/event/printer.h"
#include "tests/event/parser_fixture.h"

namespace {
thread_local std::size_t allocations = 0;
}

void* operator new(std::size_t size) {
  ++allocations;
  if (void* p = std::malloc(size)) return p;
  throw std::bad_alloc();
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }

namespace jono {
namespace {

const char* const kTypes[] = {"call.queued",      "call.answered",      "call.abandoned",
                              "call.redirected",  "call.lost",          "call.refused",
                              "call.ended",       "callback.requested", "callback.attempted",
                              "callback.reached", "callback.closed",    "agent.state",
                              "source.heartbeat"};

class AllocationTest : public ParserTest {
 protected:
  std::vector<std::string> lines() {
    const Fields fields{
        {"call", R"("a call\u0020of quite a length, in \u00e4 word")"},
        {"callback", R"("a callback of quite a length, in a word")"},
        {"agent", R"("an agent of quite a length, in a word")"},
        {"epoch", R"("an epoch of quite a length, in a word")"},
        {"state", "\"busy\""},
        {"\\u0061n unlisted key that has escapes", R"(["\n", {"a": "\ud83d\ude00"}])"}};
    std::vector<std::string> out;
    for (const char* type : kTypes) out.push_back(event_line(type, fields));
    Fields level = fields;
    level.emplace_back("line", "\"scans\"");
    level.emplace_back("open", "3");
    out.push_back(event_line("backlog.level", level));
    return out;
  }
  // After once to warm up.
  template <class Work>
  std::size_t allocations_of(Work work) {
    work();
    const std::size_t before = allocations;
    for (int i = 0; i < 10; ++i) work();
    return allocations - before;
  }
};

TEST_F(AllocationTest, ParsingTakesNone) {
  for (const std::string& line : lines()) {
    ASSERT_EQ(refused(line), "") << line;
    EXPECT_EQ(allocations_of([&] { (void)parser.parse(line, kAce); }), 0U) << line;
  }
}

TEST_F(AllocationTest, RefusingTakesNone) {
  const std::string line = queued({{"line", "\"an unknown line of quite a length, in words\""}});
  ASSERT_EQ(refused(line), "unknown_line");
  EXPECT_EQ(allocations_of([&] { (void)parser.parse(line, kAce); }), 0U);
}

TEST_F(AllocationTest, PrintingAndEncodingTakeNone) {
  std::string out;
  for (const std::string& line : lines()) {
    const Event event = accepted(line);
    EXPECT_EQ(allocations_of([&] {
                out.clear();
                print(event, test_names(), epochs, out);
                if (event.type() != EventType::agent_state) encode(event, out);
              }),
              0U)
        << line;
  }
}

}  // namespace
}  // namespace jono
