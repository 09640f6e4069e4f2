// SPDX-License-Identifier: EUPL-1.2
// One source of a bridge: its outbox, and the daemons that it is sent to.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "daemon/app/feed_receiver.h"
#include "daemon/event/channel.h"
#include "daemon/event/epoch_names.h"
#include "daemon/event/names.h"
#include "daemon/outbox/ordering.h"
#include "daemon/outbox/outbox.h"
#include "daemon/store/data_dir.h"

namespace jono::app {

// For one thread. Errors are the outbox's, and end the process.
class BridgeSource {
 public:
  // In `dir`, which is made. `resumes`: what it says while nobody listens can be asked for later.
  // `epochs` outlives it.
  struct Settings {
    std::string dir;
    std::string id;
    bool resumes = false;
    std::vector<feed::FeedTarget> to{};
    std::uint64_t most_bytes = 0;  // of its outbox
  };
  [[nodiscard]] static Result<std::unique_ptr<BridgeSource>> open(const Settings& settings,
                                                                  EpochNames& epochs);

  // The collector's, as it was told last.
  [[nodiscard]] const std::string& place() const { return place_; }
  // Keeps what was delivered, for certain; what is numbered waits until what is missing before it
  // came or is given up. Agents' states are for live figures alone, and left out.
  [[nodiscard]] Result<void> take(const Delivery& delivery, const Names& names);
  // Sends and hears a little, while the source is there or leaving.
  [[nodiscard]] Result<void> round(std::chrono::milliseconds wait);
  [[nodiscard]] Result<void> tidy();
  // The source goes: so each daemon is told once it has all of it, or after four seconds.
  void leave();
  [[nodiscard]] bool leaving() const { return leave_by_.has_value(); }

 private:
  BridgeSource(std::string id, bool resumes, store::DataDir dir, EpochNames& epochs)
      : id_(std::move(id)),
        epochs_(epochs),
        resumes_(resumes),
        missed_(!resumes),
        dir_(std::move(dir)) {}
  void read_place();
  [[nodiscard]] std::string kept_place() const;
  void follow(const Delivery& delivery);
  void order(const Delivery& delivery);
  [[nodiscard]] Result<void> take_leave(std::chrono::milliseconds wait);
  [[nodiscard]] Result<void> keep(const std::vector<std::string>& lines);

  const std::string id_;
  EpochNames& epochs_;
  bool resumes_;
  bool missed_;  // something may have been said that was not heard
  bool up_ = false;
  std::optional<std::chrono::steady_clock::time_point> leave_by_;  // while it is leaving
  std::string place_;
  outbox::Ordering ordering_{{}, 0};
  std::vector<outbox::Ordered> ordered_;
  store::DataDir dir_;
  std::unique_ptr<outbox::Outbox> box_;
  std::vector<FeedReceiver> receivers_;
};

}  // namespace jono::app
