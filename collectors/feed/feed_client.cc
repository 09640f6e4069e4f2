// SPDX-License-Identifier: EUPL-1.2
#include "collectors/feed/feed_client.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <random>
#include <thread>
#include <zmq.hpp>

#include "collectors/back_off.h"
#include "collectors/feed/address_family.h"

namespace jono::feed {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kMaxMessage = 65'536;
constexpr int kFarewell = 500;  // ms for the last message to leave

std::string_view text_of(const zmq::message_t& frame) {
  return {static_cast<const char*>(frame.data()), frame.size()};
}

}  // namespace

class FeedClient::Shell {
 public:
  Shell(FeedTarget target, SenderSettings settings)
      : endpoint_(std::move(target.endpoint)),
        keys_(std::move(target.keys)),
        sender_(std::move(settings)) {}

  [[nodiscard]] FeedSender& sender() { return sender_; }

  Result<void> connect() {
    zmq::socket_t socket(context_, zmq::socket_type::dealer);
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::immediate, true);
    socket.set(zmq::sockopt::maxmsgsize, std::int64_t{kMaxMessage});
    socket.set(zmq::sockopt::handshake_ivl, 2000);
    socket.set(zmq::sockopt::heartbeat_ivl, 1000);
    socket.set(zmq::sockopt::heartbeat_timeout, 3000);
    socket.set(zmq::sockopt::heartbeat_ttl, 3000);
    if (keys_) {
      socket.set(zmq::sockopt::curve_serverkey, keys_->server);
      socket.set(zmq::sockopt::curve_publickey, keys_->own_public);
      socket.set(zmq::sockopt::curve_secretkey, keys_->own_secret);
    }
    try {
      set_family(socket, endpoint_);
      socket.connect(endpoint_);
    } catch (const zmq::error_t& e) {
      return Error{Errc::give_up,
                   fmt::format("{}: cannot be connected to: {}", endpoint_, e.what())};
    }
    socket_ = std::move(socket);
    outgoing_.clear();
    sender_.connect(steady_clock::now());
    return {};
  }

  Result<void> round(milliseconds wait) {
    const auto now = steady_clock::now();
    if (!socket_ && now >= again_) {
      if (auto done = connect(); !done) return done;
    }
    if (!socket_) {
      std::this_thread::sleep_for(std::min(wait, until(again_, now)));
      return check(now);
    }
    work(now);
    send();
    poll(wait);
    receive();
    work(steady_clock::now());
    send();
    return check(steady_clock::now());
  }

  void close() {
    if (!socket_) return;
    sender_.say_bye();
    work(steady_clock::now());
    socket_->set(zmq::sockopt::linger, kFarewell);
    send();
    socket_.reset();
  }

 private:
  static milliseconds until(Ticks then, Ticks now) {
    return std::chrono::ceil<milliseconds>(then - now);
  }

  void work(Ticks now) {
    sender_.work(now);
    for (Outgoing& message : sender_.messages()) outgoing_.push_back(std::move(message));
    sender_.messages().clear();
  }

  void poll(milliseconds wait) {
    const auto events = static_cast<short>(ZMQ_POLLIN | (outgoing_.empty() ? 0 : ZMQ_POLLOUT));
    std::array<zmq::pollitem_t, 1> items = {{{socket_->handle(), 0, events, 0}}};
    try {
      zmq::poll(items.data(), items.size(), wait);
    } catch (const zmq::error_t& e) {
      if (e.num() != EINTR) throw;
    }
  }

  // What cannot go now waits: the daemon takes the events in their order only.
  void send() {
    for (; !outgoing_.empty(); outgoing_.pop_front()) {
      const Outgoing& message = outgoing_.front();
      const std::string number = std::to_string(message.number);
      const auto more = zmq::send_flags::sndmore | zmq::send_flags::dontwait;
      if (!socket_->send(zmq::buffer(message.kind), more)) return;
      static_cast<void>(socket_->send(zmq::buffer(number), zmq::send_flags::sndmore));
      static_cast<void>(socket_->send(zmq::buffer(message.body), zmq::send_flags::none));
    }
  }

  void receive() {
    while (socket_->recv(frames_[0], zmq::recv_flags::dontwait)) {
      std::size_t count = 1;
      while (socket_->get(zmq::sockopt::rcvmore)) {
        zmq::message_t& to = count < frames_.size() ? frames_[count] : spare_;
        static_cast<void>(socket_->recv(to, zmq::recv_flags::none));
        ++count;
      }
      if (count != frames_.size()) continue;  // not a message of this protocol
      sender_.on_message({text_of(frames_[0]), text_of(frames_[1]), text_of(frames_[2])},
                         steady_clock::now());
    }
  }

  // Whether the connection is still good, and worth having.
  Result<void> check(Ticks now) {
    const std::string& refused = sender_.refused();
    if (refused == "forbidden" || refused == "version") return gave_up(refused);
    if (sender_.welcomed()) {
      answered_ = now;
      failures_ = 0;
      patience_ = kLaterAnswer;
    } else if (now - answered_ >= patience_) {
      return gave_up(refused);
    }
    if (socket_ && (!refused.empty() || sender_.silent(now))) {
      socket_.reset();
      const double random = std::uniform_real_distribution()(chance_);
      again_ = now + pause_after({}, ++failures_, SessionEnd::How::broken, random);
    }
    return {};
  }

  [[nodiscard]] Error gave_up(const std::string& refused) const {
    if (refused.empty()) {
      return {Errc::give_up,
              fmt::format("{}: no answer for {} s: does a daemon listen there{}?", endpoint_,
                          patience_.count(), keys_ ? ", and does it know our key" : "")};
    }
    const char* why = refused == "conflict"
                          ? "another process speaks for this source, or its epoch was left"
                      : keys_ ? "is our key among its keys, and for this source?"
                              : "is the source a feed of its configuration?";
    return {Errc::give_up,
            fmt::format("{}: the daemon refuses us: {}: {}", endpoint_, refused, why)};
  }

  const std::string endpoint_;
  const std::optional<ClientKeys> keys_;
  FeedSender sender_;
  zmq::context_t context_{1};
  std::optional<zmq::socket_t> socket_;
  std::deque<Outgoing> outgoing_;
  std::array<zmq::message_t, 3> frames_;
  zmq::message_t spare_;
  std::minstd_rand chance_{std::random_device{}()};
  int failures_ = 0;  // to be welcomed, in a row
  Ticks again_{};
  Ticks answered_ = steady_clock::now();
  std::chrono::seconds patience_ = kFirstAnswer;
};

FeedClient::FeedClient(std::unique_ptr<Shell> shell) : shell_(std::move(shell)) {}
FeedClient::~FeedClient() = default;

Result<std::unique_ptr<FeedClient>> FeedClient::open(FeedTarget target, SenderSettings settings) {
  auto shell = std::make_unique<Shell>(std::move(target), std::move(settings));
  if (auto connected = shell->connect(); !connected) return connected.error();
  return std::unique_ptr<FeedClient>(new FeedClient(std::move(shell)));
}

FeedSender& FeedClient::sender() { return shell_->sender(); }
Result<void> FeedClient::round(milliseconds wait) { return shell_->round(wait); }
void FeedClient::close() { shell_->close(); }

}  // namespace jono::feed
