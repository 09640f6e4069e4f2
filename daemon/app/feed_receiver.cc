// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/feed_receiver.h"

#include <fmt/format.h>

#include <utility>

namespace jono::app {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::seconds kAgain{2};  // after a receiver did not want us

}  // namespace

Result<void> FeedReceiver::round(std::chrono::milliseconds wait) {
  if (!client_ && !open()) return {};
  feed::FeedSender& sender = client_->sender();
  if (auto filled = fill(sender); !filled) return filled;
  if (auto done = client_->round(wait); !done) {
    wait_after(done.error());
    return {};
  }
  return sender.welcomed() ? note(sender) : Result<void>{};
}

void FeedReceiver::close() {
  if (client_) client_->close();
  client_.reset();
}

bool FeedReceiver::open() {
  if (Steady::now() < again_) return false;
  auto client = feed::FeedClient::open(target_, settings_);
  if (client) {
    client_ = std::move(*client);
  } else {
    wait_after(client.error());
  }
  return client_ != nullptr;
}

void FeedReceiver::wait_after(const Error& why) {
  complain_(why.what);
  client_.reset();
  again_ = Steady::now() + kAgain;
}

// Gives the sender what it wants and may have.
Result<void> FeedReceiver::fill(feed::FeedSender& sender) {
  sender.hold(box_->tail(), box_->highest());
  if (!sender.room() || sender.wanted() > box_->highest()) return {};
  const auto lines = box_->read(sender.wanted(), feed::kMostEvents);
  if (!lines) return lines.error();
  for (const std::string& line : *lines) {
    if (!sender.room()) break;
    if (line.empty()) {
      sender.add_hole();
    } else {
      sender.add(line);
    }
  }
  return {};
}

// New lines would get numbers that the daemon takes for known.
Result<void> FeedReceiver::note(const feed::FeedSender& sender) {
  if (sender.acknowledged() > box_->highest()) {
    return Error{Errc::give_up,
                 fmt::format("{} has {} events of this outbox, which gave {}: it is an old copy, "
                             "and its numbers were used: move the outbox's directory away and "
                             "start again",
                             target_.endpoint, sender.acknowledged(), box_->highest())};
  }
  box_->acknowledge(target_.endpoint, sender.acknowledged());
  return {};
}

}  // namespace jono::app
