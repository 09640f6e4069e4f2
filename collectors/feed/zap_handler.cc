// SPDX-License-Identifier: EUPL-1.2
#include "collectors/feed/zap_handler.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace jono::feed {
namespace {

constexpr const char* kEndpoint = "inproc://zeromq.zap.01";

// Places of a request's frames; the credentials are the client's key.
enum Place : std::size_t { version, request, domain, address, identity, mechanism, key, kFrames };

std::string_view text_of(const zmq::message_t& frame) {
  return {static_cast<const char*>(frame.data()), frame.size()};
}

// The key in Z85, or empty where the frames ask for no CURVE connection to us.
std::string key_of(const std::vector<zmq::message_t>& frames) {
  constexpr std::size_t kKeyBytes = 32;
  if (frames.size() != kFrames || text_of(frames[mechanism]) != "CURVE" ||
      text_of(frames[domain]) != kZapDomain || frames[key].size() != kKeyBytes) {
    return {};
  }
  std::array<char, 41> out{};
  if (::zmq_z85_encode(out.data(), static_cast<const std::uint8_t*>(frames[key].data()),
                       kKeyBytes) == nullptr) {
    return {};
  }
  return out.data();
}

}  // namespace

class ZapHandler::Worker {
 public:
  Worker(zmq::context_t& context, const KeyRing& ring)
      : ring_(ring), socket_(context, zmq::socket_type::rep) {
    socket_.set(zmq::sockopt::linger, 0);
    socket_.bind(kEndpoint);
    thread_ = std::thread([this] { run(); });
  }
  ~Worker() {
    const std::uint64_t one = 1;
    static_cast<void>(!::write(wake_, &one, sizeof(one)));
    thread_.join();
    ::close(wake_);
  }

 private:
  void run() {
    std::array<zmq::pollitem_t, 2> items = {
        {{nullptr, wake_, ZMQ_POLLIN, 0}, {socket_.handle(), 0, ZMQ_POLLIN, 0}}};
    for (;;) {
      try {
        zmq::poll(items.data(), items.size(), std::chrono::milliseconds(-1));
      } catch (const zmq::error_t& e) {
        if (e.num() == EINTR) continue;
        throw;
      }
      if (items[0].revents != 0) return;
      answer();
    }
  }

  void answer() {
    std::vector<zmq::message_t> frames(1);
    if (!socket_.recv(frames.back(), zmq::recv_flags::dontwait)) return;
    while (frames.back().more()) {
      static_cast<void>(socket_.recv(frames.emplace_back()));
    }
    const std::string key = key_of(frames);
    const auto table = ring_.get();
    const bool listed = !key.empty() && table->contains(key);
    const std::string id = frames.size() > request ? frames[request].to_string() : "";
    const std::array<std::string_view, 6> reply = {
        "1.0", id, listed ? "200" : "400", "", listed ? std::string_view(key) : "", ""};
    for (std::size_t i = 0; i < reply.size(); ++i) {
      socket_.send(zmq::const_buffer(reply[i].data(), reply[i].size()),
                   i + 1 < reply.size() ? zmq::send_flags::sndmore : zmq::send_flags::none);
    }
  }

  const KeyRing& ring_;
  zmq::socket_t socket_;
  int wake_ = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  std::thread thread_;
};

ZapHandler::ZapHandler(zmq::context_t& context, const KeyRing& ring)
    : worker_(std::make_unique<Worker>(context, ring)) {}
ZapHandler::~ZapHandler() = default;

}  // namespace jono::feed
