// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/past_run.h"

#include <algorithm>

#include "daemon/app/input.h"
#include "daemon/app/settings.h"
#include "daemon/store/journal_reader.h"

namespace jono::app {
namespace {

class Collect final : public EventSink {
 public:
  void accept(Event event) override { events.push_back({event.at, std::move(event)}); }
  void refuse(Refusal /*refusal*/) override {}

  std::vector<Heard> events;
};

}  // namespace

Result<std::vector<Heard>> heard_in_files(const config::Config& config,
                                          const std::vector<std::string>& paths) {
  const Names names = config::names(config);
  const IdHasher hasher{IdKey{}};  // nothing is stored, so the ids need no secret
  EpochNames epochs;
  const InputContext context{config, names, hasher, epochs, SourceId{}, ""};
  Collect sink;
  for (const std::string& path : paths) {
    auto read = read_input(path, std::nullopt, context, sink, [](std::uint64_t, std::uint64_t) {});
    if (!read) return read.error();
  }
  std::ranges::sort(sink.events, {}, &Heard::received);
  return std::move(sink.events);
}

Result<std::vector<Heard>> heard_in_journal(const config::Config& config) {
  const Names names = config::names(config);
  EpochNames epochs;
  auto reader = store::JournalReader::open(config.data_dir, names, epochs);
  if (!reader) return reader.error();
  const auto first = (*reader)->anchor();
  if (!first) return first.error();
  std::vector<Heard> out;
  const auto read = (*reader)->for_each(first->id, [&](const store::StoredBatch& batch) {
    for (const Event& event : batch.events) out.push_back({batch.received_at, event});
  });
  if (!read) return read.error();
  return out;
}

PastRun::PastRun(const config::Config& config, std::vector<Heard> events)
    : config_(config),
      events_(std::move(events)),
      lines_(line_settings(config)),
      live_(lines_, static_cast<std::uint32_t>(config.sources.size())),
      engine_(lines_, static_cast<std::uint32_t>(config.sources.size()), &live_,
              config.store.settle_after) {}

const engine::Snapshot& PastRun::at(Instant now) {
  for (; next_ < events_.size() && events_[next_].received <= now; ++next_) {
    const auto& [received, event] = events_[next_];
    engine_.advance(received);
    engine_.settle();
    if (engine_.admit(event) != engine::Admission::fresh) continue;
    if (engine_.apply(event) == engine::Applied::fresh) live_.applied(event, received);
  }
  engine_.advance(now);
  snapshot_.now = now;
  snapshot_.backlogs = live_.backlogs();
  snapshot_.sources.resize(config_.sources.size());
  for (std::uint32_t s = 0; s < snapshot_.sources.size(); ++s) {
    snapshot_.sources[s] = live_.source_status(SourceId{s}, now);
    snapshot_.sources[s].up = true;
  }
  snapshot_.lines.resize(lines_.size());
  for (std::uint32_t i = 0; i < lines_.size(); ++i) {
    auto line = std::make_shared<engine::LineSnapshot>();
    line->figures = live_.figures(engine_, LineId{i}, now);
    line->agents_known = live_.knows_agents(LineId{i});
    snapshot_.lines[i] = std::move(line);
  }
  return snapshot_;
}

}  // namespace jono::app
