// SPDX-License-Identifier: EUPL-1.2
#include "collectors/subscribe/subscribe_collector.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <system_error>
#include <thread>
#include <zmq.hpp>

#include "collectors/feed/address_family.h"
#include "collectors/subscribe/subscriber.h"
#include "daemon/event/printer.h"

namespace jono::subscribe {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::int64_t kMaxMessage = 65'536;
constexpr std::int64_t kMaxReplay = 20'000'000;  // a thousand events of the longest
constexpr int kWaiting = 100'000;                // messages that wait for us before some are lost
constexpr int kRound = 1000;                     // messages read before anything else is done
constexpr milliseconds kRoundTime{200};          // until replies are looked for again
constexpr milliseconds kFull{10};                // until a full channel is tried again
constexpr const char* kMonitor = "inproc://subscribe-monitor";

std::string_view text_of(const zmq::message_t& frame) {
  return {static_cast<const char*>(frame.data()), frame.size()};
}

void set_heartbeat(zmq::socket_t& socket) {
  socket.set(zmq::sockopt::linger, 0);
  socket.set(zmq::sockopt::heartbeat_ivl, 1000);
  socket.set(zmq::sockopt::heartbeat_timeout, 3000);
  socket.set(zmq::sockopt::handshake_ivl, 2000);
}

std::string question(std::string_view source, const Range& range) {
  std::string out = "{\"source\":";
  append_json(out, source);
  const std::string_view epoch = Subscriber::published_epoch(range);
  if (!epoch.empty()) {
    out += ",\"epoch\":";
    append_json(out, epoch);
  }
  out += fmt::format(",\"from\":{},\"to\":{}}}", range.from, range.to);
  return out;
}

// The last frame of a message that is there, of at least `least` frames; false: none is.
bool receive_last(zmq::socket_t& socket, std::size_t least, zmq::message_t& last) {
  while (socket.recv(last, zmq::recv_flags::dontwait)) {
    std::size_t frames = 1;
    for (; last.more(); ++frames) static_cast<void>(socket.recv(last));
    if (frames >= least) return true;
  }
  return false;
}

}  // namespace

// Everything but connect() and the destructor runs on its thread.
class SubscribeCollector::Worker {
 public:
  explicit Worker(SubscribeParts parts)
      : parts_(std::move(parts)),
        name_(parts_.edge.names->of(parts_.edge.source)),
        subscriber_(parts_.edge, parts_.epochs, parts_.place,
                    parts_.config.mapping ? &*parts_.config.mapping : nullptr),
        stop_(::eventfd(0, EFD_CLOEXEC)) {
    if (stop_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  }

  ~Worker() {
    const std::uint64_t one = 1;
    static_cast<void>(!::write(stop_, &one, sizeof one));
    if (thread_.joinable()) thread_.join();
    ::close(stop_);
  }

  Result<void> connect() {
    try {
      set_heartbeat(events_);
      events_.set(zmq::sockopt::maxmsgsize, kMaxMessage);
      events_.set(zmq::sockopt::rcvhwm, kWaiting);
      for (const std::string& topic : parts_.config.topics) {
        events_.set(zmq::sockopt::subscribe, topic);
      }
      ::zmq_socket_monitor(events_.handle(), kMonitor, ZMQ_EVENT_DISCONNECTED);
      monitor_.connect(kMonitor);
      feed::set_family(events_, parts_.config.publisher);
      events_.connect(parts_.config.publisher);
    } catch (const zmq::error_t& e) {
      return Error{Errc::give_up, fmt::format("source {}: {}: cannot be subscribed to: {}", name_,
                                              parts_.config.publisher, e.what())};
    }
    thread_ = std::thread([this] { run(); });
    return {};
  }

 private:
  using Time = steady_clock::time_point;

  void run() {
    while (!stopped_) {
      wait();
      read_monitor();
      read_events();
      read_replay();
      ask();
      say();
    }
  }

  void wait() {
    std::array<zmq::pollitem_t, 4> items = {
        {{nullptr, stop_, ZMQ_POLLIN, 0},
         {events_.handle(), 0, ZMQ_POLLIN, 0},
         {monitor_.handle(), 0, ZMQ_POLLIN, 0},
         {replay_ ? replay_->handle() : nullptr, -1, ZMQ_POLLIN, 0}}};
    const std::size_t count = replay_ ? items.size() : items.size() - 1;
    zmq::poll(items.data(), count, kRoundTime);
    stopped_ = (items[0].revents & ZMQ_POLLIN) != 0;
  }

  void read_monitor() {
    zmq::message_t last;
    while (receive_last(monitor_, 1, last)) {
      if (connected_) {
        spdlog::warn("source {}: {} is gone; waiting for it", name_, parts_.config.publisher);
      }
      connected_ = false;
    }
  }

  // The topic stands first; what follows it is the event.
  void read_events() {
    zmq::message_t last;
    for (int i = 0; i < kRound && receive_last(events_, 2, last); ++i) {
      subscriber_.on_event(text_of(last));
      connected_ = true;
    }
  }

  void read_replay() {
    if (!replay_) return;
    zmq::message_t last;
    if (receive_last(*replay_, 1, last)) {
      subscriber_.on_replay(asked_, text_of(last));
    } else if (steady_clock::now() - asked_at_ < parts_.answer_within) {
      return;
    } else {
      spdlog::warn("source {}: {} does not replay {} to {}", name_, parts_.config.replay,
                   asked_.from, asked_.to);
      subscriber_.holes().unanswered();
    }
    replay_.reset();
  }

  void ask() {
    const auto wanted = replay_ ? std::nullopt : subscriber_.holes().wanted();
    if (!wanted) return;
    if (parts_.config.replay.empty()) return subscriber_.holes().give_up();
    zmq::socket_t socket(context_, zmq::socket_type::req);
    set_heartbeat(socket);
    socket.set(zmq::sockopt::maxmsgsize, kMaxReplay);
    try {
      feed::set_family(socket, parts_.config.replay);
      socket.connect(parts_.config.replay);
    } catch (const zmq::error_t& e) {
      spdlog::error("source {}: {}: {}", name_, parts_.config.replay, e.what());
      return subscriber_.holes().give_up();
    }
    static_cast<void>(socket.send(zmq::buffer(question(name_, *wanted))));
    replay_ = std::move(socket);
    asked_ = *wanted;
    asked_at_ = steady_clock::now();
  }

  // What was read, and whether the publisher is there with nothing missing.
  void say() {
    const bool good = connected_ && subscriber_.holes().complete();
    const Link link = good ? Link::up : link_ == Link::unchanged ? link_ : Link::down;
    if (subscriber_.empty() && link == link_) return;
    Delivery delivery = subscriber_.take();
    delivery.link = link_ = link;
    while (!parts_.channel.try_put(delivery)) {
      if (stopped_within(kFull)) return;
    }
  }

  bool stopped_within(milliseconds time) {
    std::array<zmq::pollitem_t, 1> items = {{{nullptr, stop_, ZMQ_POLLIN, 0}}};
    zmq::poll(items.data(), items.size(), time);
    stopped_ = (items[0].revents & ZMQ_POLLIN) != 0;
    return stopped_;
  }

  const SubscribeParts parts_;
  const std::string name_;
  Subscriber subscriber_;
  zmq::context_t context_{1};
  zmq::socket_t events_{context_, zmq::socket_type::sub};
  zmq::socket_t monitor_{context_, zmq::socket_type::pair};
  std::optional<zmq::socket_t> replay_;  // while an answer is waited for
  Range asked_;
  Time asked_at_{};
  const int stop_;
  bool stopped_ = false;
  bool connected_ = false;
  Link link_ = Link::unchanged;
  std::thread thread_;  // last: it uses all of the above
};

SubscribeCollector::SubscribeCollector(std::unique_ptr<Worker> worker)
    : worker_(std::move(worker)) {}
SubscribeCollector::~SubscribeCollector() = default;

Result<std::unique_ptr<SubscribeCollector>> SubscribeCollector::start(SubscribeParts parts) {
  auto worker = std::make_unique<Worker>(std::move(parts));
  if (auto connected = worker->connect(); !connected) return connected.error();
  return std::unique_ptr<SubscribeCollector>(new SubscribeCollector(std::move(worker)));
}

}  // namespace jono::subscribe
