// SPDX-License-Identifier: EUPL-1.2
#include "alerting/notice.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>

#include "alerting/wording.h"

namespace jono::alerting {
namespace {

// For a rule without words of its own, and for a language that it has none in.
const LocalText kDefaultText = {"{{subject}}: hälytys {{rule}}, arvo {{value}}, raja {{limit}}",
                                "{{subject}}: larm {{rule}}, värde {{value}}, gräns {{limit}}",
                                "{{subject}}: alert {{rule}}, value {{value}}, limit {{limit}}"};

double half_up(double value) { return std::floor(value + 0.5); }

std::string duration(double seconds) {
  constexpr double kMost = 1e15;  // what is more has no meaning, but must not overflow
  const auto whole = std::int64_t(std::clamp(half_up(seconds), -kMost, kMost));
  const std::int64_t length = std::abs(whole);
  return fmt::format("{}{}:{:02}:{:02}", whole < 0 ? "-" : "", length / 3600, length / 60 % 60,
                     length % 60);
}

std::string count(double value) {
  const double tenths = half_up(value * 10);
  return std::fmod(tenths, 10) == 0 ? fmt::format("{:.0f}", tenths / 10)
                                    : fmt::format("{:.1f}", tenths / 10);
}

std::string in_words(const Alert& alert, const Notice& notice, const Site& site,
                     Language language) {
  const std::string& own = alert.rule->text.in(language);
  const std::string& title = notice.title.in(language);
  const Variables variables = {{"subject", title},
                               {std::string(name_of(notice.kind)), title},
                               {"value", notice.value},
                               {"limit", notice.limit},
                               {"since", local_minute(site.zone, notice.fired)},
                               {"rule", notice.rule},
                               {"runbook", notice.runbook}};
  return fill(own.empty() ? kDefaultText.in(language) : own, variables,
              [](const std::string& plain) { return plain; });
}

LocalText in_all(const std::function<std::string(Language)>& in) {
  return {in(Language::fi), in(Language::sv), in(Language::en)};
}

}  // namespace

std::string key_of(const Notice& notice) {
  return fmt::format("{}/{}/{}/{}", notice.rule, name_of(notice.kind), notice.subject,
                     notice.fired.time_since_epoch().count());
}

Notice notice_of(const Alert& alert, const Site& site) {
  const Rule& rule = *alert.rule;
  const Condition& when = rule.when.at(alert.state.fired);
  const Unit unit = info(when.figure.figure).unit;
  Notice notice{.rule = rule.name,
                .kind = alert.subject.kind,
                .subject = id_of(alert.subject, site),
                .title = in_all([&](Language l) { return title_of(alert.subject, site, l); }),
                .severity = rule.severity,
                .fired = alert.state.fired,
                .figure = print(when.figure),
                .value = for_people(alert.value, unit),
                .limit = for_people(alert.limit, unit),
                .text = {},
                .runbook = rule.runbook};
  notice.text = in_all([&](Language l) { return in_words(alert, notice, site, l); });
  return notice;
}

std::string for_people(std::optional<double> value, Unit unit) {
  if (!value || !std::isfinite(*value)) return "–";
  if (unit == Unit::seconds) return duration(*value);
  if (unit == Unit::ratio) return fmt::format("{:.0f} %", half_up(*value * 100));
  return count(*value);
}

}  // namespace jono::alerting
