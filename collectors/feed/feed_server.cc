// SPDX-License-Identifier: EUPL-1.2
#include "collectors/feed/feed_server.h"

#include <fmt/format.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <thread>
#include <zmq.hpp>

namespace jono::feed {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kMaxMessage = 65'536;
constexpr int kRound = 1000;  // messages that are read before anything else is looked at
constexpr milliseconds kTick{200};
constexpr milliseconds kFull{2};  // until a full channel is tried again

void set_options(zmq::socket_t& socket) {
  socket.set(zmq::sockopt::linger, 0);
  socket.set(zmq::sockopt::router_mandatory, true);
  socket.set(zmq::sockopt::router_handover, false);
  socket.set(zmq::sockopt::maxmsgsize, std::int64_t{kMaxMessage});
  socket.set(zmq::sockopt::handshake_ivl, 2000);
  socket.set(zmq::sockopt::heartbeat_ivl, 1000);
  socket.set(zmq::sockopt::heartbeat_timeout, 3000);
  socket.set(zmq::sockopt::heartbeat_ttl, 3000);
  socket.set(zmq::sockopt::rcvhwm, 10'000);
  socket.set(zmq::sockopt::sndhwm, 10'000);
}

std::string_view text_of(const zmq::message_t& frame) {
  return {static_cast<const char*>(frame.data()), frame.size()};
}

}  // namespace

class FeedServer::Worker {
 public:
  explicit Worker(HubParts parts) : receipts_(parts.receipts), hub_(std::move(parts)) {}

  ~Worker() {
    stopping_ = true;
    wake();
    if (thread_.joinable()) thread_.join();
    receipts_.on_change(nullptr);
    ::close(wake_);
  }

  Result<void> bind(const std::vector<std::string>& endpoints) {
    set_options(socket_);
    for (const std::string& endpoint : endpoints) {
      try {
        socket_.bind(endpoint);
        bound_.push_back(socket_.get(zmq::sockopt::last_endpoint));
      } catch (const zmq::error_t& e) {
        return Error{Errc::give_up, fmt::format("feed: cannot listen on {}: {}: is something else "
                                                "listening there?",
                                                endpoint, e.what())};
      }
    }
    receipts_.on_change([this] { wake(); });
    thread_ = std::thread([this] { run(); });
    return {};
  }

  [[nodiscard]] const std::vector<std::string>& bound() const { return bound_; }

 private:
  void wake() const {
    const std::uint64_t one = 1;
    static_cast<void>(!::write(wake_, &one, sizeof(one)));
  }

  void run() {
    auto next_tick = steady_clock::now();
    while (!stopping_) {
      const bool room = hub_.flush();
      wait(room);
      if (room) read();
      hub_.acknowledge();
      if (const auto now = steady_clock::now(); now >= next_tick) {
        hub_.tick(now);
        next_tick = now + kTick;
      }
      send();
    }
    while (!hub_.flush()) std::this_thread::sleep_for(kFull);
  }

  void wait(bool room) {
    std::array<zmq::pollitem_t, 2> items = {
        {{nullptr, wake_, ZMQ_POLLIN, 0}, {socket_.handle(), 0, ZMQ_POLLIN, 0}}};
    zmq::poll(items.data(), room ? 2 : 1, room ? kTick : kFull);
    if ((items[0].revents & ZMQ_POLLIN) != 0) {
      std::uint64_t count = 0;
      static_cast<void>(!::read(wake_, &count, sizeof(count)));
    }
  }

  void read() {
    for (int i = 0; i < kRound; ++i) {
      if (!socket_.recv(frames_[0], zmq::recv_flags::dontwait)) return;
      std::size_t count = 1;
      while (socket_.get(zmq::sockopt::rcvmore)) {
        zmq::message_t& to = count < frames_.size() ? frames_[count] : spare_;
        static_cast<void>(socket_.recv(to, zmq::recv_flags::none));
        ++count;
      }
      if (count != frames_.size()) continue;  // not a message of this protocol
      peer_.assign(text_of(frames_[0]));
      hub_.on_message(peer_, {text_of(frames_[1]), text_of(frames_[2]), text_of(frames_[3])},
                      steady_clock::now());
    }
  }

  void send() {
    for (const Reply& reply : hub_.replies()) {
      const std::string number = std::to_string(reply.number);
      const std::array<std::string_view, 4> frames = {reply.peer, reply.kind, number, reply.body};
      try {
        for (std::size_t i = 0; i < frames.size(); ++i) {
          const auto more =
              i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none;
          const zmq::const_buffer frame(frames[i].data(), frames[i].size());
          if (!socket_.send(frame, more | zmq::send_flags::dontwait)) break;
        }
      } catch (const zmq::error_t&) {
        // The peer is gone; it will say HELLO again.
      }
    }
    hub_.replies().clear();
  }

  Receipts& receipts_;
  FeedHub hub_;
  zmq::context_t context_{1};
  zmq::socket_t socket_{context_, zmq::socket_type::router};
  int wake_ = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  std::vector<std::string> bound_;
  std::array<zmq::message_t, 4> frames_;
  zmq::message_t spare_;
  std::string peer_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

FeedServer::FeedServer(std::unique_ptr<Worker> worker) : worker_(std::move(worker)) {}
FeedServer::~FeedServer() = default;

Result<std::unique_ptr<FeedServer>> FeedServer::start(const std::vector<std::string>& endpoints,
                                                      HubParts parts) {
  auto worker = std::make_unique<Worker>(std::move(parts));
  if (auto bound = worker->bind(endpoints); !bound) return bound.error();
  return std::unique_ptr<FeedServer>(new FeedServer(std::move(worker)));
}

const std::vector<std::string>& FeedServer::endpoints() const { return worker_->bound(); }

}  // namespace jono::feed
