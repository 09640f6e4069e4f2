// SPDX-License-Identifier: EUPL-1.2
#include "daemon/api/facts.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace jono::api {
namespace {

using report::Incident;
using report::Period;

// What a notice's key says: "QueueLong/line/aspa/1764050400000". nullopt: it is none.
struct Told {
  std::string rule, kind, subject;  // a rule's name has no slash
  Instant fired{};
};
std::optional<Told> parse_key(std::string_view key) {
  const auto rule = key.find('/'), kind = key.find('/', rule + 1), fired = key.rfind('/');
  if (rule == key.npos || kind == key.npos || fired <= kind) return std::nullopt;
  const std::string_view digits = key.substr(fired + 1);
  std::int64_t ms = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), ms);
  if (fault != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return Told{std::string(key.substr(0, rule)), std::string(key.substr(rule + 1, kind - rule - 1)),
              std::string(key.substr(kind + 1, fired - kind - 1)), Instant(Millis(ms))};
}

// The lines that an alert is about; none for a work queue's.
std::vector<std::string> lines_of(const config::Config& config, const Told& told) {
  std::vector<std::string> out;
  for (std::uint32_t i = 0; i < config.lines.size(); ++i) {
    const config::Line& line = config.lines[i];
    const auto serves = [i](const config::Source& source) {
      return source.lines.empty() || std::ranges::count(source.lines, LineId{i}) > 0;
    };
    const bool about =
        told.kind == "line"    ? line.settings.id == told.subject
        : told.kind == "group" ? line.group == told.subject
        : told.kind == "source"
            ? std::ranges::any_of(
                  config.sources,
                  [&](const auto& source) { return source.id == told.subject && serves(source); })
            : false;
    if (about) out.push_back(line.settings.id);
  }
  return out;
}

LocalText title_of(const config::Config& config, const Told& told) {
  const auto line =
      std::ranges::find(config.lines, told.subject,
                        [](const config::Line& l) -> const std::string& { return l.settings.id; });
  const bool named = told.kind == "line" && line != config.lines.end();
  const LocalText title = named ? line->name : LocalText{told.subject, told.subject, told.subject};
  return {told.rule + ": " + title.fi, told.rule + ": " + title.sv, told.rule + ": " + title.en};
}

// One for each alert that somebody was told of, however often, and each line that it is about.
Result<std::vector<Incident>> incidents_in(const config::Config& config, alerting::AlertLog& log,
                                           Instant from, Instant to) {
  constexpr std::size_t kMost = 10'000;
  constexpr std::chrono::days kEarlier{7};  // one that goes on from before was told then
  const auto records = log.notifications(from - kEarlier, to, kMost);
  if (!records) return records.error();
  std::map<std::string, Instant> ends;  // of each key; kNever: none was told
  for (const alerting::NotificationRecord& record : *records) {
    Instant& end = ends.try_emplace(record.key, kNever).first->second;
    if (record.told != "firing") end = end == kNever ? record.at : std::min(end, record.at);
  }
  std::vector<Incident> out;
  for (const auto& [key, end] : ends) {
    const auto told = parse_key(key);
    if (!told || (end != kNever && end <= from)) continue;
    for (const std::string& line : lines_of(config, *told)) {
      out.push_back(
          {.line = line, .from = told->fired, .to = end, .what = title_of(config, *told)});
    }
  }
  std::ranges::sort(out, {},
                    [](const Incident& one) { return std::tie(one.from, one.what.en, one.line); });
  return out;
}

}  // namespace

Result<report::Facts> facts_of(const config::Config& config, const Period& period, Instant now,
                               const RecordOf& record, alerting::AlertLog& alerts) {
  const calendar::Zone& zone = config.zone;
  const auto of = [&](LineId line, const Period& when) {
    return record(line, zone.day_start(when.first), zone.day_start(when.end));
  };
  report::Facts out{.period = period, .zone = zone, .now = now, .lines = {}, .incidents = {}};
  for (std::uint32_t i = 0; i < config.lines.size(); ++i) {
    const config::Line& line = config.lines[i];
    report::LineFacts facts{.id = line.settings.id,
                            .name = line.name,
                            .group = line.group,
                            .settings = &line.settings,
                            .same_day_target = line.same_day_target,
                            .answer_rate_target = line.answer_rate_target,
                            .now = {},
                            .before = {},
                            .year_before = {}};
    const std::pair<Period, std::shared_ptr<const engine::LineRecord>*> wanted[] = {
        {period, &facts.now},
        {report::previous(period), &facts.before},
        {report::year_before(period), &facts.year_before}};
    for (const auto& [when, into] : wanted) {
      auto got = of(LineId{i}, when);
      if (!got) return got.error();
      *into = std::move(*got);
    }
    out.lines.push_back(std::move(facts));
  }
  auto incidents =
      incidents_in(config, alerts, zone.day_start(period.first), zone.day_start(period.end));
  if (!incidents) return incidents.error();
  out.incidents = std::move(*incidents);
  return out;
}

}  // namespace jono::api
