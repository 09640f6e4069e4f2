// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/simulate.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <random>
#include <thread>

#include "collectors/feed/feed_client.h"
#include "daemon/app/settings.h"
#include "daemon/app/supply.h"
#include "daemon/base/version.h"

namespace jono::app {
namespace {

using simulator::SimulatorConfig;
using simulator::TrafficPlan;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;

constexpr std::size_t kChunk = 1 << 16;  // bytes written at once
constexpr milliseconds kRound{100};      // until the stop and the progress are looked at again

bool simulates(const config::Source& source) {
  return std::holds_alternative<SimulatorConfig>(source.kind);
}
bool feeds(const config::Source& source) {
  return std::holds_alternative<config::FeedSource>(source.kind);
}

Result<SourceId> find_source(const config::Config& config, const SimulateOptions& options) {
  const auto first = [&](const auto& kind) {
    const auto found = std::ranges::find_if(config.sources, kind);
    return SourceId{static_cast<std::uint32_t>(found - config.sources.begin())};
  };
  if (!options.source.empty()) {
    const SourceId named = first([&](const auto& s) { return s.id == options.source; });
    if (named.value < config.sources.size()) return named;
    return Error{Errc::bad_input,
                 fmt::format("--source {}: no such source is configured", options.source)};
  }
  // Only a feed may speak to a daemon.
  const bool simulated = options.to.empty() && std::ranges::any_of(config.sources, simulates);
  if (simulated) return first(simulates);
  if (std::ranges::count_if(config.sources, feeds) == 1) return first(feeds);
  return Error{Errc::bad_input, "say with --source which source the events are of"};
}

// The configured simulator's, whichever source the events are of.
SimulatorConfig simulator_config(const config::Config& config, const config::Source& source) {
  if (const auto* own = std::get_if<SimulatorConfig>(&source.kind)) return *own;
  const auto found = std::ranges::find_if(config.sources, simulates);
  return found == config.sources.end() ? SimulatorConfig{} : std::get<SimulatorConfig>(found->kind);
}

Result<TrafficPlan> make_plan(const config::Config& config, const SimulateOptions& options,
                              SourceId id, Instant now) {
  const config::Source& source = config.sources[id.value];
  TrafficPlan out{simulator_config(config, source), {}, now, std::nullopt};
  if (options.seed) out.config.seed = *options.seed;
  if (options.from) out.start = config.zone.day_start(*options.from);
  if (out.config.turned) out.turned = options.from ? out.start + hours(10) : now;
  out.lines = traffic_lines(config, source);
  if (!out.lines.empty()) return out;
  return Error{Errc::bad_input, fmt::format("source {} has no lines", source.id)};
}

Instant end_of(const config::Config& config, const SimulateOptions& options, Instant start) {
  if (options.from) return config.zone.day_start(*options.from + days(options.days.value_or(1)));
  return options.days ? start + days(*options.days) : Instant::max();
}

// What both ways out work with.
struct Run {
  const Names& names;
  const EpochNames& epochs;
  const calendar::Zone& zone;
  Supply supply;
  std::function<bool()> stop;

  [[nodiscard]] bool next(std::string& out) { return supply.next(names, epochs, out); }
  // False: everything must end now.
  [[nodiscard]] bool look_for_stop() {
    if (!stop()) return true;
    supply.end();
    return !std::exchange(stopped, true);
  }

  bool stopped = false;
};

// One line on a terminal, rewritten at most ten times a second; silent elsewhere.
class Progress {
 public:
  void show(const Run& run, std::uint64_t acknowledged = 0) {
    const auto now = std::chrono::steady_clock::now();
    if (!shown_ || now < next_) return;
    next_ = now + milliseconds(100);
    fmt::print(stderr, "\r{}: {} events", run.zone.format(run.supply.at()), run.supply.given());
    if (acknowledged > 0) fmt::print(stderr, ", {} acknowledged", acknowledged);
    fmt::print(stderr, "\x1b[K");
    dirty_ = true;
  }
  ~Progress() {
    if (dirty_) fmt::print(stderr, "\r\x1b[K");
  }

 private:
  bool shown_ = ::isatty(STDERR_FILENO) == 1;
  bool dirty_ = false;
  std::chrono::steady_clock::time_point next_{};
};

Result<void> write_events(Run& run, std::FILE* out, const std::string& name) {
  Progress progress;
  std::string text;
  while (!run.supply.ended()) {
    if (!run.look_for_stop()) break;
    text.clear();
    while (text.size() < kChunk && run.next(text)) text += '\n';
    if (std::fwrite(text.data(), 1, text.size(), out) < text.size() || std::fflush(out) != 0) {
      return Error{Errc::give_up, name + ": not written whole"};
    }
    progress.show(run);
    if (text.empty()) std::this_thread::sleep_for(run.supply.wait(kRound));
  }
  return {};
}

Result<void> write_file(Run& run, const std::string& path) {
  if (path == "-") return write_events(run, stdout, "stdout");
  std::FILE* out = std::fopen(path.c_str(), "wb");
  if (out == nullptr) return Error{Errc::give_up, path + ": cannot be written"};
  const auto done = write_events(run, out, path);
  if (std::fclose(out) != 0 && done) return Error{Errc::give_up, path + ": not written whole"};
  return done;
}

std::string process_name() {
  std::random_device chance;
  return fmt::format("{}-{:08x}{:08x}", ::getpid(), chance(), chance());
}

// Gives the sender what it wants and may have; what the daemon knows already is passed over.
void fill(feed::FeedSender& sender, Run& run, std::string& line) {
  if (sender.wanted() <= run.supply.given()) run.supply.rewind();
  while (sender.room()) {
    line.clear();
    if (!run.next(line)) break;
    if (run.supply.given() == sender.wanted()) sender.add(line);
  }
}

Result<void> send_events(Run& run, feed::FeedClient& client, std::uint64_t& acknowledged) {
  Progress progress;
  std::string line;
  std::uint64_t made = 0;
  feed::FeedSender& sender = client.sender();
  while (!run.supply.ended() || sender.acknowledged() < run.supply.given()) {
    if (!run.look_for_stop()) return Error{Errc::give_up, "ended before all was acknowledged"};
    fill(sender, run, line);
    made = std::max(made, run.supply.given());
    sender.hold(1, made);
    if (auto done = client.round(run.supply.wait(kRound)); !done) return done;
    acknowledged = std::min(sender.acknowledged(), made);
    progress.show(run, acknowledged);
  }
  client.close();
  return {};
}

Result<void> send(Run& run, const SimulateOptions& options, const feed::SenderSettings& settings,
                  std::uint64_t& acknowledged) {
  const auto target = feed::feed_target(options.to, options.key, options.server_key);
  if (!target) return target.error();
  auto client = feed::FeedClient::open(*target, settings);
  if (!client) return client.error();
  return send_events(run, **client, acknowledged);
}

}  // namespace

Result<void> simulate(const config::Config& config, const SimulateOptions& options,
                      const Clock& clock, const std::function<bool()>& stop) {
  const Names names = config::names(config);
  EpochNames epochs;
  const auto source = find_source(config, options);
  if (!source) return source.error();
  const auto plan = make_plan(config, options, *source, clock.now());
  if (!plan) return plan.error();
  if (!options.to.empty() && plan->config.faults.on_the_way()) {
    return Error{Errc::bad_input,
                 "--to: a feed numbers what it sends, so the simulator's faults (but for purge) go "
                 "with --out, or with the simulator as a source of the daemon"};
  }
  const Edge edge{&names, IdHasher(IdKey{}), *source};  // nothing is stored: no secret is needed
  const auto speed = options.speed || options.from ? options.speed : std::optional(1.0);
  Run run{names, epochs, config.zone,
          Supply(simulator::Telling(*plan, edge, epochs), plan->start,
                 end_of(config, options, plan->start), speed),
          stop};
  if (options.to.empty()) {
    auto done = write_file(run, options.out);
    if (done) fmt::print(stderr, "events: made {}\n", run.supply.given());
    return done;
  }
  std::uint64_t acknowledged = 0;
  auto done = send(run, options,
                   {.source = names.of(*source),
                    .epoch = simulator::epoch_of(*plan),
                    .process = process_name(),
                    .software = fmt::format("jonovahti {}", kVersion),
                    .outbox = options.from.has_value()},
                   acknowledged);
  if (done) {
    fmt::print(stderr, "events: made {}, acknowledged {}\n", run.supply.given(), acknowledged);
  }
  return done;
}

}  // namespace jono::app
