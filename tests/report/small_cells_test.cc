// SPDX-License-Identifier: EUPL-1.2
// What a published report hides stays hidden.
#include "daemon/report/small_cells.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/report/attacker.h"
#include "tests/report/few_calls.h"

namespace jono::report {
namespace {

using namespace testing;
using calendar::LocalDate;
using std::chrono::days;

constexpr int kWeeks = 10'000;

// A count of the report as a sum of the line's counts.
struct Told {
  std::string_view figure;
  Form form;
};

std::vector<Told> told_of_calls(std::size_t day, std::size_t day_end, std::size_t hour,
                                std::size_t hour_end) {
  const auto of = [&](std::initializer_list<std::size_t> ends) {
    return cells(day, day_end, hour, hour_end, ends);
  };
  return {{"offered", of({0, 1, 2})}, {"answered", of({0})}, {"waiting", of({2})}};
}

std::vector<Told> told_of_week() {
  using enum Counts::Fine;
  std::vector<Told> out = told_of_calls(0, kDays, 0, kHours);
  out.push_back({"answered_in_target", fines({in_target})});
  out.push_back({"abandoned", fines({short_abandoned, long_abandoned})});
  out.push_back({"short_abandoned", fines({short_abandoned})});
  out.push_back({"abandoned_without_short", fines({long_abandoned})});
  out.push_back({"callbacks_requested", fines({same_day, reached_later, closed, open})});
  out.push_back({"callbacks_same_day", fines({same_day})});
  out.push_back({"callbacks_reached", fines({same_day, reached_later})});
  out.push_back({"callbacks_closed", fines({closed})});
  out.push_back({"callbacks_open", fines({open})});
  return out;
}

// Shares that are told: part, and what it is a part of.
struct Share {
  std::string_view figure;
  Form part;
  Form whole;
};

std::vector<Share> shares_of_week() {
  using enum Counts::Fine;
  const Form answered = cells(0, kDays, 0, kHours, {0});
  Form long_enough = cells(0, kDays, 0, kHours, {0, 1});
  long_enough[Counts::fine(short_abandoned)] = -1;
  return {
      {"answer_rate", answered, cells(0, kDays, 0, kHours, {0, 1})},
      {"answer_rate_without_short", answered, long_enough},
      {"service_level_answered", fines({in_target}), answered},
      {"service_level_offered", fines({in_target}), long_enough},
      {"same_day_callbacks", fines({same_day}), fines({same_day, reached_later, closed, open})}};
}

// What everybody knows: parts add up to what they are parts of.
void learn_sums(Attacker& attacker) {
  using enum Counts::Fine;
  Form answered = cells(0, kDays, 0, kHours, {0});
  for (const auto f : {in_target, late}) answered[Counts::fine(f)] = -1;
  attacker.learn(answered, 0);
  Form unanswered = cells(0, kDays, 0, kHours, {1});
  for (const auto f : {short_abandoned, long_abandoned, otherwise})
    unanswered[Counts::fine(f)] = -1;
  attacker.learn(unanswered, 0);
}

void learn_row(Attacker& attacker, const Figures& figures, const std::vector<Told>& told,
               int limit) {
  for (const Told& t : told) {
    const Value& value = figures.at(t.figure);
    if (const auto* n = std::get_if<std::int64_t>(&value)) attacker.learn(t.form, double(*n));
    const auto* hidden = std::get_if<Hidden>(&value);
    if (hidden != nullptr && hidden->below > 0) attacker.learn_at_most(t.form, limit - 1);
  }
}

void learn_shares(Attacker& attacker, const Figures& figures) {
  for (const Share& share : shares_of_week()) {
    const auto* told = std::get_if<double>(&figures.at(share.figure));
    if (told == nullptr) continue;
    Form form = share.part;
    for (std::size_t i = 0; i < form.size(); ++i) form[i] -= *told * share.whole[i];
    attacker.learn(form, 0);
  }
}

Attacker attacker_of(const Report& report, std::size_t subject) {
  Attacker out(Counts::kSize);
  learn_sums(out);
  learn_row(out, report.now[subject].figures, told_of_week(), report.small_cells);
  learn_shares(out, report.now[subject].figures);
  const auto day_of = [&](Instant t) {
    const auto day = (report.zone.date_of(t) - report.period.first) / days(1);
    return std::min(std::size_t(day), kDays);
  };
  for (const Row& row : report.days) {
    if (row.subject != subject) continue;
    const auto told = told_of_calls(day_of(row.from), day_of(row.to), 0, kHours);
    learn_row(out, row.figures, told, report.small_cells);
  }
  const auto hour_of = [](unsigned clock) {
    return std::size_t(std::clamp(int(clock) - 8, 0, int(kHours)));
  };
  for (const Row& row : report.hours) {
    if (row.subject != subject) continue;
    const auto told = told_of_calls(0, kDays, hour_of(*row.hour), hour_of(row.hour_end));
    learn_row(out, row.figures, told, report.small_cells);
  }
  out.reckon();
  return out;
}

// Every count that somebody may want to know of a line's week.
const std::vector<Form>& wanted() {
  static const std::vector<Form> kWanted = [] {
    std::vector<Form> out;
    const auto add = [&](const std::vector<Told>& told) {
      for (const Told& t : told) out.push_back(t.form);
    };
    add(told_of_week());
    out.push_back(cells(0, kDays, 0, kHours, {1}));
    for (std::size_t d = 0; d < kDays; ++d) {
      add(told_of_calls(d, d + 1, 0, kHours));
      out.push_back(cells(d, d + 1, 0, kHours, {1}));
      for (std::size_t h = 0; h < kHours; ++h) add(told_of_calls(d, d + 1, h, h + 1));
    }
    for (std::size_t h = 0; h < kHours; ++h) {
      add(told_of_calls(0, kDays, h, h + 1));
      out.push_back(cells(0, kDays, h, h + 1, {1}));
    }
    for (std::size_t f = 0; f < Counts::kFine; ++f) out.push_back(fines({Counts::Fine(f)}));
    return out;
  }();
  return kWanted;
}

bool is_small(double count, int limit) { return count > 0.5 && count < limit - 0.5; }

// A sum over lines tells what every line's part tells, and nothing more.
void sums_tell_no_more(const Report& report) {
  for (const Rows* rows : {&report.now, &report.before, &report.year_before}) {
    for (const std::string_view name : Figures::names()) {
      const bool hidden = std::ranges::any_of(*rows, [&](const Row& row) {
        return report.subject(row).kind == Subject::Kind::line &&
               std::holds_alternative<Hidden>(row.figures.at(name));
      });
      if (!hidden) continue;
      const Value& sum = rows->front().figures.at(name);
      ASSERT_FALSE(std::holds_alternative<std::int64_t>(sum) ||
                   std::holds_alternative<Millis>(sum) || std::holds_alternative<double>(sum))
          << name;
    }
  }
}

void attack(std::uint64_t seed) {
  Traffic traffic(seed);
  const int limit = seed % 4 == 0 ? 3 + int(traffic.random(6)) : 5;
  std::vector<Form> truths;
  for (const std::string id : {"a", "b"}) {
    traffic.line(always(id));
    truths.push_back(Week(traffic, id, unsigned(1 + traffic.random(8))).truth());
  }
  const Instant end = helsinki().day_start(period(kWeek).end);
  const Report report = make_model(traffic.facts(kWeek, end), limit);
  sums_tell_no_more(report);
  for (std::size_t line = 0; line < truths.size(); ++line) {
    const Attacker attacker = attacker_of(report, line + 1);
    for (const Form& form : wanted()) {
      const double truth = value_of(form, truths[line]);
      if (!is_small(truth, limit)) continue;
      ASSERT_EQ(attacker.solve(form), std::nullopt) << "seed " << seed << ", a count of " << truth;
    }
  }
}

TEST(SmallCells, NobodyReckonsThemFromTenThousandWeeks) {
  for (int seed = 0; seed < kWeeks && !HasFatalFailure(); ++seed) attack(std::uint64_t(seed));
}

// The attacker is worth something: of a report that hides the small counts only, it finds some.
TEST(SmallCells, TheAttackerFindsWhatIsHiddenAlone) {
  Attacker attacker(3);
  attacker.learn({1, 1, 1}, 20);
  attacker.learn({1, 0, 0}, 10);
  attacker.learn({0, 0, 1}, 7);
  attacker.reckon();
  EXPECT_EQ(attacker.solve({0, 1, 0}), 3);
  EXPECT_EQ(attacker.solve({1, 1, 0}), 13);

  Attacker bounded(3);
  bounded.learn({1, 1, 0}, 0);
  bounded.learn({0, 1, 1}, 2);
  bounded.reckon();
  EXPECT_EQ(bounded.solve({0, 0, 1}), 2);
}

}  // namespace
}  // namespace jono::report
