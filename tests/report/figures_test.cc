// SPDX-License-Identifier: EUPL-1.2
// The figures of a report are those of the calls that it was made from, reckoned here in another
// way.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <map>

#include "daemon/engine/columns.h"
#include "daemon/report/report.h"
#include "tests/report/traffic.h"

namespace jono::report {
namespace {

using namespace testing;
namespace json = boost::json;
using std::chrono::days;

json::object report_of(const Facts& facts) {
  return json::parse(make_report(facts, {.format = Format::json})).as_object();
}

// The rows of a part that tell of one subject.
std::vector<json::object> rows_of(const json::object& report, std::string_view part,
                                  std::string_view subject) {
  std::vector<json::object> out;
  for (const json::value& row : report.at(part).as_array()) {
    if (row.at("subject").as_string() == subject) out.push_back(row.as_object());
  }
  return out;
}

std::int64_t number(const json::object& row, std::string_view name) {
  return row.at(name).as_int64();
}

constexpr std::string_view kAdditive[] = {"offered",
                                          "answered",
                                          "abandoned",
                                          "redirected",
                                          "lost",
                                          "waiting",
                                          "redirected_callback",
                                          "short_abandoned",
                                          "talks",
                                          "closed",
                                          "answered_in_target",
                                          "abandoned_in_target",
                                          "wait_answered_ms",
                                          "wait_abandoned_ms",
                                          "wait_redirected_ms",
                                          "talk_ms",
                                          "refused",
                                          "queue_ms",
                                          "open_ms",
                                          "callbacks_requested",
                                          "callbacks_open",
                                          "callbacks_reached",
                                          "callbacks_closed",
                                          "callbacks_attempted",
                                          "callback_delay_ms",
                                          "callbacks_same_day"};

using Sums = std::map<std::string_view, std::int64_t>;

Sums sums(const std::vector<json::object>& rows) {
  Sums out;
  for (const auto& row : rows) {
    for (const std::string_view name : kAdditive) {
      if (!row.at(name).is_null()) out[name] += number(row, name);
    }
  }
  return out;
}

Sums sums(const std::vector<engine::HourRow>& rows) {
  Sums out;
  for (const engine::HourRow& row : rows) {
    engine::for_each_column(row, [&]<class T>(std::string_view name, const T& value) {
      if (std::ranges::find(kAdditive, name) == std::end(kAdditive)) return;
      if constexpr (std::is_same_v<T, Millis>) out[name] += value.count();
      if constexpr (std::is_same_v<T, std::int64_t>) out[name] += value;
    });
  }
  return out;
}

// Two lines of a group and one apart, of about so many calls an hour.
void fill(Traffic& traffic, const Period& period, unsigned an_hour) {
  traffic.line(always("aspa"), "g");
  traffic.line(always("senior"), "g");
  traffic.line(always("vaihde"));
  for (const std::string id : {"aspa", "senior", "vaihde"}) {
    traffic.calls(id, period.first - days(1), period.end + days(1), an_hour, {});
  }
}

void adds_up(std::string_view id) {
  Traffic traffic(3);
  fill(traffic, period(id), 3);
  const Facts facts = traffic.facts(id, helsinki().day_start(period(id).end + days(2)));
  const json::object report = report_of(facts);
  Sums all;
  for (const LineFacts& line : facts.lines) {
    const Sums whole = sums(rows_of(report, "period", line.id));
    EXPECT_EQ(whole.at("offered") > 0, true);
    for (const std::string_view part : {"days", "hours_of_day", "weekday_hours"}) {
      EXPECT_EQ(sums(rows_of(report, part, line.id)), whole) << line.id << " " << part;
    }
    EXPECT_EQ(sums(line.now->hours(helsinki().day_start(facts.period.first),
                                   helsinki().day_start(facts.period.end))),
              whole);
    for (const auto& [name, value] : whole) all[name] += value;
  }
  for (const std::string_view part : {"period", "days", "hours_of_day", "weekday_hours"}) {
    EXPECT_EQ(sums(rows_of(report, part, "all")), all) << part;
  }
}

TEST(ReportFigures, PartsAddUpToTheWhole) { adds_up("2026-W47"); }
TEST(ReportFigures, PartsAddUpOverTheAutumnNight) { adds_up("2026-W43"); }
TEST(ReportFigures, PartsAddUpOverTheSpringNight) { adds_up("2026-W13"); }
TEST(ReportFigures, PartsAddUpOverTheTurnOfTheYear) { adds_up("2026-W53"); }

// Of one line, from the calls themselves.
TEST(ReportFigures, AreThoseOfTheCalls) {
  Traffic traffic(11);
  const Period week = period("2026-W43");
  fill(traffic, week, 4);
  const Instant from = helsinki().day_start(week.first);
  const Instant to = helsinki().day_start(week.end);
  std::vector<Millis> waits;
  Sums expected;
  for (const engine::Visit& visit : traffic.visits("aspa")) {
    if (visit.queued < from || visit.queued >= to) continue;
    ++expected["offered"];
    if (visit.outcome == engine::Outcome::answered) {
      waits.push_back(visit.wait());
      expected["wait"] += visit.wait().count();
    }
    if (visit.outcome == engine::Outcome::abandoned) ++expected["abandoned"];
    if (visit.outcome == engine::Outcome::abandoned && visit.wait() >= 5s) ++expected["longer"];
  }
  std::int64_t requested = 0;
  std::int64_t same_day = 0;
  for (const engine::Callback& callback : traffic.callbacks("aspa")) {
    if (callback.requested < from || callback.requested >= to) continue;
    ++requested;
    const bool reached = callback.state == engine::CallbackState::reached;
    const auto date = [](Instant t) { return helsinki().date_of(t); };
    same_day += reached && date(callback.ended) == date(callback.requested) ? 1 : 0;
  }
  std::ranges::sort(waits);

  const json::object row =
      rows_of(report_of(traffic.facts("2026-W43", to + days(2))), "period", "aspa").at(0);
  EXPECT_EQ(number(row, "offered"), expected["offered"]);
  EXPECT_EQ(number(row, "answered"), std::int64_t(waits.size()));
  EXPECT_EQ(number(row, "abandoned"), expected["abandoned"]);
  EXPECT_EQ(number(row, "abandoned_without_short"), expected["longer"]);
  EXPECT_EQ(row.at("answer_rate").to_number<double>(),
            double(waits.size()) / double(expected["offered"]));
  EXPECT_EQ(number(row, "wait_mean_answered_ms"),
            std::llround(double(expected["wait"]) / double(waits.size())));
  EXPECT_EQ(number(row, "wait_p50_ms"), waits[(waits.size() + 1) / 2 - 1].count());
  EXPECT_EQ(row.at("same_day_callbacks").to_number<double>(), double(same_day) / double(requested));
}

TEST(ReportFigures, TheAutumnDayHas25HoursAndTheSpringDay23) {
  for (const auto& [id, length] : {std::pair("2026-W43", 25h), {"2026-W13", 23h}}) {
    Traffic traffic(1);
    fill(traffic, period(id), 2);
    const Facts facts = traffic.facts(id, helsinki().day_start(period(id).end));
    const json::object report = report_of(facts);
    const auto days = rows_of(report, "days", "aspa");
    ASSERT_EQ(days.size(), 7);
    EXPECT_EQ(number(days.back(), "open_ms"), Millis(length).count());
    const auto hours = rows_of(report, "hours_of_day", "aspa");
    ASSERT_EQ(hours.size(), 24);
    EXPECT_EQ(number(hours[3], "open_ms"), Millis(length - 24h + 7h).count());
    EXPECT_EQ(number(hours[4], "open_ms"), Millis(7h).count());
  }
}

TEST(ReportFigures, LongPeriodsAreToldByMonth) {
  Traffic traffic(5);
  fill(traffic, period("2026-T3"), 1);
  const Facts facts = traffic.facts("2026-T3", helsinki().day_start(period("2026-T3").end));
  const json::object report = report_of(facts);
  EXPECT_FALSE(report.contains("days"));
  const auto months = rows_of(report, "months", "all");
  ASSERT_EQ(months.size(), 4);
  EXPECT_EQ(months[1].at("from").as_string(), "2026-10-01T00:00:00+03:00");
  EXPECT_EQ(months[1].at("to").as_string(), "2026-11-01T00:00:00+02:00");
  EXPECT_EQ(sums(months), sums(rows_of(report, "period", "all")));
}

TEST(ReportFigures, OfSeveralLinesHaveNoLargestQueue) {
  Traffic traffic(2);
  fill(traffic, period("2026-W47"), 2);
  const Facts facts = traffic.facts("2026-W47", helsinki().day_start(period("2026-W47").end));
  const json::object report = report_of(facts);
  EXPECT_TRUE(rows_of(report, "period", "all").at(0).at("queue_max").is_null());
  EXPECT_TRUE(rows_of(report, "period", "g").at(0).at("queue_max").is_null());
  EXPECT_TRUE(rows_of(report, "period", "aspa").at(0).at("queue_max").is_int64());
}

}  // namespace
}  // namespace jono::report
