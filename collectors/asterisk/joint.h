// SPDX-License-Identifier: EUPL-1.2
// One Asterisk heard by its manager interface and read by its queue_log, as one source. Each side
// runs on a thread of its own; here their deliveries are put in one order, with one place and one
// link.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/asterisk/better_words.h"
#include "collectors/asterisk/queue_log_decoder.h"
#include "collectors/backlog.h"
#include "daemon/event/edge.h"

namespace jono::asterisk {

// The source is up while AMI is connected and the log has been read past the moment at which it
// came to be: until then it is behind, for the log brings what was missed. So long lists of who
// waits are held: who is not in them may have been answered long ago. Safe on both threads.
class Joint final : public Onward, public Witness {
 public:
  using Time = std::chrono::steady_clock::time_point;

  struct Settings {
    Edge edge;
    std::string place;     // that of the last delivery that was kept; empty: there was none
    bool log_tells_all;    // nothing is wanted of AMI that the log does not tell too, if later
    Millis log_lag{1000};  // see QueueLogTimes
  };

  // `channel` outlives it.
  Joint(EventChannel& channel, const Settings& settings);

  // AMI's side.
  [[nodiscard]] bool put(Delivery delivery) override;
  bool retry() override;
  [[nodiscard]] bool empty() const override;

  // The log's side. Where to read on; empty: from the beginning.
  [[nodiscard]] std::string log_place() const;
  // False when there is no room: nothing was taken. A delivery that does not resume tells that what
  // followed its place is gone.
  [[nodiscard]] bool put_log(Delivery& delivery);
  // A look at the log that began at `began` and is over at `now` found no more in it.
  void log_at_end(Time began, Time now);
  // There is no log to be read.
  void log_gone();
  [[nodiscard]] bool says_more(LineId line, CallId call, Instant at, const What& what) override;

 private:
  // What the deliveries have said so far.
  struct Told {
    bool up = false;
    bool resumes = false;
  };

  [[nodiscard]] Link link() const;
  [[nodiscard]] Told dress(Delivery& delivery) const;
  void hold_lists(Delivery& delivery);
  [[nodiscard]] bool pass_on(Delivery delivery);
  void say();
  [[nodiscard]] std::string place(const std::string& log) const;

  const Edge edge_;
  const bool log_tells_all_;
  const Millis log_lag_;

  mutable std::mutex mutex_;
  EventChannel& channel_;
  Backlog backlog_;
  BetterWords words_;
  std::vector<Event> lists_;  // that are held
  std::string log_place_;
  bool overflowed_ = false;

  bool ami_up_ = false;
  bool past_ = false;         // the log has been read past AMI's coming up, or is not to be had
  std::optional<Time> seen_;  // by when the log's side knew of AMI's coming up
  bool gone_ = false;
  bool lost_ = false;  // something in the log cannot be read any more, which was not told yet
  Told told_;
};

}  // namespace jono::asterisk
