// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/forward.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <random>

#include "daemon/app/feed_receiver.h"
#include "daemon/app/line_input.h"
#include "daemon/base/version.h"
#include "daemon/event/veil.h"
#include "daemon/outbox/outbox.h"
#include "daemon/store/id_key.h"

namespace jono::app {
namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr milliseconds kRound{10};
constexpr std::chrono::seconds kTidying{1};  // between two droppings of what was acknowledged

class Forwarding {
 public:
  Forwarding(const ForwardOptions& options, outbox::Outbox& box, IdHasher hasher, int input)
      : box_(box), hasher_(hasher), input_(input) {
    std::random_device chance;
    const feed::SenderSettings settings{
        .source = options.source,
        .epoch = box.epoch(),
        .process = fmt::format("{}-{:08x}{:08x}", ::getpid(), chance(), chance()),
        .software = fmt::format("jonovahti {}", kVersion)};
    const auto complain = [](std::string_view why) { fmt::print(stderr, "{}: waiting\n", why); };
    for (const feed::FeedTarget& target : options.to) {
      receivers_.emplace_back(target, settings, box, complain);
    }
  }

  Result<void> run(const std::function<bool()>& stop) {
    while (!input_.ended() || !lines_.empty() || box_.acknowledged_by_all() < box_.highest()) {
      if (stop()) return stopped();
      if (auto done = step(); !done) return done;
    }
    for (FeedReceiver& receiver : receivers_) receiver.close();
    return box_.drop_acknowledged();
  }

 private:
  Result<void> step() {
    if (!lines_.empty() || (!input_.ended() && !box_.full())) {
      if (auto taken = take(); !taken) return taken;
    }
    for (FeedReceiver& receiver : receivers_) {
      if (auto done = receiver.round(kRound); !done) return done;
    }
    show();
    if (Steady::now() < tidy_) return {};
    tidy_ = Steady::now() + kTidying;
    if (box_.acknowledged_by_all() < box_.tail()) return {};
    return or_later(box_.drop_acknowledged());
  }

  // What was read stays here until it is on disk.
  Result<void> take() {
    if (lines_.empty()) {
      if (auto read = input_.read(lines_, milliseconds(0)); !read) return read;
      for (std::string& line : lines_) {
        line = veiled(line, hasher_);
        if (line.empty()) line = " ";  // to be refused like any other; empty would be a gap
      }
    }
    if (lines_.empty()) return {};
    auto kept = box_.append(lines_);
    if (kept) {
      lines_.clear();
      disk_full_ = false;
    }
    return or_later(kept);
  }

  // A full disk is said once and waited for.
  Result<void> or_later(Result<void> done) {
    if (done || done.error().code != Errc::retry_later) return done;
    if (!disk_full_) fmt::print(stderr, "{}: waiting\n", done.error().what);
    disk_full_ = true;
    return {};
  }

  Result<void> stopped() {
    for (FeedReceiver& receiver : receivers_) receiver.close();
    if (auto done = box_.drop_acknowledged(); !done) return done;
    return Error{
        Errc::give_up,
        fmt::format("stopped: {} lines taken, {} of them not acknowledged by all: start "
                    "again with the same --outbox and the input after line {}",
                    box_.highest(), box_.highest() - box_.acknowledged_by_all(), box_.highest())};
  }

  // One line on a terminal, rewritten.
  void show() {
    if (!terminal_ || Steady::now() < shown_ + milliseconds(100)) return;
    shown_ = Steady::now();
    fmt::print(stderr, "\r{} lines taken, {} acknowledged\x1b[K", box_.highest(),
               box_.acknowledged_by_all());
  }

  outbox::Outbox& box_;
  IdHasher hasher_;
  LineInput input_;
  std::vector<FeedReceiver> receivers_;
  std::vector<std::string> lines_;  // read, and not in the outbox yet
  bool disk_full_ = false;
  Steady::time_point tidy_{};
  Steady::time_point shown_{};
  const bool terminal_ = ::isatty(STDERR_FILENO) == 1;
};

}  // namespace

Result<void> forward(const ForwardOptions& options, int input, const std::function<bool()>& stop) {
  const auto dir = store::DataDir::open(options.outbox);
  if (!dir) return dir.error();
  outbox::OutboxSettings settings{.source = options.source, .receivers = {}};
  for (const feed::FeedTarget& target : options.to) settings.receivers.push_back(target.endpoint);
  const auto box = outbox::Outbox::open(*dir, std::move(settings));
  if (!box) return box.error();
  const auto key = store::load_or_create_id_key(*dir, (*box)->highest() == 0);
  if (!key) return key.error();
  if ((*box)->highest() > 0) {
    fmt::print(stderr, "{} lines were taken before, {} of them acknowledged\n", (*box)->highest(),
               (*box)->acknowledged_by_all());
  }
  Forwarding forwarding(options, **box, IdHasher(*key), input);
  if (auto done = forwarding.run(stop); !done) return done;
  fmt::print(stderr, "{} lines taken, all acknowledged\n", (*box)->highest());
  return {};
}

}  // namespace jono::app
