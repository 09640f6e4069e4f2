// SPDX-License-Identifier: EUPL-1.2
// Both sides of the feed protocol against each other, with everything going wrong that can.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <optional>

#include "collectors/feed/feed_hub.h"
#include "collectors/feed/feed_sender.h"

namespace jono::feed {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

SenderSettings settings(const std::string& process) {
  return {.source = "ace", .epoch = "e1", .process = process, .software = "test"};
}

// A source with `kEvents` events, a daemon that journals them, and the two ways between them.
class World {
 public:
  static constexpr std::uint64_t kEvents = 600;

  World() {
    restart_daemon();
    restart_source();
  }

  void restart_source() {
    sender_.emplace(settings("p" + std::to_string(++processes_)));
    connect();
  }
  // What was not committed is forgotten.
  void restart_daemon() {
    channel_.emplace(std::size_t{300});
    receipts_.emplace(std::size_t{1});
    if (!journal_.empty()) publish();
    hub_.emplace(
        HubParts{names_, epochs_, *receipts_, *channel_, IdHasher(IdKey{}), {SourceId{0}}});
  }
  void source_works(int events) {
    for (int i = 0; i < events && sender_->room() && sender_->wanted() <= kEvents; ++i) {
      sender_->add(line(sender_->wanted()));
    }
    sender_->hold(1, std::min(sender_->wanted() - 1, kEvents));
    if (sender_->silent(now_) || !sender_->refused().empty()) connect();
    sender_->work(now_);
    for (Outgoing& message : sender_->messages()) to_daemon_.push_back({peer_, std::move(message)});
    sender_->messages().clear();
  }
  void daemon_reads(int messages) {
    for (; messages > 0 && !to_daemon_.empty() && hub_->flush(); --messages) {
      const auto& [peer, m] = to_daemon_.front();
      hub_->on_message(peer, {m.kind, std::to_string(m.number), m.body}, now_);
      to_daemon_.pop_front();
    }
    static_cast<void>(hub_->flush());
    hub_->tick(now_);
  }
  void daemon_commits() {
    std::vector<Delivery> taken;
    channel_->take_all(taken, milliseconds(0));
    for (const Delivery& delivery : taken) {
      for (const Event& event : delivery.events) journal_.try_emplace(event.seq, event);
    }
    if (!journal_.empty()) publish();
    hub_->acknowledge();
  }
  void replies_arrive(bool lost) {
    for (const Reply& reply : hub_->replies()) {
      if (lost || reply.peer != peer_) continue;
      sender_->on_message({reply.kind, std::to_string(reply.number), reply.body}, now_);
    }
    hub_->replies().clear();
  }
  void pass(milliseconds time) { now_ += time; }

  [[nodiscard]] bool acknowledged() const { return sender_->acknowledged() >= kEvents; }
  // Exactly the events there are, with nothing between them missing at any time.
  [[nodiscard]] bool sound() const {
    std::uint64_t number = 0;
    for (const auto& [seq, event] : journal_) {
      if (seq != ++number || event.at != Instant(Millis(1000 + seq))) return false;
    }
    return number <= kEvents && sender_->acknowledged() <= number;
  }
  [[nodiscard]] std::size_t journaled() const { return journal_.size(); }

 private:
  static std::string line(std::uint64_t seq) {
    return fmt::format(R"({{"v":1,"type":"call.queued","at":{},"line":"aspa","call":"c{}"}})",
                       1000 + seq, seq);
  }
  void connect() {
    peer_ = "peer" + std::to_string(++connections_);
    sender_->connect(now_);
  }
  void publish() { receipts_->set(SourceId{0}, {epochs_.intern("e1"), journal_.rbegin()->first}); }

  Names names_{{"aspa"}, {{"ace", {}}}, {}};
  EpochNames epochs_;
  std::optional<EventChannel> channel_;
  std::optional<Receipts> receipts_;
  std::optional<FeedHub> hub_;
  std::optional<FeedSender> sender_;
  std::deque<std::pair<std::string, Outgoing>> to_daemon_;
  std::map<std::uint64_t, Event> journal_;
  std::string peer_;
  int processes_ = 0;
  int connections_ = 0;
  Ticks now_{seconds(100)};
};

RC_GTEST_PROP(FeedSender, LosesAndRepeatsNothingWhateverBreaks, ()) {
  World world;
  for (int step = 0; step < 150; ++step) {
    switch (*rc::gen::inRange(0, 20)) {
      case 0:
        world.restart_daemon();
        break;
      case 1:
        world.restart_source();
        break;
      case 2:
        world.replies_arrive(true);
        break;
      case 3:
        world.pass(milliseconds(*rc::gen::inRange(0, 4000)));
        break;
      case 4:
      case 5:
      case 6:
      case 7:
        world.daemon_commits();
        break;
      case 8:
      case 9:
      case 10:
      case 11:
        world.replies_arrive(false);
        break;
      case 12:
      case 13:
      case 14:
      case 15:
        world.daemon_reads(*rc::gen::inRange(0, 10));
        break;
      default:
        world.source_works(*rc::gen::inRange(0, 100));
    }
    RC_ASSERT(world.sound());
  }
  for (int round = 0; round < 200 && !world.acknowledged(); ++round) {
    world.source_works(1000);
    world.daemon_reads(1000);
    world.daemon_commits();
    world.replies_arrive(false);
    world.pass(milliseconds(200));
  }
  RC_ASSERT(world.sound());
  RC_ASSERT(world.acknowledged());
  RC_ASSERT(world.journaled() == World::kEvents);
}

}  // namespace
}  // namespace jono::feed
