// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/hours.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "daemon/engine/line_record.h"

namespace jono::report {
namespace {

using engine::HourRow;

using Day = std::array<Gathered, 24>;

Row gathered_row(const Report& report, std::size_t subject, unsigned hour, const Gathered& from) {
  const auto sum = from.row();
  return {.subject = subject,
          .from = report.from,
          .to = report.to,
          .hour = hour,
          .hour_end = hour + 1,
          .figures = sum ? Figures(*sum, Put::scattered) : Figures()};
}

// Those that the period has, Monday first.
std::vector<unsigned> weekdays_of(const Period& period) {
  std::vector<unsigned> out;
  const auto end = std::min(period.end, period.first + std::chrono::days(7));
  for (auto day = period.first; day < end; day += std::chrono::days(1)) {
    out.push_back(std::chrono::weekday(day).iso_encoding());
  }
  std::ranges::sort(out);
  return out;
}

void gather_subject(const Facts& facts, const HoursOfLines& hours, std::size_t subject,
                    Report& report) {
  Day day;
  std::array<Day, 7> week;
  for (const LineFacts* line : report.subjects[subject].lines) {
    for (const LocalHour& hour : hours[std::size_t(line - facts.lines.data())]) {
      day[hour.hour].add(hour.row, facts.now);
      week[hour.weekday - 1][hour.hour].add(hour.row, facts.now);
    }
  }
  for (unsigned hour = 0; hour < 24; ++hour) {
    if (!day[hour].busy()) continue;
    report.hours.push_back(gathered_row(report, subject, hour, day[hour]));
    for (const unsigned weekday : weekdays_of(report.period)) {
      report.heat.push_back(gathered_row(report, subject, hour, week[weekday - 1][hour]));
      report.heat.back().weekday = weekday;
    }
  }
}

}  // namespace

void Gathered::add(const HourRow& row, Instant now) {
  const Millis length = std::min(row.end, now) - row.start;
  if (length <= Millis(0)) return;
  time_ += length;
  covered_ += row.coverage * static_cast<double>(length.count());
  if (unknown(row)) {
    sum_.open += row.open;
    return;
  }
  known_ = true;
  engine::add_sums(sum_, row);
}

bool Gathered::busy() const {
  return sum_.open > Millis(0) || sum_.offered > 0 || sum_.refused > 0 ||
         sum_.callbacks_requested > 0;
}

std::optional<HourRow> Gathered::row() const {
  if (!known_) return std::nullopt;
  HourRow out = sum_;
  out.coverage = covered_ / static_cast<double>(time_.count());
  return out;
}

std::vector<LocalHour> local_hours(const Facts& facts, const LineFacts& line) {
  std::vector<LocalHour> out;
  if (!line.now) return out;
  const Instant from = facts.zone.day_start(facts.period.first);
  const Instant to = facts.zone.day_start(facts.period.end);
  for (const HourRow& row : line.now->hours(from, to)) {
    const std::string start = facts.zone.format(row.start);  // 2026-11-23T08:00:00+02:00
    unsigned hour = 0;
    std::from_chars(start.data() + 11, start.data() + 13, hour);
    const std::chrono::weekday weekday(facts.zone.date_of(row.start));
    out.push_back({row, weekday.iso_encoding(), hour});
  }
  return out;
}

void gather_hours(const Facts& facts, const HoursOfLines& hours, Report& report) {
  for (std::size_t i = 0; i < report.subjects.size(); ++i) gather_subject(facts, hours, i, report);
}

}  // namespace jono::report
