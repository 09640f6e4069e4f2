// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/names.h"

#include "daemon/report/print.h"
#include "daemon/report/words.h"

namespace jono::report {
namespace {

using calendar::LocalDate;
using std::chrono::days;

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

std::string period_words(const Period& period, Language language) {
  const std::string id = id_of(period);  // 2026-W47, 2026-T3
  const std::string number = id.substr(0, 4);
  const auto year = fmt::arg("year", number);
  switch (period.kind) {
    case Period::Kind::week: {
      const std::string week = id.substr(id[6] == '0' ? 7 : 6);
      return words::filled(words::kWeek, language, year, fmt::arg("week", week));
    }
    case Period::Kind::month: {
      const auto month = static_cast<unsigned>(std::chrono::year_month_day(period.first).month());
      return fmt::format("{} {}", words::kMonthName[month - 1].in(language), number);
    }
    case Period::Kind::tertial:
      return words::filled(words::kTertial, language, year, fmt::arg("part", id.substr(6)));
    case Period::Kind::span:
      break;
  }
  return dates(period.first, period.end, language);
}

// The day after the last one of the row.
LocalDate end_day(const Report& report, const Row& row) {
  return report.zone.date_of(row.to - Millis(1)) + days(1);
}

std::chrono::year_month_day first_day(const Report& report, const Row& row) {
  return std::chrono::year_month_day(report.zone.date_of(row.from));
}

const words::Text& month_name(std::chrono::year_month_day date) {
  return words::kMonthName[static_cast<unsigned>(date.month()) - 1];
}

// By `names`, the form that is wanted.
std::string dated(const std::array<words::Text, 7>& names, LocalDate day, Language language) {
  const words::Text& weekday = names[std::chrono::weekday(day).iso_encoding() - 1];
  return fmt::format("{}\u00a0{}", weekday.in(language), date(day, language));
}

// The clock's hour of `t`, with the offset from UTC where another one has the same name.
std::string hour_of(const calendar::Zone& zone, Instant t) {
  const auto hour = [&](Instant when) { return zone.format(when).substr(11, 2); };
  const std::string name = hour(t);
  const Instant before = zone.hour_start(zone.hour_start(t) - Millis(1));
  const bool twice = hour(before) == name || hour(zone.hour_end(t)) == name;
  return twice ? name + " (" + zone.format(t).substr(19) + ")" : name;
}

}  // namespace

std::string title_of(const Period& period, Language language) {
  const bool self_monitoring = period.kind == Period::Kind::tertial;
  const words::Text& title = self_monitoring ? words::kSelfMonitoring : words::kOverview;
  return fmt::format("{}, {}", title.in(language), period_words(period, language));
}

bool is_whole_month(const Report& report, const Row& row) {
  const auto first = first_day(report, row);
  return unsigned(first.day()) == 1 &&
         end_day(report, row) == LocalDate(first + std::chrono::months(1));
}

std::string part_name(const Report& report, const Row& row, Language language) {
  const LocalDate first = report.zone.date_of(row.from);
  const LocalDate end = end_day(report, row);
  if (end == first + days(1)) return dated(words::kWeekdayShort, first, language);
  if (!is_whole_month(report, row)) return dates(first, end, language);
  const auto month = first_day(report, row);
  return fmt::format("{} {}", month_name(month).in(language), static_cast<int>(month.year()));
}

std::string part_as_subject(const Report& report, const Row& row, Language language) {
  if (report.by_month) return capital(part_name(report, row, language));
  return dated(words::kWeekdaySubject, report.zone.date_of(row.from), language);
}

std::string part_as_time(const Report& report, const Row& row, Language language) {
  if (!report.by_month) return dated(words::kWeekdayOn, report.zone.date_of(row.from), language);
  const auto month = first_day(report, row);
  return words::filled(words::kInMonth, language, fmt::arg("month", month_name(month).in(language)),
                       fmt::arg("year", static_cast<int>(month.year())));
}

std::string clock_hours(const Row& row) {
  return fmt::format("{:02}–{:02}", row.hour.value_or(0), row.hour_end);
}

std::string hour_name(const Report& report, const Row& row, Language language) {
  const LocalDate day = report.zone.date_of(row.from);
  return fmt::format(
      "{} {}", dated(words::kWeekdayShort, day, language),
      words::filled(words::kAtHour, language, fmt::arg("hour", hour_of(report.zone, row.from))));
}

}  // namespace jono::report
