// SPDX-License-Identifier: EUPL-1.2
// A publisher as a source of the daemon: a thread that subscribes, and asks for what it missed.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "collectors/subscribe/subscribe_config.h"
#include "daemon/base/result.h"
#include "daemon/event/channel.h"
#include "daemon/event/edge.h"
#include "daemon/event/epoch_names.h"

namespace jono::subscribe {

// The channel, the epochs and the names that `edge` refers to outlive the collector.
struct SubscribeParts {
  SubscribeConfig config;
  Edge edge;
  EpochNames& epochs;
  std::string place;  // what the last delivery of this source said; empty if there was none
  EventChannel& channel;
  std::chrono::milliseconds answer_within{5000};  // how long the publisher may take to replay
};

class SubscribeCollector {
 public:
  // Always starts; a publisher that is not there is waited for. An endpoint that is none is an
  // error.
  [[nodiscard]] static Result<std::unique_ptr<SubscribeCollector>> start(SubscribeParts parts);
  // Ends the thread, within milliseconds even if the channel is full.
  ~SubscribeCollector();
  SubscribeCollector(const SubscribeCollector&) = delete;
  SubscribeCollector& operator=(const SubscribeCollector&) = delete;

 private:
  class Worker;
  explicit SubscribeCollector(std::unique_ptr<Worker> worker);
  std::unique_ptr<Worker> worker_;
};

}  // namespace jono::subscribe
