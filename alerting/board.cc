// SPDX-License-Identifier: EUPL-1.2
#include "alerting/board.h"

#include <algorithm>
#include <boost/json.hpp>
#include <map>

namespace jono::alerting {
namespace {

namespace json = boost::json;

// Who tells a subject's figures have been connected for long enough.
bool settled(const Subject& subject, const Site& site, const engine::Snapshot& snapshot) {
  const auto line = [&](LineId id) { return snapshot.lines[id.value]->settled; };
  switch (subject.kind) {
    case Subject::Kind::line:
      return line(LineId{subject.index});
    case Subject::Kind::group:
      return std::ranges::all_of(site.groups[subject.index].lines, line);
    case Subject::Kind::source:   // that it is heard is itself the evidence
    case Subject::Kind::backlog:  // a level is told whole
      break;
  }
  return true;
}

std::int64_t number(Instant t) { return t.time_since_epoch().count(); }
Instant instant(std::int64_t ms) { return Instant(Millis(ms)); }

std::string key(const Alert& alert, const Site& site) {
  return alert.rule->name + "/" + std::string(name_of(alert.subject.kind)) + "/" +
         id_of(alert.subject, site);
}

json::object printed(const AlertState& state) {
  json::object out;
  out["phase"] = std::int64_t(state.phase);
  out["breached"] = number(state.breached);
  out["fired"] = number(state.fired);
  if (state.calm_since) out["calm_since"] = number(*state.calm_since);
  return out;
}

AlertState parsed(const json::object& from) {
  AlertState out;
  const auto phase = from.at("phase").as_int64();
  if (phase < 0 || phase > std::int64_t(Phase::firing)) throw std::out_of_range("phase");
  out.phase = static_cast<Phase>(phase);
  out.breached = instant(from.at("breached").as_int64());
  out.fired = instant(from.at("fired").as_int64());
  if (const auto* calm = from.if_contains("calm_since")) out.calm_since = instant(calm->as_int64());
  return out;
}

}  // namespace

Board::Board(const Site& site, const std::vector<Rule>& rules) : site_(site) {
  for (const Rule& rule : rules) {
    for (const Subject& subject : rule.subjects) alerts_.push_back({&rule, subject});
  }
}

Look Board::seen(Alert& alert, const engine::Snapshot& snapshot, Instant now) const {
  const Rule& rule = *alert.rule;
  const Condition& when = rule.when.at(now);
  const Condition clear = clear_at(rule, now);
  alert.in_hours = in_hours(rule, alert.subject, site_, now);
  alert.value.reset();
  alert.limit = limit_of(when, alert.subject, site_, snapshot);
  alert.known = false;
  Look look{.in_hours = alert.in_hours, .known = false};
  if (now - snapshot.now > kStale || snapshot.now - now > kStale) return look;
  alert.value = value_of(when.figure, alert.subject, site_, snapshot);
  const auto clear_limit = limit_of(clear, alert.subject, site_, snapshot);
  if (!alert.value || !alert.limit || !clear_limit) return look;
  look.known = alert.known = true;
  look.breach = compare(*alert.value, when.op, *alert.limit);
  look.clear = compare(*alert.value, clear.op, *clear_limit);
  look.settled = settled(alert.subject, site_, snapshot);
  return look;
}

void Board::look(const engine::Snapshot& snapshot, Instant now, std::vector<AlertChange>& changes) {
  for (std::size_t i = 0; i < alerts_.size(); ++i) {
    Alert& alert = alerts_[i];
    alert.state.breached = std::min(alert.state.breached, now);
    if (alert.state.calm_since) alert.state.calm_since = std::min(*alert.state.calm_since, now);
    const Look look = seen(alert, snapshot, now);
    const AlertState before = alert.state;
    const Change change = step(alert.state, alert.rule->wait, alert.rule->keep, look, now);
    if (change.step != Step::none) changes.push_back({i, change, before});
  }
}

std::string Board::save() const {
  json::object out;
  for (const Alert& alert : alerts_) {
    if (alert.state.phase != Phase::inactive) out[key(alert, site_)] = printed(alert.state);
  }
  return json::serialize(out);
}

bool Board::restore(std::string_view bytes) {
  std::map<std::string, AlertState> states;
  try {
    const json::value root = json::parse(bytes);
    for (const auto& [name, state] : root.as_object()) {
      states[std::string(name)] = parsed(state.as_object());
    }
  } catch (const std::exception&) {
    return false;
  }
  for (Alert& alert : alerts_) {
    const auto found = states.find(key(alert, site_));
    if (found != states.end()) alert.state = found->second;
  }
  return true;
}

}  // namespace jono::alerting
