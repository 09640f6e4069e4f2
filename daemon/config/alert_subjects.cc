// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/alert_subjects.h"

#include <algorithm>
#include <optional>
#include <string>

#include "daemon/config/text.h"

namespace jono::config {
namespace {

using alerting::Condition;
using alerting::FigureInfo;
using alerting::Scope;
using alerting::Subject;
using alerting::Target;
using Kind = Subject::Kind;

// Each is looked at once a second.
constexpr std::size_t kMostAlerts = 20'000;

struct Key {
  std::string_view name;
  Kind kind;
  Scope scope;
};
constexpr std::array<Key, 4> kKeys = {{{"lines", Kind::line, Scope::line},
                                       {"groups", Kind::group, Scope::line},
                                       {"sources", Kind::source, Scope::source},
                                       {"backlogs", Kind::backlog, Scope::backlog}}};

void sort_once(auto& all) {
  std::ranges::sort(all);
  const auto twice = std::ranges::unique(all);
  all.erase(twice.begin(), twice.end());
}

Subject subject_at(Kind kind, std::size_t index) {
  return {kind, static_cast<std::uint32_t>(index)};
}

// Why a figure is none of a kind of subject; "": it is.
std::string misfit(const FigureInfo& figure, const Key& key) {
  if (figure.scope != key.scope) {
    const auto right = std::ranges::find(kKeys, figure.scope, &Key::scope);
    return std::string(figure.name) + " is a figure of " + std::string(right->name);
  }
  if (key.kind == Kind::group && figure.together == alerting::Together::never) {
    return std::string(figure.name) + " of several lines makes no one figure: name the lines";
  }
  return {};
}

}  // namespace

SubjectReader::SubjectReader(const Config& config) : config_(config) {
  const auto ids = [&](Kind kind) -> auto& { return ids_[std::size_t(kind)]; };
  for (const Line& line : config.lines) {
    ids(Kind::line).emplace_back(line.settings.id);
    if (!line.group.empty()) ids(Kind::group).emplace_back(line.group);
  }
  sort_once(ids(Kind::group));
  for (const Source& source : config.sources) ids(Kind::source).emplace_back(source.id);
  for (const Backlog& backlog : config.backlogs) ids(Kind::backlog).emplace_back(backlog.id);
}

std::string_view SubjectReader::lacks(const Subject& subject, Conditions conditions) const {
  for (const Condition& condition : conditions) {
    const auto* target = std::get_if<Target>(&condition.limit.of);
    if (target == nullptr) continue;
    bool has = subject.kind == Kind::line;
    if (subject.kind == Kind::source) has = config_.sources[subject.index].silent_after.has_value();
    if (subject.kind == Kind::backlog) {
      const Backlog& backlog = config_.backlogs[subject.index];
      const bool urgent = condition.figure.selector == 0;
      has = (urgent ? backlog.urgent : backlog.other).has_value();
    }
    if (!has) return name_of(*target);
  }
  return {};
}

std::vector<Subject> SubjectReader::named(const Node& node, Kind kind,
                                          Conditions conditions) const {
  const auto& ids = ids_[std::size_t(kind)];
  std::vector<Subject> out;
  for (const Node& item : items_of(node, "a list of names")) {
    const auto name = text_of(item, "a name");
    if (!name) continue;
    const auto found = std::ranges::lower_bound(ids, *name);
    if (found == ids.end() || *found != *name) {
      item.fault("no such " + std::string(name_of(kind)) + ": " + in_quotes(*name) +
                 did_you_mean(*name, ids));
      continue;
    }
    out.push_back(subject_at(kind, std::size_t(found - ids.begin())));
    const std::string_view target = lacks(out.back(), conditions);
    if (!target.empty()) item.fault(in_quotes(*name) + " has no " + std::string(target));
  }
  if (node.value().kind == Value::Kind::list && node.value().items.empty()) {
    node.fault("at least one is needed");
  }
  return out;
}

std::vector<Subject> SubjectReader::all(const Node& rule, Conditions conditions) const {
  const FigureInfo& figure = info(conditions.front().figure.figure);
  const Kind kind = std::ranges::find(kKeys, figure.scope, &Key::scope)->kind;
  std::vector<Subject> out;
  // At one more than there may be it is refused already.
  const std::size_t size = std::min(ids_[std::size_t(kind)].size(), kMostAlerts + 1);
  for (std::size_t i = 0; i < size; ++i) {
    const Subject subject = subject_at(kind, i);
    if (lacks(subject, conditions).empty()) out.push_back(subject);
  }
  if (out.empty()) {
    rule.fault("there is no " + std::string(name_of(kind)) + " that this could be about");
  }
  return out;
}

std::vector<Subject> SubjectReader::read(Keys& keys, Conditions conditions) {
  std::vector<Subject> out;
  bool any = false;
  for (const Key& key : kKeys) {
    const auto node = keys.find(key.name);
    if (!node) continue;
    any = true;
    const std::string why =
        conditions.empty() ? "" : misfit(info(conditions.front().figure.figure), key);
    if (!why.empty()) {
      node->fault(why);
      continue;
    }
    const auto more = named(*node, key.kind, conditions);
    out.insert(out.end(), more.begin(), more.end());
  }
  if (!any && !conditions.empty() && alerts_ <= kMostAlerts) out = all(keys.node(), conditions);
  sort_once(out);
  const bool few = alerts_ <= kMostAlerts;
  alerts_ += out.size();
  if (few && alerts_ > kMostAlerts) {
    keys.node().fault("with this there are more than 20000 alerts to watch");
  }
  return out;
}

}  // namespace jono::config
