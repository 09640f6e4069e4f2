// SPDX-License-Identifier: EUPL-1.2
#include "tests/app/rule_story.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "alerting/prometheus/rule_file.h"
#include "tests/app/set_figure.h"
#include "tests/metrics/rule_trial.h"

namespace jono::alerting {
namespace {

using engine::Snapshot;

// What there is to judge by.
enum class Data : std::uint8_t { there, stale, gone, unsettled };

// Of the first subject, for so many steps; the values of the others stay calm.
// `still` is the last value that is not calm, `almost` the last that is no breach.
enum class Level : std::uint8_t { calm, still, almost, breach };
struct Stretch {
  std::size_t steps;
  Level level;
  Data data = Data::there;
};

// Everything is told of, and what a limit may be made of is 100.
Snapshot all_well(const Rule& rule, const Site& site, Instant now) {
  Snapshot out;
  out.now = now;
  for (const LineSite& line : site.lines) {
    engine::LineSnapshot one;
    one.open = line.settings.calendar.open_at(now);
    out.lines.push_back(std::make_shared<engine::LineSnapshot>(one));
  }
  engine::SourceStatus source;
  source.up = true;
  out.sources.assign(site.sources.size(), source);
  engine::BacklogStatus backlog;
  backlog.source = SourceId{0};
  for (std::uint32_t i = 0; i < site.backlogs.size(); ++i) {
    out.backlogs[{BacklogId{i}, BacklogClass::urgent}] = backlog;
    out.backlogs[{BacklogId{i}, BacklogClass::other}] = backlog;
  }
  for (const Subject& subject : rule.subjects) {
    for (const Condition& condition : {rule.when.at(now), clear_at(rule, now)}) {
      const auto* other = std::get_if<Reading>(&condition.limit.of);
      if (other != nullptr) set_figure(out, *other, subject, site, 100);
    }
  }
  return out;
}

// A value at which the two conditions hold as they should, on the limits themselves if it can be.
// There may be none between calm and breach.
std::optional<double> value_for(Level level, const Rule& rule, const Subject& subject,
                                const Site& site) {
  Snapshot snapshot = all_well(rule, site, {});
  const Condition when = rule.when.at({}), clear = clear_at(rule, {});
  const double begin = limit_of(when, subject, site, snapshot).value();
  const double end = limit_of(clear, subject, site, snapshot).value();
  const bool at_end = level == Level::calm || level == Level::still;
  const double near = at_end ? end : begin, far = at_end ? begin : end;
  const double little = info(when.figure.figure).unit == Unit::ratio ? 0.0625 : 1;
  for (const double value : {near, near + little, near - little, far, far + little, far - little}) {
    set_figure(snapshot, when.figure, subject, site, value);
    if (value_of(when.figure, subject, site, snapshot) != value) continue;  // no such figure
    const bool breach = compare(value, when.op, begin), calm = compare(value, clear.op, end);
    if (breach == (level == Level::breach) && calm == (level == Level::calm)) return value;
  }
  return std::nullopt;
}

void take_away(Snapshot& snapshot, Data data) {
  if (data == Data::stale) snapshot.now -= std::chrono::seconds(16);
  if (data == Data::gone) {
    for (engine::SourceStatus& source : snapshot.sources) source.up = false;
    snapshot.backlogs.clear();
  }
  if (data != Data::gone && data != Data::unsettled) return;
  for (auto& line : snapshot.lines) {
    auto changed = std::make_shared<engine::LineSnapshot>(*line);
    changed->known = data == Data::unsettled;
    changed->settled = false;
    line = std::move(changed);
  }
}

std::size_t steps_of(Millis length) {
  return static_cast<std::size_t>((length + kRuleInterval - Millis(1)) / kRuleInterval);
}

constexpr std::size_t kSome = 4;  // steps: a minute

// Until the rule's hours end, but for the steps until a whole minute.
std::vector<Stretch> open_part(std::size_t wait, std::size_t keep) {
  const std::size_t whole = keep + kSome;
  return {{kSome, Level::calm},
          {wait, Level::breach},
          {kSome, Level::almost},
          {kSome, Level::calm},
          {wait + kSome, Level::breach},
          {whole, Level::still},
          {kSome, Level::almost},
          {whole, Level::calm, Data::stale},
          {kSome, Level::breach},
          {whole, Level::calm, Data::gone},
          {whole, Level::calm, Data::unsettled},
          {kSome, Level::breach},
          {keep, Level::calm},
          {1, Level::breach},
          {whole, Level::calm},
          {wait + kSome, Level::breach}};
}

class Teller {
 public:
  explicit Teller(RuleStory& story) : story_(story), rule_(story.rules.at(0)) {
    for (const Subject& subject : rule_.subjects) {
      calm_.push_back(value_for(Level::calm, rule_, subject, story.site).value());
    }
  }

  void tell(const Stretch& stretch) {
    const std::optional<double> value =
        value_for(stretch.level, rule_, rule_.subjects[0], story_.site);
    if (!value) return;
    for (std::size_t i = 0; i < stretch.steps; ++i) {
      const Instant now{kRuleInterval * static_cast<std::int64_t>(story_.snapshots.size())};
      Snapshot snapshot = all_well(rule_, story_.site, now);
      const Reading& figure = rule_.when.at({}).figure;
      for (std::size_t one = 0; one < calm_.size(); ++one) {
        set_figure(snapshot, figure, rule_.subjects[one], story_.site,
                   one == 0 ? *value : calm_[one]);
      }
      take_away(snapshot, stretch.data);
      story_.snapshots.push_back(std::move(snapshot));
    }
  }

 private:
  RuleStory& story_;
  const Rule& rule_;
  std::vector<double> calm_;
};

// Of the lines and of the rule: the rule's hours are over from `end` for two minutes.
void set_hours(RuleStory& story, std::chrono::minutes end) {
  using std::chrono::minutes;
  const auto next = end + minutes(2);
  const auto but = metrics::every_day({{minutes(0), end}, {next, minutes(24 * 60)}});
  Hours& hours = story.rules[0].hours;
  const auto open = hours.kind == Hours::Kind::closed ? metrics::every_day({{end, next}}) : but;
  for (LineSite& line : story.site.lines) line.settings.calendar = open;
  if (hours.kind == Hours::Kind::own) hours.own = but;
}

}  // namespace

RuleStory story_of(const Rule& rule, Site site) {
  RuleStory out{.site = std::move(site), .rules = {rule}, .snapshots = {}};
  out.rules[0].text = {};  // promtool would compare them, too
  out.rules[0].runbook.clear();
  const std::size_t wait = steps_of(rule.wait), keep = steps_of(rule.keep);
  const std::vector<Stretch> open = open_part(wait, keep);
  std::size_t steps = 0;
  for (const Stretch& stretch : open) steps += stretch.steps;
  const auto end = std::chrono::ceil<std::chrono::minutes>(kRuleInterval * std::int64_t(steps));
  set_hours(out, end);
  Teller teller(out);
  for (const Stretch& stretch : open) teller.tell(stretch);
  const std::size_t closing = steps_of(end) - out.snapshots.size();
  teller.tell({closing + 8 + wait + kSome, Level::breach});
  teller.tell({keep + kSome, Level::calm});
  return out;
}

}  // namespace jono::alerting
