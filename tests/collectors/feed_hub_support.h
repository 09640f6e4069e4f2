// SPDX-License-Identifier: EUPL-1.2
// The daemon's side of the feed protocol, told message by message what comes.
#pragma once

#include <gtest/gtest.h>

#include "collectors/feed/feed_hub.h"

namespace jono::feed {

class FeedHubTest : public ::testing::Test {
 protected:
  void say(const std::string& peer, std::string_view kind, std::string_view number,
           std::string_view body = "") {
    hub_.on_message(peer, {kind, number, body}, now_);
  }
  void hello(const std::string& peer, std::string_view epoch, std::string_view process = "p1",
             std::uint64_t tail = 1, std::string_view source = "ace",
             std::string_view highest = "0") {
    say(peer, "HELLO", highest,
        std::string(R"({"source":")") + std::string(source) + R"(","epoch":")" +
            std::string(epoch) + R"(","tail":)" + std::to_string(tail) + R"(,"process":")" +
            std::string(process) + R"("})");
  }
  static std::string events(int count) {
    std::string out;
    for (int i = 0; i < count; ++i) {
      out += R"({"v":1,"type":"call.queued","at":)" + std::to_string(1000 + i) +
             R"(,"line":"aspa","call":"c)" + std::to_string(i) + "\"}\n";
    }
    return out;
  }
  // "WELCOME 0 {...}; ACK 3 {...}", and empties the list.
  std::string replies() {
    std::string out;
    for (const Reply& r : hub_.replies()) {
      if (!out.empty()) out += "; ";
      out += r.peer + ":" + std::string(r.kind) + " " + std::to_string(r.number) + " " + r.body;
    }
    hub_.replies().clear();
    return out;
  }
  // The numbers of the events that were passed on.
  std::vector<std::uint64_t> passed() {
    EXPECT_TRUE(hub_.flush());
    std::vector<Delivery> taken;
    channel_.take_all(taken, std::chrono::milliseconds(0));
    std::vector<std::uint64_t> out;
    for (const Delivery& delivery : taken) {
      for (const Event& event : delivery.events) out.push_back(event.seq);
      for (const Refusal& refusal : delivery.refusals) refused_.push_back(refusal.seq);
      repeated_ += delivery.repeated;
      links_.push_back(delivery.link);
    }
    return out;
  }
  void durable(std::string_view epoch, std::uint64_t seq) {
    receipts_.set(SourceId{0}, {epochs_.intern(epoch), seq});
  }

  Names names_{{"aspa"}, {{"ace", {}}, {"pbx", {}}}, {}};
  EpochNames epochs_;
  Receipts receipts_{2};
  EventChannel channel_{1000};
  std::optional<FeedHub> made_{
      HubParts{names_, epochs_, receipts_, channel_, IdHasher(IdKey{}), {SourceId{0}}}};
  FeedHub& hub_ = *made_;
  Ticks now_{};
  std::vector<std::uint64_t> refused_;
  std::vector<Link> links_;
  std::uint64_t repeated_ = 0;
};

using Numbers = std::vector<std::uint64_t>;

}  // namespace jono::feed
