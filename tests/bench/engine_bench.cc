// SPDX-License-Identifier: EUPL-1.2
// What an event costs the engine as the open calls and the lines grow, and what an open call costs
// in memory: `engine_bench OPEN LINES` prints, on one line, CPU nanoseconds an event, bytes an open
// call and the longest event in milliseconds.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <span>
#include <string>
#include <vector>

#include "daemon/engine/live.h"
#include "daemon/engine/prefetch.h"
#include "daemon/event/parser.h"

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

// Calls come and go, so many open at a time, in order of time; who goes next is random. As lines of
// JSON, as they come from a feed.
class Traffic {
 public:
  explicit Traffic(std::uint64_t lines) : lines_(lines) {}

  void open(std::vector<std::string>& out) {
    calls_.push_back(++count_);
    out.push_back(line(count_, "call.queued"));
  }
  void close(std::vector<std::string>& out) {
    const std::size_t place = mix(count_ * 31 + calls_.size()) % calls_.size();
    out.push_back(line(calls_[place], "call.answered"));
    calls_[place] = calls_.back();
    calls_.pop_back();
  }

 private:
  std::string line(std::uint64_t call, const char* type) {
    char out[256];
    const int used = std::snprintf(
        out, sizeof(out),
        R"({"v":1,"seq":%llu,"type":"%s","at":%llu,"line":"%llu","call":"c-%llu"})", ++seq_, type,
        1'795'316'390'000ULL + count_ / 10, static_cast<unsigned long long>(mix(call) % lines_),
        static_cast<unsigned long long>(call));
    return {out, std::size_t(used)};
  }

  std::uint64_t lines_;
  std::vector<std::uint64_t> calls_;
  unsigned long long count_ = 0, seq_ = 0;
};

// The daemon's own path from an event's line to the rows and counters, less the disk.
class Path {
 public:
  explicit Path(std::size_t lines)
      : settings_(make_lines(lines)),
        names_(make_names(lines)),
        live_(settings_, 1),
        engine_(settings_, 1, &live_, std::chrono::hours(1)),
        parser_(names_, IdHasher(IdKey{}), epochs_, SourceRule::transport) {}

  // One message of the feed: parsed on one thread there and applied on another, here in turn.
  void take(std::span<const std::string> lines) {
    events_.clear();
    for (const std::string& line : lines) {
      const Event* event = parser_.parse(line, SourceId{0});
      if (event == nullptr || engine_.admit(*event) != Admission::fresh) std::abort();
      events_.push_back(*event);
    }
    for (std::size_t i = 0; i < events_.size(); ++i) {
      look_ahead(events_, i, [&](const Event& soon, std::size_t step) {
        engine_.expect(soon, step);
        live_.expect(soon.line, step);
      });
      if (engine_.apply(events_[i]) == Applied::fresh) live_.applied(events_[i], events_[i].at);
    }
  }

 private:
  static Names make_names(std::size_t lines) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < lines; ++i) names.push_back(std::to_string(i));
    return {names, {{"bench", {}}}, {}};
  }

  std::vector<LineSettings> settings_;
  Names names_;
  EpochNames epochs_;
  Live live_;
  Engine engine_;
  EventParser parser_;
  std::vector<Event> events_;
};

void run(std::size_t open, std::size_t lines) {
  constexpr int kRounds = 20, kEvents = 50'000, kMessage = 1024;
  Path path(lines);
  Traffic traffic(lines);
  std::vector<std::string> events;
  double longest = 0, spent = 0, bytes = 0;
  for (std::size_t opened = 0; opened < open;) {
    events.clear();
    for (int i = 0; i < kEvents && opened < open; ++i, ++opened) traffic.open(events);
    const double before = resident_bytes();
    for (const std::string& event : events) {
      const double begin = cpu_ns();
      path.take({&event, 1});
      longest = std::max(longest, cpu_ns() - begin);
    }
    bytes += resident_bytes() - before;
  }
  for (int round = 0; round < kRounds; ++round) {
    events.clear();
    for (int i = 0; i < kEvents / 2; ++i) {
      traffic.close(events);
      traffic.open(events);
    }
    const double begin = cpu_ns();
    for (std::size_t i = 0; i < events.size(); i += kMessage) {
      path.take(std::span(events).subspan(i, std::min<std::size_t>(kMessage, events.size() - i)));
    }
    spent += cpu_ns() - begin;
  }
  std::printf("%.0f %.0f %.2f\n", spent / kRounds / kEvents, bytes / double(open), longest / 1e6);
}

}  // namespace
}  // namespace jono::engine

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  jono::engine::run(std::size_t(std::atoll(argv[1])), std::size_t(std::atoll(argv[2])));
}
