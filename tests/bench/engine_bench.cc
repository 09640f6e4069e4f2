// SPDX-License-Identifier: EUPL-1.2
// What an event costs the engine as the open calls and the lines grow, and what an open call costs
// in memory: `engine_bench OPEN LINES` prints, on one line, CPU nanoseconds an event, bytes an open
// call and the longest event in milliseconds.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "daemon/engine/live.h"

namespace jono::engine {
namespace {

std::uint64_t mix(std::uint64_t x) {  // splitmix64
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

double cpu_ns() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return double(t.tv_sec) * 1e9 + double(t.tv_nsec);
}

double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double size = 0, resident = 0;
  statm >> size >> resident;
  return resident * double(::sysconf(_SC_PAGESIZE));
}

std::vector<LineSettings> make_lines(std::size_t count) {
  std::vector<LineSettings> out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back({.id = std::to_string(i),
                   .calendar = calendar::LineCalendar(calendar::Zone::utc(), {}),
                   .wait_target = calendar::Dated<Millis>(std::chrono::minutes(5))});
  }
  return out;
}

// Calls come and go, so many open at a time, in order of time; who goes next is random.
class Traffic {
 public:
  Traffic(std::uint64_t lines, Engine& engine, Live& live)
      : lines_(lines), engine_(engine), live_(live) {}

  void open() {
    const std::uint64_t n = ++count_;
    calls_.push_back(n);
    send(n, CallQueued{id(n)});
  }
  void close() {
    const std::size_t place = mix(count_ * 31 + calls_.size()) % calls_.size();
    const std::uint64_t n = calls_[place];
    calls_[place] = calls_.back();
    calls_.pop_back();
    send(n, CallAnswered{id(n), {}});
  }
  [[nodiscard]] double longest_ms() const { return longest_ / 1e6; }

 private:
  static CallId id(std::uint64_t n) { return CallId{{mix(n), mix(~n)}}; }

  void send(std::uint64_t n, What what) {
    Event event;
    event.at = Instant(Millis(1'795'316'390'000 + std::int64_t(count_ / 10)));
    event.seq = ++seq_;
    event.source = SourceId{0};
    event.line = LineId{static_cast<std::uint32_t>(n % lines_)};
    event.what = std::move(what);
    const double begin = cpu_ns();
    static_cast<void>(engine_.admit(event));
    if (engine_.apply(event) == Applied::fresh) live_.applied(event, event.at);
    longest_ = std::max(longest_, cpu_ns() - begin);
  }

  std::uint64_t lines_;
  Engine& engine_;
  Live& live_;
  std::vector<std::uint64_t> calls_;
  std::uint64_t count_ = 0, seq_ = 0;
  double longest_ = 0;
};

void run(std::size_t open, std::size_t lines) {
  constexpr int kEvents = 1'000'000;
  const auto settings = make_lines(lines);
  Live live(settings, 1);
  Engine engine(settings, 1, &live, std::chrono::hours(1));
  Traffic traffic(lines, engine, live);
  const double before = resident_bytes();
  for (std::size_t i = 0; i < open; ++i) traffic.open();
  const double bytes = (resident_bytes() - before) / double(open);
  const double longest = traffic.longest_ms();
  const double begin = cpu_ns();
  for (int i = 0; i < kEvents / 2; ++i) {
    traffic.close();
    traffic.open();
  }
  std::printf("%.0f %.0f %.2f\n", (cpu_ns() - begin) / kEvents, bytes, longest);
}

}  // namespace
}  // namespace jono::engine

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  jono::engine::run(std::size_t(std::atoll(argv[1])), std::size_t(std::atoll(argv[2])));
}
