// SPDX-License-Identifier: EUPL-1.2
// Both sides of the feed's measurements.
//   zmq_bench server ENDPOINT [SECRET]
//     raw libzmq: a ROUTER that acknowledges, and nothing else; with CURVE where there is a key
//   zmq_bench send ENDPOINT N M SOURCE [SERVER PUBLIC SECRET]
//     N events, M a message, to that or to the daemon: waits for the last acknowledgement and
//     prints events a second. Keys are in Z85.
//   zmq_bench paced ENDPOINT N M RATE SOURCE
//     N events, M a message: RATE a second, or with 0 the next message when the last is
//     acknowledged; prints events a second and the 99th percentile of the time from a message to
//     its acknowledgement, in ms.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>
#include <zmq.hpp>

namespace {

using std::chrono::steady_clock;
using Frames = std::vector<zmq::message_t>;

std::string_view text(const zmq::message_t& m) {
  return {static_cast<const char*>(m.data()), m.size()};
}

bool receive(zmq::socket_t& socket, Frames& frames, zmq::recv_flags flags) {
  frames.clear();
  zmq::message_t frame;
  if (!socket.recv(frame, flags)) return false;
  frames.push_back(std::move(frame));
  while (frames.back().more()) {
    zmq::message_t next;
    static_cast<void>(socket.recv(next));
    frames.push_back(std::move(next));
  }
  return true;
}

void send(zmq::socket_t& socket, std::initializer_list<std::string_view> frames) {
  std::size_t left = frames.size();
  for (const std::string_view frame : frames) {
    --left;
    socket.send(zmq::const_buffer(frame.data(), frame.size()),
                left > 0 ? zmq::send_flags::sndmore : zmq::send_flags::none);
  }
}

// The number after `"credit":`.
unsigned long credit_in(std::string_view body) {
  const std::size_t at = body.find(':');
  return at == std::string_view::npos ? 0 : std::strtoul(body.data() + at + 1, nullptr, 10);
}

int serve(zmq::context_t& context, const char* endpoint, const char* secret) {
  zmq::socket_t socket(context, zmq::socket_type::router);
  if (secret != nullptr) {
    socket.set(zmq::sockopt::curve_server, true);
    socket.set(zmq::sockopt::curve_secretkey, secret);
  }
  socket.bind(endpoint);
  Frames frames;
  std::string peer;
  unsigned long last = 0;
  for (;;) {
    static_cast<void>(receive(socket, frames, zmq::recv_flags::none));
    do {  // everything that is there is acknowledged at once
      peer = text(frames[0]);
      const unsigned long first = std::strtoul(std::string(text(frames[2])).c_str(), nullptr, 10);
      if (text(frames[1]) == "HELLO") {
        send(socket, {peer, "WELCOME", "0", R"({"credit":65536})"});
        last = 0;
        continue;
      }
      const auto body = text(frames[3]);
      last = first + static_cast<unsigned long>(std::count(body.begin(), body.end(), '\n')) - 1;
    } while (receive(socket, frames, zmq::recv_flags::dontwait));
    if (last > 0) send(socket, {peer, "ACK", std::to_string(last), R"({"credit":65536})"});
  }
}

// 250 bytes an event, as a bridge would write it: calls that are queued, answered by one of a
// thousand agents and ended, some hundreds at a time. `run` tells one run's calls from another's.
std::string event_line(unsigned long run, unsigned long n) {
  struct Step {
    const char* type;
    unsigned long behind;  // calls that were queued since this one
  };
  constexpr std::array<Step, 3> kSteps{
      {{"call.queued", 0}, {"call.answered", 50}, {"call.ended", 350}}};
  const Step& step = kSteps[n % kSteps.size()];
  const unsigned long call = n / kSteps.size() + 350 - step.behind;
  char out[256];
  const int used = std::snprintf(
      out, sizeof(out),
      R"({"v":1,"type":"%s","at":%lu,"line":"aspa","call":"%08lx.%07lu","agent":"agent-%04lu","note":")",
      step.type, 1795316390000UL + n, run & 0xffffffff, call, call % 1000);
  std::string line(out, std::size_t(used));
  line.append(250 - 3 - line.size(), 'x');
  return line + "\"}\n";
}

unsigned long run_now() {
  return static_cast<unsigned long>(steady_clock::now().time_since_epoch().count());
}

// Says HELLO; the credit, 0 if we are not welcome.
unsigned long greet(zmq::socket_t& socket, const char* source) {
  const std::string epoch = std::to_string(run_now());
  send(socket, {"HELLO", "0",
                std::string(R"({"source":")") + source + R"(","epoch":")" + epoch +
                    R"(","tail":1,"process":")" + epoch + "\"}"});
  Frames frames;
  static_cast<void>(receive(socket, frames, zmq::recv_flags::none));
  if (text(frames[0]) == "WELCOME") return credit_in(text(frames[2]));
  std::fprintf(stderr, "%s\n", std::string(text(frames[0])).c_str());
  return 0;
}

int send_all(zmq::context_t& context, const char* endpoint, unsigned long count, unsigned long many,
             const char* source, char** keys) {
  const unsigned long run = run_now();
  std::vector<std::string> bodies;
  for (unsigned long n = 0; n < count; n += many) {
    std::string body;
    for (unsigned long i = n; i < std::min(count, n + many); ++i) body += event_line(run, i);
    bodies.push_back(std::move(body));
  }
  zmq::socket_t socket(context, zmq::socket_type::dealer);
  socket.set(zmq::sockopt::sndhwm, 0);
  if (keys != nullptr) {
    socket.set(zmq::sockopt::curve_serverkey, keys[0]);
    socket.set(zmq::sockopt::curve_publickey, keys[1]);
    socket.set(zmq::sockopt::curve_secretkey, keys[2]);
  }
  socket.connect(endpoint);
  const unsigned long window = greet(socket, source);
  if (window == 0) return 1;
  Frames frames;
  unsigned long sent = 0, acked = 0;
  std::size_t next = 0;
  const auto begin = steady_clock::now();
  while (acked < count) {
    while (next < bodies.size() && sent + many - acked <= window) {
      send(socket, {"EVENTS", std::to_string(sent + 1), bodies[next++]});
      sent = std::min(count, sent + many);
      if (next % 64 == 0) break;
    }
    const bool wait = next == bodies.size() || sent + many - acked > window;
    while (receive(socket, frames,
                   wait && acked < count ? zmq::recv_flags::none : zmq::recv_flags::dontwait)) {
      if (text(frames[0]) == "ACK") {
        acked = std::strtoul(std::string(text(frames[1])).c_str(), nullptr, 10);
      }
      if (wait) break;
    }
  }
  const std::chrono::duration<double> took = steady_clock::now() - begin;
  send(socket, {"BYE", "0", ""});
  std::printf("%.0f\n", double(count) / took.count());
  return 0;
}

// Waits, at most so long, for what the daemon says; the last acknowledged.
unsigned long listen(zmq::socket_t& socket, unsigned long acked, std::chrono::milliseconds most) {
  Frames frames;
  zmq::pollitem_t item{socket.handle(), 0, ZMQ_POLLIN, 0};
  zmq::poll(&item, 1, most);
  while (receive(socket, frames, zmq::recv_flags::dontwait)) {
    if (text(frames[0]) == "ACK") {
      acked = std::strtoul(std::string(text(frames[1])).c_str(), nullptr, 10);
    }
  }
  return acked;
}

int send_paced(zmq::context_t& context, const char* endpoint, unsigned long count,
               unsigned long many, double rate, const char* source) {
  using Seconds = std::chrono::duration<double>;
  zmq::socket_t socket(context, zmq::socket_type::dealer);
  socket.connect(endpoint);
  if (greet(socket, source) == 0) return 1;
  const unsigned long messages = count / many;
  std::vector<steady_clock::time_point> sent;  // of each message
  std::vector<double> took;
  const unsigned long run = run_now();
  const auto begin = steady_clock::now();
  const auto due = [&](std::size_t n) {
    return begin + std::chrono::duration_cast<steady_clock::duration>(
                       Seconds(rate > 0 ? static_cast<double>(n * many) / rate : 0));
  };
  std::string body;
  unsigned long acked = 0;  // events
  while (took.size() < messages) {
    while (sent.size() < messages &&
           (rate > 0 ? steady_clock::now() >= due(sent.size()) : sent.size() == took.size())) {
      const unsigned long first = sent.size() * many;
      body.clear();
      for (unsigned long i = first; i < first + many; ++i) body += event_line(run, i);
      sent.push_back(steady_clock::now());
      send(socket, {"EVENTS", std::to_string(first + 1), body});
    }
    const bool more = rate > 0 && sent.size() < messages;
    acked = listen(socket, acked, std::chrono::milliseconds(more ? 1 : 1000));
    const auto now = steady_clock::now();
    while (took.size() < acked / many) {
      took.push_back(Seconds(now - sent[took.size()]).count() * 1000);
    }
  }
  const Seconds all = steady_clock::now() - begin;
  send(socket, {"BYE", "0", ""});
  std::ranges::sort(took);
  std::printf("%.0f %.3f\n", static_cast<double>(count) / all.count(),
              took[took.size() * 99 / 100]);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  zmq::context_t context(1);
  const std::string_view mode = argc > 1 ? argv[1] : "";
  if (mode == "server" && (argc == 3 || argc == 4)) {
    return serve(context, argv[2], argc == 4 ? argv[3] : nullptr);
  }
  if (mode == "send" && (argc == 6 || argc == 9)) {
    return send_all(context, argv[2], std::strtoul(argv[3], nullptr, 10),
                    std::strtoul(argv[4], nullptr, 10), argv[5], argc == 9 ? argv + 6 : nullptr);
  }
  if (mode == "paced" && argc == 7) {
    return send_paced(context, argv[2], std::strtoul(argv[3], nullptr, 10),
                      std::strtoul(argv[4], nullptr, 10), std::strtod(argv[5], nullptr), argv[6]);
  }
  std::fprintf(stderr,
               "usage: zmq_bench paced ENDPOINT N M RATE SOURCE | server ENDPOINT [SECRET] | "
               "send ENDPOINT N M SOURCE [SERVER PUBLIC SECRET]\n");
  return 2;
}
