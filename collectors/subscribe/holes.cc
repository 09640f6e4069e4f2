// SPDX-License-Identifier: EUPL-1.2
#include "collectors/subscribe/holes.h"

#include <algorithm>

namespace jono::subscribe {

void Holes::begin_at(std::string epoch, std::uint64_t whole_until) {
  epoch_ = std::move(epoch);
  highest_ = whole_until;
}

void Holes::sent(const std::string& epoch, std::uint64_t seq, bool here) {
  if (epoch != epoch_ || highest_ == 0) {
    *this = Holes();
    epoch_ = epoch;
    highest_ = seq;
    return;
  }
  if (here) lost_tail_ = lost_tail_ && seq <= highest_;
  if (seq <= highest_) return;
  const std::uint64_t to = here ? seq - 1 : seq;
  const std::uint64_t from = std::max(highest_ + 1, to > kMost ? to - kMost : 1);
  if (from <= to) open_.push_back({from, to});
  highest_ = seq;
}

void Holes::came(const std::string& epoch, std::uint64_t seq) {
  if (epoch == epoch_) cut(seq, seq);
}

void Holes::cut(std::uint64_t from, std::uint64_t to) {
  std::deque<Hole> rest;
  for (const Hole& hole : open_) {
    if (hole.from < from) rest.push_back({hole.from, std::min(hole.to, from - 1)});
    if (hole.to > to) rest.push_back({std::max(hole.from, to + 1), hole.to});
  }
  open_ = std::move(rest);
}

std::optional<Range> Holes::wanted() const {
  if (open_.empty()) return std::nullopt;
  const Hole& first = open_.front();
  return Range{epoch_, first.from, std::min(first.to, first.from + kAtOnce - 1)};
}

void Holes::answered(const Range& asked) {
  unanswered_ = 0;
  if (asked.epoch != epoch_ || open_.empty()) return;
  const bool tail = open_.back().from <= asked.to && open_.back().to == highest_;
  cut(asked.from, asked.to);
  lost_tail_ = lost_tail_ || (tail && asked.to >= highest_);
}

void Holes::unanswered() {
  if (++unanswered_ >= kTries) give_up();
}

void Holes::give_up() {
  unanswered_ = 0;
  lost_tail_ = lost_tail_ || (!open_.empty() && open_.back().to == highest_);
  open_.clear();
}

std::uint64_t Holes::whole_until() const {
  return open_.empty() ? highest_ : open_.front().from - 1;
}

}  // namespace jono::subscribe
