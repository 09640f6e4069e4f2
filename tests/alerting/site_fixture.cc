// SPDX-License-Identifier: EUPL-1.2
#include "tests/alerting/site_fixture.h"

namespace jono::alerting {

using std::chrono::hours;
using std::chrono::minutes;

calendar::LineCalendar office_hours() {
  calendar::OpeningVersion version;
  version.from = calendar::LocalDate{std::chrono::year{2022} / 1 / 1};
  for (std::size_t day = 0; day < 5; ++day) version.weekly[day] = {{hours(8), hours(16)}};
  return {calendar::Zone::utc(), {version}};
}

Site small_site() {
  Site site{
      .zone = calendar::Zone::utc(), .lines = {}, .groups = {}, .sources = {}, .backlogs = {}};
  const auto line = [&](const char* id, LocalText name, minutes target) {
    engine::LineSettings settings{.id = id, .calendar = office_hours()};
    settings.wait_target = calendar::Dated<Millis>(target);
    site.lines.push_back({.settings = std::move(settings), .name = std::move(name)});
  };
  line("aspa", {"Asiakaspalvelu", "Kundservice", "Customer service"}, minutes(5));
  line("vaihde", {"Vaihde", "Växel", "Switchboard"}, minutes(1));
  site.groups.push_back({"puhelut", {LineId{0}, LineId{1}}});
  site.sources.push_back({"ace", {LineId{0}, LineId{1}}, minutes(2)});
  site.backlogs.push_back({"sanelu",
                           {"Sanelujono", "Dikteringskö", "Dictations"},
                           calendar::Dated<Millis>(hours(1)),
                           std::nullopt});
  return site;
}

engine::Snapshot quiet(Instant now) {
  engine::Snapshot out;
  out.now = now;
  for (int i = 0; i < 2; ++i) out.lines.push_back(std::make_shared<engine::LineSnapshot>());
  engine::SourceStatus source;
  source.up = true;
  source.up_since = now - hours(1);
  source.silent_since = now;
  out.sources.push_back(source);
  return out;
}

engine::LineSnapshot& line_of(engine::Snapshot& snapshot, std::uint32_t line) {
  auto changed = std::make_shared<engine::LineSnapshot>(*snapshot.lines[line]);
  engine::LineSnapshot& out = *changed;
  snapshot.lines[line] = std::move(changed);
  return out;
}

Condition condition(std::string_view text) { return *parse_condition(text); }

Rule simple_rule(std::string_view when, const Subject& subject) {
  Rule rule{
      .name = "Rule", .subjects = {subject}, .when = calendar::Dated<Condition>(condition(when))};
  rule.keep = Millis(0);
  rule.hours.kind = Hours::Kind::always;
  return rule;
}

}  // namespace jono::alerting
