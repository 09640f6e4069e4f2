// SPDX-License-Identifier: EUPL-1.2
// Local time: hours and days of an IANA zone, opening hours, due days. The only place that knows
// zones. Everything here is pure; a Zone or a LineCalendar may be used from any thread.
#pragma once

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/base/result.h"
#include "daemon/base/time.h"

namespace jono::calendar {

// A local calendar date; std::chrono::local_days.
using LocalDate = std::chrono::local_days;

// Instants and dates outside the years 0 to 9999 are taken for the nearest inside.
class Zone {
 public:
  // Fails for a name that the tz database does not know. Slow (milliseconds): once a start.
  [[nodiscard]] static Result<Zone> find(std::string_view iana_name);
  // Needs no tz database.
  [[nodiscard]] static Zone utc();

  [[nodiscard]] LocalDate date_of(Instant t) const;
  // The instants at which the local day begins, and the next one: 23 to 25 hours apart, and 0 for
  // a date that a zone left out when it moved across the date line.
  [[nodiscard]] Instant day_start(LocalDate day) const;
  [[nodiscard]] Instant day_end(LocalDate day) const {
    return day_start(day + std::chrono::days(1));
  }
  // The local hour that holds `t`: [hour_start(t), hour_end(t)). The two autumn hours of one name
  // are two hours; where an offset changes inside a clock hour, the hour ends there.
  [[nodiscard]] Instant hour_start(Instant t) const;
  [[nodiscard]] Instant hour_end(Instant t) const;
  // The instant a local wall-clock time of a day stands for: the first of two, and the end of the
  // gap for one that does not exist. `since_midnight` is 0 to 24 h. Never falls while the local
  // time rises.
  [[nodiscard]] Instant at(LocalDate day, std::chrono::minutes since_midnight) const;
  // 2026-10-25T03:00:00+03:00; parts of a second are left out.
  [[nodiscard]] std::string format(Instant t) const;

 private:
  // A stretch of time with one offset from UTC.
  struct Span {
    Instant begin;  // the end is the next one's begin
    Millis offset;
    Millis local_end;  // the latest local time, since the local epoch, that this or one before saw
  };
  using Spans = std::vector<Span>;

  explicit Zone(std::shared_ptr<const Spans> spans) : spans_(std::move(spans)) {}
  [[nodiscard]] static Spans spans_of(std::string_view iana_name);
  [[nodiscard]] Spans::const_iterator span_at(Instant t) const;
  [[nodiscard]] Instant at_local(Millis since_local_epoch) const;

  std::shared_ptr<const Spans> spans_;
};

// A value that changed on certain dates. Holds at least one version; a version is in force from the
// start of its local day. Before the first version the first one's value holds.
template <class T>
class Dated {
 public:
  explicit Dated(T always) : versions_{{Instant::min(), std::move(always)}} {}
  // `versions` is sorted by instant and not empty.
  explicit Dated(std::vector<std::pair<Instant, T>> versions) : versions_(std::move(versions)) {}

  [[nodiscard]] const T& at(Instant t) const {
    const auto* found = &versions_.front();
    for (const auto& v : versions_) {
      if (v.first <= t) found = &v;
    }
    return found->second;
  }
  // Each with its start.
  [[nodiscard]] const std::vector<std::pair<Instant, T>>& versions() const { return versions_; }

 private:
  std::vector<std::pair<Instant, T>> versions_;
};

// [from, to) in minutes since local midnight, 0 <= from < to <= 1440.
struct OpenInterval {
  std::chrono::minutes from;
  std::chrono::minutes to;
  bool operator==(const OpenInterval&) const = default;
};
using OpenIntervals = std::vector<OpenInterval>;  // sorted, not overlapping; empty = closed

struct OpeningVersion {
  LocalDate from{};
  bool finnish_holidays = false;
  std::array<OpenIntervals, 7> weekly{};  // by ISO weekday - 1: Monday is 0
  std::map<LocalDate, OpenIntervals> exceptions{};
};

// Is `day` a day on which Finnish offices are closed, beside weekends (list in the definitions)?
[[nodiscard]] bool finnish_holiday(LocalDate day);

// Mon-Fri and no holiday, from first to last inclusive.
[[nodiscard]] int finnish_working_days(LocalDate first, LocalDate last);

// The opening hours of one line. Copies share them.
class LineCalendar {
 public:
  // `versions` sorted by `from`; before the first the line is closed, with none it is always
  // closed.
  LineCalendar(Zone zone, std::vector<OpeningVersion> versions);

  [[nodiscard]] const Zone& zone() const { return zone_; }
  [[nodiscard]] bool open_at(Instant t) const;
  // Opening time inside [from, to); 0 when to <= from.
  [[nodiscard]] Millis open_between(Instant from, Instant to) const;
  // When the line next closes (if open) or opens (if closed) after `t`; nullopt if that is not on
  // one of the 60 dates after t's. Intervals that touch, over midnight too, are one opening.
  [[nodiscard]] std::optional<Instant> next_change(Instant t) const;
  // The end of the due day of a callback requested at `t`: of that local date while the line is
  // open, else of the date of its next opening; nullopt if that is more than 60 days after t's
  // date.
  [[nodiscard]] std::optional<Instant> due_end(Instant requested) const;

 private:
  struct Stretch {
    Instant from;
    Instant to;
  };
  [[nodiscard]] const OpenIntervals& intervals(LocalDate day) const;
  [[nodiscard]] Stretch stretch(LocalDate day, const OpenInterval& interval) const;

  Zone zone_;
  std::shared_ptr<const std::vector<OpeningVersion>> versions_;
};

}  // namespace jono::calendar
