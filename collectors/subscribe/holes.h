// SPDX-License-Identifier: EUPL-1.2
// What a publisher has sent and we have not got, by its numbers. Pure.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace jono::subscribe {

struct Range {
  std::string epoch;  // empty: the publisher names none
  std::uint64_t from = 1;
  std::uint64_t to = 0;
  bool operator==(const Range&) const = default;
};

class Holes {
 public:
  static constexpr int kTries = 3;
  static constexpr std::uint64_t kAtOnce = 1000;      // numbers asked for at once
  static constexpr std::uint64_t kMost = 10'000'000;  // of a larger hole, the last ones

  // What was known when the place was written; asked again are those after `whole_until`.
  void begin_at(std::string epoch, std::uint64_t whole_until);

  // The publisher has sent `seq`, which is here, or (a heartbeat) has sent up to it. An epoch that
  // follows another one begins where it does: what lies between the two cannot be asked for.
  void sent(const std::string& epoch, std::uint64_t seq, bool here);
  // `seq`, asked for, has come.
  void came(const std::string& epoch, std::uint64_t seq);

  // What to ask for next; nullopt: nothing, now.
  [[nodiscard]] std::optional<Range> wanted() const;
  // An answer to `asked` has been taken: what of it is still missing is lost.
  void answered(const Range& asked);
  // Nobody answered. After kTries of them in a row all that is missing is lost.
  void unanswered();
  // All that is missing is lost: there is nobody to ask.
  void give_up();

  [[nodiscard]] const std::string& epoch() const { return epoch_; }
  [[nodiscard]] std::uint64_t highest() const { return highest_; }
  // Up to here nothing is missing but what is lost.
  [[nodiscard]] std::uint64_t whole_until() const;
  // Nothing is missing that may still come, nor at the end, where no later event shows it.
  [[nodiscard]] bool complete() const { return open_.empty() && !lost_tail_; }

 private:
  // Takes [from, to] out of what is missing.
  void cut(std::uint64_t from, std::uint64_t to);

  struct Hole {
    std::uint64_t from, to;
  };

  std::string epoch_;
  std::uint64_t highest_ = 0;  // 0: nothing is known
  std::deque<Hole> open_;      // in their order
  bool lost_tail_ = false;
  int unanswered_ = 0;
};

}  // namespace jono::subscribe
