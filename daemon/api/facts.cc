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

// The parts of a notice's key: "QueueLong/line/aspa/1764050400000". nullopt: it is none.
struct Told {
  std::string rule, kind, subject;
  Instant fired{};
};
std::optional<Told> parse_key(std::string_view key) {
  std::vector<std::string> parts(1);
  for (const char c : key) {
    if (c == '/') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  if (parts.size() != 4) return std::nullopt;
  std::int64_t ms = 0;
  const auto [end, fault] = std::from_chars(parts[3].data(), parts[3].data() + parts[3].size(), ms);
  if (fault != std::errc{}) return std::nullopt;
  return Told{parts[0], parts[1], parts[2], Instant(Millis(ms))};
}

LocalText title_of(const config::Config& config, const Told& told) {
  for (const config::Line& line : config.lines) {
    if (told.kind == "line" && line.settings.id == told.subject) return line.name;
  }
  return {told.subject, told.subject, told.subject};
}

// One for each alert that somebody was told of, however often.
Result<std::vector<Incident>> incidents_in(const config::Config& config, alerting::AlertLog& log,
                                           Instant from, Instant to) {
  constexpr std::size_t kMost = 10'000;
  const auto records = log.notifications(from, to, kMost);
  if (!records) return records.error();
  std::map<std::string, Incident> out;
  for (const alerting::NotificationRecord& record : *records) {
    const auto told = parse_key(record.key);
    if (!told) continue;
    Incident& one = out[record.key];
    if (one.what.en.empty()) {
      const LocalText title = title_of(config, *told);
      one = {.line = told->kind == "line" ? told->subject : std::string(),
             .from = told->fired,
             .to = kNever,
             .what = {told->rule + ": " + title.fi, told->rule + ": " + title.sv,
                      told->rule + ": " + title.en}};
    }
    if (record.told != "firing")
      one.to = one.to == kNever ? record.at : std::min(one.to, record.at);
  }
  std::vector<Incident> list;
  for (auto& [key, one] : out) list.push_back(std::move(one));
  std::ranges::sort(list, {}, [](const Incident& one) { return std::tie(one.from, one.what.en); });
  return list;
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
