// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/bridge_source.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <random>
#include <utility>

#include "daemon/base/version.h"
#include "daemon/event/printer.h"

namespace jono::app {

Result<std::unique_ptr<BridgeSource>> BridgeSource::open(const std::string& dir,
                                                         const std::string& id, bool resumes,
                                                         const std::vector<feed::FeedTarget>& to) {
  auto locked = store::DataDir::open(dir);
  if (!locked) return locked.error();
  std::unique_ptr<BridgeSource> out(new BridgeSource(id, resumes, std::move(*locked)));
  outbox::OutboxSettings settings{.source = id, .receivers = {}};
  for (const feed::FeedTarget& target : to) settings.receivers.push_back(target.endpoint);
  auto box = outbox::Outbox::open(out->dir_, std::move(settings));
  if (!box) return box.error();
  out->box_ = std::move(*box);
  if (out->box_->highest() == 0) out->missed_ = false;  // nothing came before
  std::random_device chance;
  const feed::SenderSettings sender{
      .source = id,
      .epoch = out->box_->epoch(),
      .process = fmt::format("{}-{:08x}{:08x}", ::getpid(), chance(), chance()),
      .software = fmt::format("jonovahti {}", kVersion)};
  for (const feed::FeedTarget& target : to) {
    out->receivers_.emplace_back(target, sender, *out->box_);
  }
  return out;
}

void BridgeSource::follow(const Delivery& delivery) {
  if (delivery.resumes) {
    resumes_ = *delivery.resumes;
    missed_ = missed_ || !resumes_;
  }
  const bool was_up = up_;
  if (delivery.link != Link::unchanged) {
    up_ = delivery.link == Link::up || delivery.link == Link::behind;
  }
  if (!was_up || up_) return;
  missed_ = missed_ || !resumes_;
  close();
}

// Whether events before this one did not come.
bool BridgeSource::skipped(const Event& event) {
  if (event.seq == 0 || event.type() == EventType::source_heartbeat) return false;
  const bool knew = seq_ > 0;
  const bool skips = knew && (event.epoch != epoch_ || event.seq > seq_ + 1);
  epoch_ = event.epoch;
  seq_ = event.seq;
  return skips;
}

Result<void> BridgeSource::take(const Delivery& delivery, const Names& names,
                                const EpochNames& epochs) {
  follow(delivery);
  std::vector<std::string> lines;
  for (const Event& event : delivery.events) {
    if (event.type() == EventType::agent_state) continue;
    if (skipped(event) || missed_) lines.emplace_back();
    missed_ = false;
    Event plain = event;
    plain.epoch = {};  // the outbox counts
    plain.seq = 0;
    print(plain, names, epochs, lines.emplace_back());
  }
  if (!delivery.refusals.empty()) {
    spdlog::warn("source {}: {} events refused", id_, delivery.refusals.size());
  }
  if (lines.empty() && delivery.place.empty()) return {};
  if (auto kept = box_->append(lines, delivery.place); !kept) return kept;
  const auto dropped = box_->make_room();
  if (!dropped) return dropped.error();
  if (*dropped > 0) {
    spdlog::error("source {}: the outbox is full: the oldest {} events are given up", id_,
                  *dropped);
  }
  return {};
}

Result<void> BridgeSource::round(std::chrono::milliseconds wait) {
  if (!up_) return {};
  for (FeedReceiver& receiver : receivers_) {
    if (auto done = receiver.round(wait); !done) return done;
  }
  return {};
}

Result<void> BridgeSource::tidy() {
  return box_->acknowledged_by_all() < box_->tail() ? Result<void>{} : box_->drop_acknowledged();
}

void BridgeSource::close() {
  for (FeedReceiver& receiver : receivers_) receiver.close();
}

}  // namespace jono::app
