// SPDX-License-Identifier: EUPL-1.2
// Whether the traffic is that of the county: its volumes, waits, peaks and callbacks.
#include <gtest/gtest.h>

#include <chrono>
#include <map>

#include "tests/collectors/simulator_support.h"

namespace jono::simulator {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

// What one line did in the time that was counted.
struct Count {
  int queued = 0;
  int answered = 0;
  int abandoned = 0;
  int answered_in_a_minute = 0;
  int callbacks = 0;
  int callbacks_reached = 0;
  Millis waits{};   // of the answered
  Millis delays{};  // of the callbacks reached
  std::map<unsigned, int> by_weekday;
  std::map<hours::rep, int> by_hour;
};

class Counter {
 public:
  explicit Counter(const County& county) : county_(county) {}

  void see(const Event& event) {
    Count& count = counts_[county_.names.of(event.line)];
    if (const auto* queued = std::get_if<CallQueued>(&event.what)) {
      const calendar::LocalDate day = county_.zone.date_of(event.at);
      ++count.queued;
      ++count.by_weekday[std::chrono::weekday(day).iso_encoding()];
      ++count.by_hour[std::chrono::floor<hours>(event.at - county_.zone.day_start(day)).count()];
      queued_[queued->call] = event.at;
    } else if (const auto* answered = std::get_if<CallAnswered>(&event.what)) {
      const Millis wait = event.at - queued_[answered->call];
      ++count.answered;
      count.answered_in_a_minute += wait <= minutes(1) ? 1 : 0;
      count.waits += wait;
    } else if (event.type() == EventType::call_abandoned) {
      ++count.abandoned;
    } else if (const auto* asked = std::get_if<CallbackRequested>(&event.what)) {
      ++count.callbacks;
      requested_[asked->callback] = event.at;
    } else if (const auto* reached = std::get_if<CallbackReached>(&event.what)) {
      ++count.callbacks_reached;
      count.delays += event.at - requested_[reached->callback];
    }
  }
  [[nodiscard]] Count& of(const std::string& line) { return counts_[line]; }

 private:
  const County& county_;
  std::map<std::string, Count> counts_;
  std::map<CallId, Instant> queued_;
  std::map<CallbackId, Instant> requested_;
};

// Twenty working days: four weeks of September.
class SimulatorVolumes : public ::testing::Test {
 protected:
  static constexpr int kDays = 20;

  // Counted once, and left as it is.
  static Counter& counter() {
    static County county;
    static Counter counter = [] {
      Counter out(county);
      for (const Event& event : county.events({}, county.day(0), county.day(26))) out.see(event);
      return out;
    }();
    return counter;
  }
  static void expect_within(double share, int got, std::uint32_t a_day) {
    EXPECT_NEAR(got, kDays * a_day, share * kDays * a_day);
  }
};

TEST_F(SimulatorVolumes, CallsAreThoseOfTheCounty) {
  expect_within(0.05, counter().of("aspa").queued, 1164);
  expect_within(0.05, counter().of("vaihde").queued, 972);
  expect_within(0.10, counter().of("seniorilinja").queued, 60);
  expect_within(0.10, counter().of("sosiaalihuolto").queued, 48);
}

TEST_F(SimulatorVolumes, CallbacksAreThoseOfTheCounty) {
  expect_within(0.05, counter().of("aspa").callbacks, 331);
  EXPECT_EQ(counter().of("vaihde").callbacks, 0);
  expect_within(0.25, counter().of("sosiaalihuolto").callbacks, 7);
}

TEST_F(SimulatorVolumes, AspaWaitsAQuarterOfAnHourAndTheSwitchboardDoesNot) {
  const Count& aspa = counter().of("aspa");
  EXPECT_GT(aspa.waits / aspa.answered, minutes(11));
  EXPECT_LT(aspa.waits / aspa.answered, minutes(16));
  const Count& vaihde = counter().of("vaihde");
  EXPECT_NEAR(vaihde.answered, 0.9 * vaihde.queued, 0.02 * vaihde.queued);
  EXPECT_GT(vaihde.answered_in_a_minute, 0.9 * vaihde.answered);
}

TEST_F(SimulatorVolumes, CallbacksTakeMostOfADay) {
  const Count& aspa = counter().of("aspa");
  EXPECT_GT(aspa.callbacks_reached, 0.9 * aspa.callbacks);
  EXPECT_GT(aspa.delays / aspa.callbacks_reached, hours(5));
  EXPECT_LT(aspa.delays / aspa.callbacks_reached, hours(7));
}

TEST_F(SimulatorVolumes, MondaysAndTheFirstHourAreThePeaks) {
  for (const char* line : {"aspa", "vaihde"}) {
    Count& count = counter().of(line);
    for (unsigned day = 2; day <= 5; ++day) {
      EXPECT_GT(count.by_weekday[1], 1.1 * count.by_weekday[day]) << line << day;
    }
    for (int hour = 9; hour < 16; ++hour) {
      EXPECT_GT(count.by_hour[8], count.by_hour[hour]) << line << hour;
    }
    EXPECT_EQ(count.by_hour.size(), 8U) << line;
  }
}

TEST(SimulatorVolume, ALineThatNothingIsSaidOfHasTheDefault) {
  County county;
  county.names = Names({"muu"}, {{"sim", {}}}, {});
  county.lines = {{LineId{0}, "muu", county.lines[0].calendar}};
  Counter counter(county);
  for (const Event& event : county.events({}, county.day(0), county.day(26))) counter.see(event);
  EXPECT_NEAR(counter.of("muu").queued, 2000, 150);
  EXPECT_NEAR(counter.of("muu").callbacks, 200, 50);
}

TEST(SimulatorVolume, AShortDayHasFewerCalls) {
  County county;
  calendar::OpeningVersion version{.from = kMonday - std::chrono::days(30)};
  version.weekly.fill({{hours(8), hours(16)}});
  version.exceptions[kMonday + std::chrono::days(7)] = {{hours(8), hours(10)}};
  for (TrafficLine& line : county.lines) {
    line.calendar = calendar::LineCalendar(county.zone, {version});
  }
  Counter counter(county);
  for (const Event& event : county.events({}, county.day(7), county.day(8))) counter.see(event);
  EXPECT_LT(counter.of("aspa").queued, 1164 / 2);
}

}  // namespace
}  // namespace jono::simulator
