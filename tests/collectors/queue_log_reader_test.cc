// SPDX-License-Identifier: EUPL-1.2
// Deliveries and their places: a restart at any of them loses nothing and adds nothing.
#include "collectors/asterisk/queue_log_reader.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/collectors/asterisk_support.h"

namespace jono::asterisk {
namespace {

constexpr std::string_view kAbandoned =
    "100|1.1|aspa|NONE|ENTERQUEUE||1|1\n"
    "103|1.1|aspa|NONE|ABANDON|1|1|3\n";

void give(const std::optional<Delivery>& delivery, std::vector<Event>& out) {
  if (delivery) out.insert(out.end(), delivery->events.begin(), delivery->events.end());
}

// Those of `more` that `known` does not have; each counts once.
void unite(std::vector<Event>& known, const std::vector<Event>& more) {
  for (const Event& e : more) {
    const bool old = std::ranges::any_of(known, [&](const Event& k) { return same_content(k, e); });
    if (!old) known.push_back(e);
  }
}

std::vector<Event> read_from(std::string_view text, std::uint64_t offset) {
  QueueLogReader reader(lab_edge());
  reader.go_to({1, offset, offset == 0 ? "" : born_of(text.substr(0, kMostBorn))});
  std::vector<Event> out;
  for (std::size_t at = offset; at < text.size();) {
    at += reader.take(text.substr(at), true);
    give(reader.take_delivery(), out);
  }
  reader.flush();
  give(reader.take_delivery(), out);
  return out;
}

TEST(QueueLogReader, AHeldAbandonKeepsThePlaceBack) {
  QueueLogReader reader(lab_edge());
  reader.go_to({1, 0, {}});
  EXPECT_EQ(reader.take(kAbandoned, false), kAbandoned.size());
  const auto first = reader.take_delivery();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->source, lab_edge().source);
  EXPECT_EQ(first->events.size(), 1u);
  EXPECT_EQ(first->place, "1 " + std::to_string(kAbandoned.find("103")) + " 100");
  EXPECT_TRUE(reader.holds());
  EXPECT_FALSE(reader.take_delivery());

  reader.flush();
  const auto second = reader.take_delivery();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->events.at(0).type(), EventType::call_abandoned);
  EXPECT_EQ(second->place, "1 " + std::to_string(kAbandoned.size()) + " 100");
  EXPECT_FALSE(reader.holds());
}

TEST(QueueLogReader, ALineIsTakenWhole) {
  QueueLogReader reader(lab_edge());
  reader.go_to({1, 0, {}});
  EXPECT_EQ(reader.take(kAbandoned.substr(0, 20), false), 0u);
  EXPECT_FALSE(reader.take_delivery().value_or(Delivery{}).weight() > 1);
  EXPECT_EQ(reader.take(kAbandoned.substr(0, 40), false), 34u);
  EXPECT_EQ(reader.take_delivery()->events.size(), 1u);
  EXPECT_EQ(reader.take(kAbandoned.substr(34, 31), true), 31u) << "nothing will follow";
  EXPECT_TRUE(reader.holds());
}

TEST(QueueLogReader, ALineWithoutAnEndIsRefused) {
  QueueLogReader reader(lab_edge());
  reader.go_to({1, 0, {}});
  const std::string noise(QueueLogReader::kMostLine, 'x');
  EXPECT_EQ(reader.take(noise, false), noise.size());
  const auto delivery = reader.take_delivery();
  ASSERT_TRUE(delivery);
  ASSERT_EQ(delivery->refusals.size(), 1u);
  EXPECT_EQ(delivery->refusals[0].reason, RefusalReason::too_long);
}

TEST(QueueLogReader, ADeliveryHoldsNoMoreThanItsShare) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) {
    text += std::to_string(1000 + i) + "|1." + std::to_string(i) + "|aspa|NONE|ENTERQUEUE||1|1\n";
  }
  QueueLogReader reader(lab_edge());
  reader.go_to({1, 0, {}});
  std::vector<std::size_t> sizes;
  for (std::size_t at = 0; at < text.size();) {
    at += reader.take(std::string_view(text).substr(at), false);
    const auto delivery = reader.take_delivery();
    ASSERT_TRUE(delivery);
    sizes.push_back(delivery->events.size());
    EXPECT_EQ(delivery->place, "1 " + std::to_string(at) + " 1000");
  }
  EXPECT_EQ(sizes, (std::vector<std::size_t>{4096, 4096, 1808}));
}

// Whatever stood in the journal when the daemon died, the next start adds exactly the rest.
TEST(QueueLogReader, ARestartAtAnyDeliveryGivesTheSameEvents) {
  const std::string log = fixture("main.queue_log");
  const std::string text = log.substr(0, log.find('\n', 8'000) + 1);
  const std::vector<Event> whole = read_from(text, 0);
  ASSERT_GT(whole.size(), 80u);

  QueueLogReader reader(lab_edge());
  reader.go_to({1, 0, {}});
  std::vector<Event> before;
  std::size_t restarts = 0, held = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t line = text.find('\n', at) + 1 - at;
    ASSERT_EQ(reader.take(std::string_view(text).substr(at, line), false), line);
    at += line;
    const auto delivery = reader.take_delivery();
    if (!delivery) continue;
    give(delivery, before);
    const auto place = parse_place(delivery->place);
    ASSERT_TRUE(place);
    std::vector<Event> all = before;
    unite(all, read_from(text, place->offset));
    ++restarts;
    held += static_cast<std::size_t>(reader.holds());
    ASSERT_EQ(all.size(), whole.size()) << at;
    std::vector<Event> both = whole;
    unite(both, all);
    ASSERT_EQ(both.size(), whole.size()) << at;
  }
  EXPECT_GT(restarts, 80u);
  EXPECT_GT(held, 5u);
}

}  // namespace
}  // namespace jono::asterisk
