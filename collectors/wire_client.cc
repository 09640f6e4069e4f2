// SPDX-License-Identifier: EUPL-1.2
#include "collectors/wire_client.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <random>
#include <thread>

#include "collectors/secret_file.h"
#include "collectors/supervise.h"

namespace jono {
namespace {

namespace asio = boost::asio;
using asio::experimental::awaitable_operators::operator||;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::steady_clock;

constexpr auto kAsTuple = asio::as_tuple(asio::use_awaitable);
constexpr Millis kFull{10};         // until a full channel is tried again
constexpr Millis kLastWords{2000};  // how long the end waits for room in the channel
constexpr std::size_t kChunk = 65'536;

struct Connection {
  tcp::socket socket;
  std::unique_ptr<WireSession> session;
  std::string unsent{};
};

}  // namespace

// Everything but the constructor and destructor runs on its thread.
class WireClient::Worker {
 public:
  explicit Worker(WireParts parts) : parts_(std::move(parts)) {
    asio::co_spawn(io_, run(), [](const std::exception_ptr& bug) {
      if (bug) std::rethrow_exception(bug);
    });
    thread_ = std::thread([this] { io_.run(); });
  }

  ~Worker() {
    asio::post(io_, [this] {
      stopping_ = true;
      wake_.cancel();
    });
    thread_.join();
  }

 private:
  using Endpoints = std::vector<tcp::endpoint>;

  asio::awaitable<void> run() {
    co_await supervise({.session = [this] { return one_session(); },
                        .pause = [this](Millis time) { return pause(time); },
                        .report = [this](const SessionEnd& end) { report(end); },
                        .random = [this] { return chance_(random_); },
                        .back_off = parts_.back_off});
    const auto last = steady_clock::now() + kLastWords;
    while (!parts_.onward.retry() && steady_clock::now() < last) {
      wake_.expires_at(when_full());
      co_await wake_.async_wait(kAsTuple);
    }
  }

  asio::awaitable<SessionEnd> one_session() {
    auto secret = read_secret(parts_.secret_file);
    if (!secret) co_return SessionEnd{.why = secret.error().what};
    tcp::socket socket(io_);
    const std::string failed = co_await connect(socket);
    if (stopping_) co_return SessionEnd{.how = SessionEnd::How::stopped, .why = {}};
    if (!failed.empty()) co_return SessionEnd{.why = failed};
    Connection c{std::move(socket), parts_.session(std::move(*secret), now())};
    while (!c.session->end()) {
      if (stopping_) c.session->log_off(now());
      send(c);
      if (c.session->end()) break;
      co_await wait(c);
      receive(c);
      c.session->tick(now());
      if (!pass_on(*c.session)) {
        c.session->broken("the ledger does not keep up, events were dropped", now());
      }
      warn(*c.session);
    }
    static_cast<void>(pass_on(*c.session));
    co_return *c.session->end();
  }

  // Empty: it is connected.
  asio::awaitable<std::string> connect(tcp::socket& socket) {
    const std::string where = fmt::format("{}:{}", parts_.host, parts_.port);
    wake_.expires_after(parts_.connect_within);
    const auto [unknown, endpoints] = co_await find();
    if (unknown) co_return fmt::format("cannot find {}: {}", where, unknown.message());
    const auto done =
        co_await (asio::async_connect(socket, endpoints, kAsTuple) || wake_.async_wait(kAsTuple));
    if (done.index() != 0) co_return fmt::format("cannot connect to {}: no answer", where);
    error_code failed = std::get<0>(std::get<0>(done));
    if (!failed) failed = socket.non_blocking(true, failed);
    if (failed) co_return fmt::format("cannot connect to {}: {}", where, failed.message());
    co_return std::string();
  }

  asio::awaitable<std::tuple<error_code, Endpoints>> find() {
    error_code no_address;
    const auto address = asio::ip::make_address(parts_.host, no_address);
    if (!no_address) co_return std::tuple(error_code(), Endpoints{{address, parts_.port}});
    tcp::resolver resolver(io_);
    const std::string port = std::to_string(parts_.port);
    const auto done = co_await (resolver.async_resolve(parts_.host, port, kAsTuple) ||
                                wake_.async_wait(kAsTuple));
    if (done.index() != 0) {
      co_return std::tuple(error_code(asio::error::timed_out), Endpoints());
    }
    const auto& [failed, found] = std::get<0>(done);
    co_return std::tuple(failed, Endpoints(found.begin(), found.end()));
  }

  // Until there is something to read or to do. The race is for the news alone, and receive() takes
  // the bytes: what loses a race is forgotten.
  asio::awaitable<void> wait(Connection& c) {
    const auto next = c.session->next_deadline(now());
    wake_.expires_at(parts_.onward.empty() ? next : std::min(next, when_full()));
    co_await (c.socket.async_wait(tcp::socket::wait_read, kAsTuple) || wake_.async_wait(kAsTuple));
  }

  void receive(Connection& c) {
    error_code failed;
    const std::size_t size = c.socket.read_some(asio::buffer(chunk_), failed);
    if (size > 0) c.session->receive({chunk_.data(), size}, now());
    give_up_if(failed, c);
  }

  // What the socket has no room for waits for the next round: a peer that does not read does not
  // answer pings either.
  void send(Connection& c) {
    c.unsent += c.session->take_output();
    if (c.unsent.empty()) return;
    error_code failed;
    c.unsent.erase(0, c.socket.write_some(asio::buffer(c.unsent), failed));
    give_up_if(failed, c);
  }

  void give_up_if(error_code failed, Connection& c) {
    if (!failed || failed == asio::error::would_block) return;
    c.session->broken(fmt::format("the connection is gone: {}", failed.message()), now());
  }

  // False: what could not be passed on for long was dropped.
  [[nodiscard]] bool pass_on(WireSession& session) {
    auto delivery = session.take_delivery();
    if (delivery) return parts_.onward.put(std::move(*delivery));
    parts_.onward.retry();
    return true;
  }

  // What is still to be passed on does not wait for the next session.
  asio::awaitable<bool> pause(Millis time) {
    const auto until = steady_clock::now() + time;
    while (!stopping_ && steady_clock::now() < until) {
      wake_.expires_at(parts_.onward.retry() ? until : std::min(until, when_full()));
      co_await wake_.async_wait(kAsTuple);
    }
    co_return !stopping_;
  }

  void report(const SessionEnd& end) const {
    spdlog::warn("source {}: {}; trying again", parts_.name, end.why);
  }

  void warn(const WireSession& session) {
    if (warned_) return;
    const std::string words = session.warning();
    if (words.empty()) return;
    warned_ = true;
    spdlog::warn("source {}: {}", parts_.name, words);
  }

  [[nodiscard]] WireNow now() const { return {steady_clock::now(), parts_.clock.now()}; }
  [[nodiscard]] static steady_clock::time_point when_full() { return steady_clock::now() + kFull; }

  WireParts parts_;
  asio::io_context io_{1};
  asio::steady_timer wake_{io_};  // ends whatever is being waited for
  std::mt19937_64 random_{std::random_device{}()};
  std::uniform_real_distribution<double> chance_{0.0, 1.0};
  std::array<char, kChunk> chunk_;
  bool stopping_ = false;
  bool warned_ = false;
  std::thread thread_;  // last: it uses all of the above
};

WireClient::WireClient(WireParts parts) : worker_(std::make_unique<Worker>(std::move(parts))) {}
WireClient::~WireClient() = default;

}  // namespace jono
