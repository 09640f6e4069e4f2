// SPDX-License-Identifier: EUPL-1.2
#include "collectors/simulator/simulator_source.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace jono::simulator {
namespace {

constexpr std::size_t kBatch = 4096;                    // events at once
constexpr Millis kBeat = std::chrono::seconds(1);       // a word of life at least so often
constexpr Millis kFull = std::chrono::milliseconds(2);  // until a full channel is tried again

}  // namespace

class SimulatorSource::Worker {
 public:
  Worker(const PacerParts& parts, std::string_view place, const Clock& clock, EventChannel& channel)
      : source_(parts.edge.source),
        clock_(clock),
        channel_(channel),
        pacer_(parts, place, clock.now()),
        thread_([this] { run(); }) {}

  ~Worker() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    stop_.notify_one();
    thread_.join();
  }

 private:
  void run() {
    Millis wait(0);
    while (!stopped_within(wait)) {
      const Instant now = clock_.now();
      if (pacer_.silent_at(now)) {
        wait = kBeat;
        continue;
      }
      Delivery delivery = channel_.spare();
      delivery.source = source_;
      delivery.link = Link::up;
      pacer_.take(now, kBatch, delivery.events);
      if (!delivery.events.empty()) delivery.place = pacer_.place();
      while (!channel_.try_put(delivery)) {
        if (stopped_within(kFull)) return;
      }
      wait = pacer_.next_due(now + kBeat) - now;
    }
  }

  bool stopped_within(Millis time) {
    std::unique_lock lock(mutex_);
    return stop_.wait_for(lock, time, [&] { return stopping_; });
  }

  const SourceId source_;
  const Clock& clock_;
  EventChannel& channel_;
  Pacer pacer_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses all of the above
};

SimulatorSource::SimulatorSource(std::unique_ptr<Worker> worker) : worker_(std::move(worker)) {}
SimulatorSource::~SimulatorSource() = default;

std::unique_ptr<SimulatorSource> SimulatorSource::start(const PacerParts& parts,
                                                        std::string_view place, const Clock& clock,
                                                        EventChannel& channel) {
  return std::unique_ptr<SimulatorSource>(
      new SimulatorSource(std::make_unique<Worker>(parts, place, clock, channel)));
}

}  // namespace jono::simulator
