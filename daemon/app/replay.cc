// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/replay.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "daemon/app/settings.h"
#include "daemon/engine/coverage.h"
#include "daemon/engine/engine.h"

namespace jono::app {
namespace {

// Applies what it is given, and counts.
class ReplaySink final : public EventSink {
 public:
  ReplaySink(engine::Engine& engine, std::optional<Instant> until)
      : engine_(engine), until_(until) {}

  void accept(Event event) override {
    ++received_;
    if (until_ && event.at > *until_) {
      ++later_;
      return;
    }
    switch (engine_.admit(event)) {
      case engine::Admission::fresh:
        if (engine_.apply(event) == engine::Applied::duplicate) ++duplicates_;
        return;
      case engine::Admission::duplicate:
        ++duplicates_;
        return;
      case engine::Admission::conflict:
        ++refused_[std::size_t(RefusalReason::conflict)];
        return;
    }
  }

  void refuse(Refusal refusal) override {
    ++received_;
    ++refused_[std::size_t(refusal.reason)];
  }

  // "received 12, duplicate 1, refused 2 (bad_at 2)" on one line.
  [[nodiscard]] std::string summary() const {
    std::uint64_t refused = 0;
    std::string reasons;
    for (std::size_t i = 0; i < refused_.size(); ++i) {
      if (refused_[i] == 0) continue;
      refused += refused_[i];
      reasons += fmt::format("{}{} {}", reasons.empty() ? " (" : ", ",
                             name_of(static_cast<RefusalReason>(i)), refused_[i]);
    }
    if (!reasons.empty()) reasons += ')';
    const std::string later = until_ ? fmt::format(", after --until {}", later_) : "";
    return fmt::format("events: received {}, duplicate {}{}, refused {}{}", received_, duplicates_,
                       later, refused, reasons);
  }

 private:
  engine::Engine& engine_;
  std::optional<Instant> until_;
  std::uint64_t received_ = 0;
  std::uint64_t duplicates_ = 0;
  std::uint64_t later_ = 0;
  std::array<std::uint64_t, kRefusalReasons> refused_{};
};

// One line on a terminal, rewritten at most ten times a second; silent elsewhere.
class ProgressLine {
 public:
  void operator()(const std::string& path, std::uint64_t read, std::uint64_t size) {
    const auto now = std::chrono::steady_clock::now();
    if (!shown_ || now < next_) return;
    next_ = now + std::chrono::milliseconds(100);
    const std::string share =
        size > 0 ? fmt::format(" of {} MiB ({} %)", size >> 20, read * 100 / size) : " MiB";
    fmt::print(stderr, "\r{}: {}{}\x1b[K", path, read >> 20, share);
    dirty_ = true;
  }
  ~ProgressLine() {
    if (dirty_) fmt::print(stderr, "\r\x1b[K");
  }

 private:
  bool shown_ = ::isatty(STDERR_FILENO) == 1;
  bool dirty_ = false;
  std::chrono::steady_clock::time_point next_{};
};

bool serves(const config::Source& source, LineId line) {
  return source.lines.empty() || std::ranges::find(source.lines, line) != source.lines.end();
}

std::vector<engine::Gap> gaps_of(const config::Config& config, const engine::Engine& engine,
                                 LineId line) {
  std::vector<engine::Gap> out;
  for (std::uint32_t s = 0; s < config.sources.size(); ++s) {
    if (!serves(config.sources[s], line)) continue;
    const auto gaps = engine.gaps(SourceId{s});
    out.insert(out.end(), gaps.begin(), gaps.end());
  }
  return out;
}

Result<void> write_hours(const config::Config& config, const engine::Engine& engine, Instant end,
                         const std::string& path) {
  std::FILE* out = path == "-" ? stdout : std::fopen(path.c_str(), "wb");
  if (out == nullptr) return Error{Errc::give_up, path + ": cannot be written"};
  std::string text;
  for (std::uint32_t i = 0; i < engine.lines(); ++i) {
    const LineId line{i};
    const auto gaps = gaps_of(config, engine, line);
    const auto coverage = [&](Instant from, Instant to) {
      return engine::covered_share(gaps, from, to);
    };
    for (const engine::HourRow& row :
         engine::hour_rows(engine.rows(line), kNever, Instant::max(), end, coverage)) {
      engine::print_hour(config.lines[i].settings.id, config.zone, row, text);
      text += '\n';
      if (text.size() < 1 << 16) continue;
      std::fwrite(text.data(), 1, text.size(), out);
      text.clear();
    }
  }
  std::fwrite(text.data(), 1, text.size(), out);
  const bool bad = std::ferror(out) != 0;
  const bool unclosed = (out == stdout ? std::fflush(out) : std::fclose(out)) != 0;
  if (bad || unclosed) return Error{Errc::give_up, path + ": not written whole"};
  return {};
}

}  // namespace

Result<void> replay(const config::Config& config, const ReplayOptions& options) {
  const Names names = config::names(config);
  const SourceId source = names.source(options.source);
  if (!options.source.empty() && !source.set()) {
    return Error{Errc::bad_input,
                 fmt::format("--source {}: no such source is configured", options.source)};
  }
  const auto lines = line_settings(config);
  engine::Engine engine(lines, names.sources(), nullptr, std::nullopt);
  const IdHasher hasher{IdKey{}};  // nothing is stored, so the ids need no secret
  EpochNames epochs;
  const InputContext context{config, names, hasher, epochs, source, options.received};
  ReplaySink sink(engine, options.until);
  for (const std::string& path : options.inputs) {
    ProgressLine line;
    const auto progress = [&](std::uint64_t read, std::uint64_t size) { line(path, read, size); };
    auto read = read_input(path, options.format, context, sink, progress);
    if (!read) return read;
  }
  const Instant end = options.until.value_or(engine.latest());
  engine.advance(end);
  fmt::print(stderr, "{}\n", sink.summary());
  return write_hours(config, engine, end, options.hours);
}

}  // namespace jono::app
