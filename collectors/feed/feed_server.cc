// SPDX-License-Identifier: EUPL-1.2
#include "collectors/feed/feed_server.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <thread>
#include <zmq.hpp>

#include "collectors/feed/address_family.h"
#include "collectors/feed/feed_socket.h"
#include "collectors/feed/key_file.h"
#include "collectors/feed/key_folder.h"
#include "collectors/feed/zap_handler.h"
#include "daemon/base/brief_wait.h"

namespace jono::feed {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// What is read before anything else is looked at, so that a flood holds nobody up for long.
constexpr int kRound = 1000;  // messages
constexpr std::size_t kRoundBytes = 1U << 20U;
constexpr std::size_t kTogether = 64;  // messages that are read before the keys are looked at
constexpr milliseconds kTick{200};
constexpr milliseconds kFull{2};  // until a full channel is tried again

std::string_view text_of(const zmq::message_t& frame) {
  return {static_cast<const char*>(frame.data()), frame.size()};
}

}  // namespace

// One that was read: the peer, three frames, and the key it came with.
struct Message {
  std::array<zmq::message_t, 4> frames;
  std::string key;
};

class FeedServer::Worker {
 public:
  Worker(HubParts parts, std::unique_ptr<KeyFolder> folder)
      : receipts_(parts.receipts), folder_(std::move(folder)), hub_(std::move(parts)) {}

  ~Worker() {
    stopping_ = true;
    wake();
    if (thread_.joinable()) thread_.join();
    receipts_.on_change(nullptr);
    ::close(wake_);
  }

  Result<void> bind(const std::vector<std::string>& endpoints, const std::string& secret) {
    set_limits(socket_);
    if (folder_) {
      take_keys();
      zap_.emplace(context_, ring_);
      set_keys(socket_, secret);
    }
    for (const std::string& endpoint : endpoints) {
      try {
        set_family(socket_, endpoint);
        socket_.bind(endpoint);
        bound_.push_back(socket_.get(zmq::sockopt::last_endpoint));
      } catch (const zmq::error_t& e) {
        return Error{Errc::give_up, fmt::format("feed: cannot listen on {}: {}: is something else "
                                                "listening there?",
                                                endpoint, e.what())};
      }
    }
    if (!folder_) return {};
    for (const std::string& endpoint : bound_) {
      if (auto kept = keeps_strangers_out(endpoint, public_of(secret)); !kept) return kept;
    }
    return {};
  }

  void start() {
    receipts_.on_change([this] { wake(); });
    thread_ = std::thread([this] { run(); });
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

  // For messages, receipts and keys. The receipt of a message that came alone is soon here; where
  // many come, falling asleep in between does not matter.
  void wait(bool room) {
    if (room && messages_read_ == 1 && hub_.in_flight()) {
      waiting_([this] { return notified() || readable(); }, [this] { poll(kTick, true); });
    } else {
      poll(room ? kTick : kFull, room);
    }
    static_cast<void>(notified());
    look_at_keys();
  }

  void poll(milliseconds most, bool room) {
    std::array<zmq::pollitem_t, 3> items = {
        {{nullptr, wake_, ZMQ_POLLIN, 0},
         {nullptr, folder_ ? folder_->fd() : wake_, ZMQ_POLLIN, 0},
         {socket_.handle(), 0, ZMQ_POLLIN, 0}}};
    zmq::poll(items.data(), room ? 3 : 2, most);
  }

  // Whether wake() was called since.
  [[nodiscard]] bool notified() const {
    std::uint64_t count = 0;
    return ::read(wake_, &count, sizeof(count)) > 0;
  }

  [[nodiscard]] bool readable() { return (socket_.get(zmq::sockopt::events) & ZMQ_POLLIN) != 0; }

  void take_keys() {
    const auto keys = folder_->read();
    ring_.set(keys);
    hub_.use_keys(keys);
  }

  void look_at_keys() {
    if (!folder_ || !folder_->changed()) return;
    take_keys();
    spdlog::info("feed: the keys have changed: {} are admitted", ring_.get()->size());
  }

  // A key that was taken away before a message was sent has no say in it: so the keys are looked at
  // between reading messages and listening to them.
  void read() {
    read_bytes_ = 0;
    messages_read_ = 0;
    for (int left = kRound; left > 0 && read_bytes_ < kRoundBytes;) {
      std::size_t count = 0;
      for (; left > 0 && count < kTogether && receive(messages_[count]); --left) {
        if (whole_) ++count;
      }
      look_at_keys();
      const auto now = steady_clock::now();
      for (std::size_t i = 0; i < count; ++i) {
        const auto& [peer, kind, number, body] = messages_[i].frames;
        peer_.assign(text_of(peer));
        hub_.on_message(peer_, {text_of(kind), text_of(number), text_of(body)}, now,
                        messages_[i].key);
      }
      messages_read_ += count;
      if (count == 0) return;
    }
  }

  // False: there is none. It is `whole_` if it has the frames of this protocol's messages.
  bool receive(Message& to) {
    if (!socket_.recv(to.frames[0], zmq::recv_flags::dontwait)) return false;
    std::size_t count = 1;
    while (socket_.get(zmq::sockopt::rcvmore)) {
      zmq::message_t& frame = count < to.frames.size() ? to.frames[count] : spare_;
      static_cast<void>(socket_.recv(frame, zmq::recv_flags::none));
      ++count;
    }
    whole_ = count == to.frames.size();
    read_bytes_ += to.frames.back().size();
    if (!whole_ || !folder_) return true;
    const char* key = ::zmq_msg_gets(to.frames[1].handle(), "User-Id");
    to.key = key == nullptr ? "" : key;
    return true;
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
  std::unique_ptr<KeyFolder> folder_;  // null: without keys
  KeyRing ring_;
  FeedHub hub_;
  zmq::context_t context_{1};
  std::optional<ZapHandler> zap_;
  zmq::socket_t socket_{context_, zmq::socket_type::router};
  int wake_ = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  std::vector<std::string> bound_;
  std::array<Message, kTogether> messages_;
  zmq::message_t spare_;
  bool whole_ = false;
  std::size_t read_bytes_ = 0;
  std::size_t messages_read_ = 0;
  std::string peer_;
  BriefWait waiting_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

FeedServer::FeedServer(std::unique_ptr<Worker> worker) : worker_(std::move(worker)) {}
FeedServer::~FeedServer() = default;

Result<std::unique_ptr<FeedServer>> FeedServer::start(const std::vector<std::string>& endpoints,
                                                      HubParts parts,
                                                      const std::optional<ServerKeys>& keys) {
  std::unique_ptr<KeyFolder> folder;
  if (keys) {
    auto opened = KeyFolder::open(keys->folder, parts.names, parts.sources);
    if (!opened) return opened.error();
    folder = std::move(*opened);
  }
  auto worker = std::make_unique<Worker>(std::move(parts), std::move(folder));
  if (auto bound = worker->bind(endpoints, keys ? keys->secret : ""); !bound) return bound.error();
  worker->start();
  return std::unique_ptr<FeedServer>(new FeedServer(std::move(worker)));
}

const std::vector<std::string>& FeedServer::endpoints() const { return worker_->bound(); }

}  // namespace jono::feed
