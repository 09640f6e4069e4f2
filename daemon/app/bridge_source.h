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
#include "daemon/outbox/outbox.h"
#include "daemon/store/data_dir.h"

namespace jono::app {

// For one thread. Errors are the outbox's, and end the process.
class BridgeSource {
 public:
  // `resumes`: what it says while nobody listens can be asked for later.
  [[nodiscard]] static Result<std::unique_ptr<BridgeSource>> open(
      const std::string& dir, const std::string& id, bool resumes,
      const std::vector<feed::FeedTarget>& to);

  [[nodiscard]] const std::string& place() const { return box_->place(); }
  // Keeps what was delivered, for certain. Agents' states are for live figures alone, and left out.
  [[nodiscard]] Result<void> take(const Delivery& delivery, const Names& names,
                                  const EpochNames& epochs);
  // Sends and hears a little, while the source is there.
  [[nodiscard]] Result<void> round(std::chrono::milliseconds wait);
  [[nodiscard]] Result<void> tidy();
  void close();

 private:
  BridgeSource(std::string id, bool resumes, store::DataDir dir)
      : id_(std::move(id)), resumes_(resumes), missed_(!resumes), dir_(std::move(dir)) {}
  void follow(const Delivery& delivery);
  bool skipped(const Event& event);

  const std::string id_;
  bool resumes_;
  bool missed_;  // something may have been said that was not heard
  bool up_ = false;
  EpochId epoch_;  // of the last event that had a number
  std::uint64_t seq_ = 0;
  store::DataDir dir_;
  std::unique_ptr<outbox::Outbox> box_;
  std::vector<FeedReceiver> receivers_;
};

}  // namespace jono::app
