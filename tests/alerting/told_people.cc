// SPDX-License-Identifier: EUPL-1.2
#include "tests/alerting/told_people.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace jono::alerting {

bool too_often(const std::vector<Instant>& told) {
  const std::size_t size = told.size();
  return size >= 3 && told[size - 1] - told[size - 3] < std::chrono::minutes(10);
}

void Reader::read(const Telling& telling, Instant now, bool lost) {
  Copies& copies = copies_[dedup_key(telling)];
  if (lost) ++copies.lost;
  if (++copies.all > 1) return;
  OfAlert& of = alerts_[telling.notice.rule + "/" + telling.notice.subject];
  of.told.push_back(now);
  EXPECT_FALSE(too_often(of.told)) << name_ << " " << dedup_key(telling);
  read_new(of, telling);
}

void Reader::read_new(OfAlert& of, const Telling& telling) {
  const Notice& notice = telling.notice;
  const bool open = !of.incidents.empty() && !of.incidents.back().ended;
  const bool this_one = open && of.incidents.back().fired == notice.fired;
  EXPECT_EQ(telling.told != Told::firing, notice.ended.has_value());
  if (telling.told == Told::firing) {
    EXPECT_FALSE(open) << name_ << ": firing before the last one's end " << dedup_key(telling);
    of.incidents.push_back({notice.fired});
  } else {
    // One whose firing came, but not the answer to that, may be told as was_firing.
    EXPECT_TRUE(this_one || (telling.told == Told::was_firing && !open))
        << name_ << ": an end of nothing " << dedup_key(telling);
    if (!this_one) of.incidents.push_back({notice.fired});
    of.incidents.back().ended = notice.ended;
  }
}

int Reader::lost(const std::string& key) const {
  const auto found = copies_.find(key);
  return found == copies_.end() ? 0 : found->second.lost;
}

bool Reader::open(const std::string& alert) const {
  const auto found = alerts_.find(alert);
  return found != alerts_.end() && !found->second.incidents.empty() &&
         !found->second.incidents.back().ended;
}

bool Reader::knows(const Crossing& crossing) const {
  const auto found = alerts_.find(crossing.alert);
  return found != alerts_.end() &&
         std::ranges::any_of(found->second.incidents, [&](const Incident& each) {
           return each.fired <= crossing.fired && each.ended >= crossing.ended;
         });
}

void Reader::check_copies() const {
  for (const auto& [key, copies] : copies_) {
    EXPECT_LE(copies.all, 1 + copies.lost) << name_ << " " << key;
    EXPECT_LE(copies.all, 2) << name_ << " " << key;
  }
}

}  // namespace jono::alerting
