// SPDX-License-Identifier: EUPL-1.2
// A ledger on a real journal and history in a fresh directory a test: started, killed, started
// again.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "daemon/ledger/ledger.h"
#include "tests/engine/engine_support.h"
#include "tests/support/manual_clock.h"

namespace jono::ledger {

using engine::testing::at;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

inline const Instant kStart = at(1'795'332'600'000);  // 2026-11-22T07:30:00Z

class NoState final : public OwnState {
 public:
  std::string save() override { return {}; }
  void committed(std::chrono::microseconds) override {}
  void restore(std::string_view) override {}
};

// All that one start of the daemon has, without its threads.
struct Start {
  using Background = std::function<void(std::function<void()>)>;
  Start(const std::filesystem::path& path, const Names& names_in, const Clock& clock,
        Background background = {})
      : names(names_in),
        dir(*store::DataDir::open(path)),
        journal(*store::Journal::open(dir, names, epochs)),
        history(*store::History::open(dir)),
        ledger(settings(), {names,
                            epochs,
                            clock,
                            *journal,
                            *history,
                            channel,
                            receipts,
                            own,
                            {},
                            std::move(background)}) {}

  static Settings settings() {
    SourceSettings ace, pbx;
    ace.resumes = true;
    pbx.silent_after = minutes(2);
    return {.lines = {engine::testing::always_open("aspa"), engine::testing::always_open("vaihde")},
            .sources = {ace, pbx}};
  }

  void give(SourceId source, std::vector<Event> events, Link link = Link::unchanged) {
    Delivery delivery;
    delivery.source = source;
    delivery.events = std::move(events);
    delivery.link = link;
    ASSERT_TRUE(channel.try_put(delivery));
  }
  void round() {
    channel.poke();
    ASSERT_TRUE(ledger.round());
  }
  [[nodiscard]] std::vector<engine::HourRow> rows_of(LineId line) const {
    return ledger.record_now(line, kNever, Instant::max())->hours(kNever, Instant::max());
  }
  [[nodiscard]] std::string rows() const {
    std::string out;
    for (std::uint32_t i = 0; i < names.lines(); ++i) {
      for (const auto& row : rows_of(LineId{i})) {
        engine::print_hour(names.of(LineId{i}), calendar::Zone::utc(), row, out);
        out += '\n';
      }
    }
    return out;
  }

  const Names& names;
  EpochNames epochs;
  store::DataDir dir;
  std::unique_ptr<store::Journal> journal;
  std::unique_ptr<store::History> history;
  EventChannel channel{10'000};
  Receipts receipts{2};
  NoState own;
  Ledger ledger;
};

class LedgerTest : public ::testing::Test {
 protected:
  LedgerTest() : path_(std::filesystem::path(::testing::TempDir()) / unique()) {
    std::filesystem::remove_all(path_);
  }
  ~LedgerTest() override { std::filesystem::remove_all(path_); }

  static std::string unique() {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    return std::string("jono_ledger_") + info->name() + std::to_string(::getpid());
  }
  std::unique_ptr<Start> start(Start::Background background = {}) {
    auto out = std::make_unique<Start>(path_, names_, clock_, std::move(background));
    const auto recovered = out->ledger.recover();
    EXPECT_TRUE(recovered) << (recovered ? "" : recovered.error().what);
    return out;
  }
  // So slowly that retention goes along.
  void pass(Start& on, std::chrono::days time) {
    for (Millis left = time; left > Millis(0); left -= std::chrono::hours(6)) {
      clock_.advance(std::chrono::hours(6));
      on.round();
    }
  }
  // Numbered events of source 0, from `first` on: calls that are queued, and every other answered.
  std::vector<Event> traffic(Start& on, std::uint64_t first, int count) {
    std::vector<Event> out;
    for (std::uint64_t seq = first; seq < first + std::uint64_t(count); ++seq) {
      const engine::testing::EventWords words{.call = seq / 2 + 1};
      const auto ms = (kStart - at(0)).count() + std::int64_t(seq);
      Event event = seq % 2 == 0 ? words.queued(ms) : words.answered(ms + 20);
      event.seq = seq;
      event.epoch = on.epochs.intern("e1");
      out.push_back(event);
    }
    return out;
  }

  Names names_{{"aspa", "vaihde"}, {{"ace", {}}, {"pbx", {}}}, {}};
  jono::testing::ManualClock clock_{kStart};
  std::filesystem::path path_;
};

}  // namespace jono::ledger
