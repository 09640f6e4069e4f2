// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/bridge_source.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <random>
#include <utility>

#include "daemon/base/version.h"
#include "daemon/event/bytes.h"
#include "daemon/event/printer.h"

namespace jono::app {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::seconds kLastWords{4};

}  // namespace

Result<std::unique_ptr<BridgeSource>> BridgeSource::open(const Settings& settings,
                                                         EpochNames& epochs) {
  auto dir = store::DataDir::open(settings.dir);
  if (!dir) return dir.error();
  const std::string& id = settings.id;
  std::unique_ptr<BridgeSource> out(
      new BridgeSource(id, settings.resumes, std::move(*dir), epochs));
  outbox::OutboxSettings held{.source = id, .receivers = {}, .most_bytes = settings.most_bytes};
  for (const feed::FeedTarget& target : settings.to) held.receivers.push_back(target.endpoint);
  auto box = outbox::Outbox::open(out->dir_, std::move(held));
  if (!box) return box.error();
  out->box_ = std::move(*box);
  out->read_place();
  if (out->box_->highest() == 0) out->missed_ = false;  // nothing came before
  std::random_device chance;
  const feed::SenderSettings sender{
      .source = id,
      .epoch = out->box_->epoch(),
      .process = fmt::format("{}-{:08x}{:08x}", ::getpid(), chance(), chance()),
      .software = fmt::format("jonovahti {}", kVersion)};
  for (const feed::FeedTarget& target : settings.to) {
    out->receivers_.emplace_back(target, sender, *out->box_, [id](std::string_view why) {
      spdlog::warn("source {}: {}: waiting", id, why);
    });
  }
  return out;
}

void BridgeSource::follow(const Delivery& delivery) {
  if (delivery.resumes) {
    resumes_ = *delivery.resumes;
    missed_ = missed_ || !resumes_;
  }
  if (delivery.link == Link::up || delivery.link == Link::behind) {
    up_ = true;
    leave_by_.reset();
  } else if (up_ && delivery.link != Link::unchanged) {
    missed_ = missed_ || !resumes_;
    leave();
  }
}

void BridgeSource::leave() {
  if (up_) leave_by_ = Steady::now() + kLastWords;
  up_ = false;
}

// The outbox's place is ours: how far the source's numbers had got, and the collector's place.
void BridgeSource::read_place() {
  ByteReader in(box_->place());
  const auto last = in.number<std::uint64_t>();
  const std::string_view epoch = in.text();
  if (!in.ok()) return;
  place_ = in.rest();
  ordering_ = {epoch.empty() ? EpochId() : epochs_.intern(epoch), last};
}

std::string BridgeSource::kept_place() const {
  std::string out;
  {
    ByteWriter to(out);
    to.number(ordering_.last());
    to.text(ordering_.epoch().set() ? epochs_.of(ordering_.epoch()) : "");
    to.bytes(place_);
  }
  return out;
}

// A collector that is connected has all that it will get of what came before.
void BridgeSource::order(const Delivery& delivery) {
  ordered_.clear();
  for (const Event& event : delivery.events) ordering_.take(event, ordered_);
  for (const Refusal& refusal : delivery.refusals) {
    ordering_.take_refused(refusal.epoch, refusal.seq, ordered_);
  }
  if (up_) ordering_.settle(ordered_);
}

Result<void> BridgeSource::take(const Delivery& delivery, const Names& names) {
  follow(delivery);
  order(delivery);
  std::vector<std::string> lines;
  for (auto& [event, after_hole] : ordered_) {
    if (event.type() == EventType::agent_state) continue;
    if (after_hole || missed_) lines.emplace_back();
    missed_ = false;
    event.epoch = {};  // the outbox counts
    event.seq = 0;
    print(event, names, epochs_, lines.emplace_back());
  }
  if (!delivery.refusals.empty()) {
    spdlog::warn("source {}: {} events refused", id_, delivery.refusals.size());
  }
  if (!delivery.place.empty()) place_ = delivery.place;
  if (lines.empty() && delivery.place.empty()) return {};
  return keep(lines);
}

Result<void> BridgeSource::keep(const std::vector<std::string>& lines) {
  if (auto kept = box_->append(lines, kept_place()); !kept) return kept;
  const auto dropped = box_->make_room();
  if (!dropped) return dropped.error();
  if (*dropped > 0) {
    spdlog::error("source {}: the outbox is full: the oldest {} events are given up", id_,
                  *dropped);
  }
  return {};
}

Result<void> BridgeSource::round(std::chrono::milliseconds wait) {
  if (leave_by_) return take_leave(wait);
  if (!up_) return {};
  for (FeedReceiver& receiver : receivers_) {
    if (auto done = receiver.round(wait); !done) return done;
  }
  return {};
}

Result<void> BridgeSource::take_leave(std::chrono::milliseconds wait) {
  const bool late = Steady::now() >= *leave_by_;
  bool all_gone = true;
  for (FeedReceiver& receiver : receivers_) {
    if (late || receiver.has_all()) {
      receiver.close();
      continue;
    }
    all_gone = false;
    if (auto done = receiver.round(wait); !done) return done;
  }
  if (all_gone) leave_by_.reset();
  return {};
}

Result<void> BridgeSource::tidy() {
  return box_->acknowledged_by_all() < box_->tail() ? Result<void>{} : box_->drop_acknowledged();
}

}  // namespace jono::app
