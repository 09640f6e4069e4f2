// SPDX-License-Identifier: EUPL-1.2
#include "tests/report/traffic.h"

#include <algorithm>
#include <utility>

namespace jono::report::testing {
namespace {

using calendar::LocalDate;
using std::chrono::days;

engine::LineSettings settings(std::string id, calendar::OpeningVersion version) {
  version.from = LocalDate(days(0));
  return {.id = std::move(id), .calendar = calendar::LineCalendar(helsinki(), {version})};
}

}  // namespace

calendar::Zone helsinki() {
  static const calendar::Zone kZone = calendar::Zone::find("Europe/Helsinki").value();
  return kZone;
}

Period period(std::string_view id) { return parse_period(id).value(); }

engine::LineSettings office(std::string id) {
  calendar::OpeningVersion version;
  version.finnish_holidays = true;
  for (std::size_t day = 0; day < 5; ++day) version.weekly[day] = {{8h, 16h}};
  return settings(std::move(id), version);
}

engine::LineSettings always(std::string id) {
  calendar::OpeningVersion version;
  for (auto& day : version.weekly) day = {{0min, 24h}};
  return settings(std::move(id), version);
}

engine::LineRows& Traffic::line(engine::LineSettings line, std::string group) {
  settings_.push_back(std::move(line));
  const std::string id = settings_.back().id;
  std::string name = id;
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return char(std::toupper(c)); });
  LineFacts facts;
  facts.id = id;
  facts.name = {name, name, name};
  facts.group = std::move(group);
  facts.settings = &settings_.back();
  lines_.push_back(facts);
  visits_[id];
  callbacks_[id];
  return rows_.emplace(id, engine::LineRows(settings_.back())).first->second;
}

void Traffic::add(const std::string& line, const engine::Visit& visit) {
  rows_.at(line).change(nullptr, &visit);
  visits_[line].push_back(visit);
}

void Traffic::add(const std::string& line, const engine::Callback& callback) {
  rows_.at(line).add(callback);
  callbacks_[line].push_back(callback);
}

void Traffic::calls(const std::string& line, LocalDate first, LocalDate end, unsigned an_hour,
                    const Mix& mix) {
  const calendar::LineCalendar& calendar = rows_.at(line).line().calendar;
  const calendar::Zone zone = helsinki();
  const Instant last = zone.day_start(end);
  for (Instant hour = zone.day_start(first); hour < last; hour = zone.hour_end(hour)) {
    if (calendar.open_between(hour, zone.hour_end(hour)) == 0ms) continue;
    for (std::uint64_t left = random(2 * an_hour + 1); left > 0; --left) {
      call(line, hour + Millis(random(3'600'000)), mix);
    }
  }
}

void Traffic::call(const std::string& line, Instant queued, const Mix& mix) {
  engine::Visit visit{.queued = queued, .outcome = engine::Outcome::answered};
  visit.closed = queued + Millis(random(std::uint64_t(mix.longest_wait.count())));
  const std::uint64_t lot = random(100);
  if (lot < mix.abandoned) {
    visit.outcome = engine::Outcome::abandoned;
    if (random(4) == 0) visit.closed = queued + Millis(random(5000));
  } else if (lot < mix.abandoned + mix.to_callback) {
    visit.outcome = engine::Outcome::redirected;
    visit.reason = RedirectReason::callback;
    engine::Callback callback{.requested = visit.closed};
    callback.state = random(12) == 0   ? engine::CallbackState::open
                     : random(12) == 0 ? engine::CallbackState::closed
                                       : engine::CallbackState::reached;
    callback.ended = callback.requested + Millis(random(std::uint64_t(Millis(9h).count())));
    if (callback.state != engine::CallbackState::open) callback.attempted = callback.ended;
    add(line, callback);
  } else if (lot < mix.abandoned + mix.to_callback + mix.lost) {
    visit.outcome = engine::Outcome::lost;
    visit.closed = queued + 4h;
  } else {
    visit.ended = visit.closed + Millis(random(400'000));
  }
  add(line, visit);
}

std::shared_ptr<const engine::LineRecord> Traffic::record(const std::string& line, const Period& of,
                                                          Instant now) const {
  const calendar::Zone zone = helsinki();
  const auto gaps = gaps_.find(line);
  return std::make_shared<engine::LineRecord>(
      engine::LineRecord{rows_.at(line).copy(zone.day_start(of.first), zone.day_start(of.end)),
                         gaps == gaps_.end() ? std::vector<engine::Gap>() : gaps->second, now});
}

Facts Traffic::facts(std::string_view period_id, Instant now) const {
  Facts out{period(period_id), helsinki(), now, lines_, {}};
  for (LineFacts& line : out.lines) {
    line.now = record(line.id, out.period, now);
    line.before = record(line.id, previous(out.period), now);
    line.year_before = record(line.id, year_before(out.period), now);
  }
  return out;
}

}  // namespace jono::report::testing
