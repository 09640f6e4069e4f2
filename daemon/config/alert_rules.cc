// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/alert_rules.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "alerting/wording.h"
#include "daemon/config/address.h"
#include "daemon/config/alert_conditions.h"
#include "daemon/config/alert_subjects.h"
#include "daemon/config/opening.h"
#include "daemon/config/scalars.h"
#include "daemon/config/text.h"

namespace jono::config {
namespace {

using alerting::Hours;
using alerting::Rule;
using alerting::Severity;

constexpr std::size_t kMostRules = 200;
constexpr std::size_t kLongestText = 1000;

std::optional<std::string> rule_name(const Node& node) {
  constexpr std::string_view kShape = "a name of letters, digits and _, such as QueueLong";
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
  constexpr std::size_t kLongest = 64;
  const auto text = text_of(node, kShape);
  if (!text) return std::nullopt;
  const bool good = !text->empty() && text->size() <= kLongest &&
                    text->find_first_not_of(kLetters) == std::string_view::npos &&
                    (text->front() < '0' || '9' < text->front());
  if (!good) {
    node.expected(kShape);
    return std::nullopt;
  }
  if (*text == "Watchdog" || *text == "WasFiring") {
    node.fault(in_quotes(*text) + " is a name of the daemon's own: choose another");
    return std::nullopt;
  }
  return std::string(*text);
}

std::optional<std::string> template_text(const Node& node) {
  auto text = word(node);
  if (!text) return std::nullopt;
  if (text->size() > kLongestText) {
    node.fault("more than 1000 bytes");
    return std::nullopt;
  }
  const auto good = alerting::check_template(*text, alerting::kTextVariables);
  if (good) return text;
  node.fault(one_line_of(good.error().what));
  return std::nullopt;
}

std::optional<LocalText> local_text(const Node& node) {
  if (node.value().kind == Value::Kind::text) {
    const auto text = template_text(node);
    return text ? std::optional(LocalText{*text, *text, *text}) : std::nullopt;
  }
  LocalText out;
  Keys keys(node);
  keys.read("fi", out.fi, template_text);
  keys.read("sv", out.sv, template_text);
  keys.read("en", out.en, template_text);
  return out;
}

std::optional<Hours> hours(const Node& node, const calendar::Zone& zone) {
  using Kind = Hours::Kind;
  if (node.value().kind == Value::Kind::text) {
    const auto kind = choice<Kind>(
        node, {{"open", Kind::open}, {"closed", Kind::closed}, {"always", Kind::always}});
    return kind ? std::optional(Hours{*kind, std::nullopt}) : std::nullopt;
  }
  auto standing = standing_hours(node);
  if (!standing) return std::nullopt;
  return Hours{Kind::own, calendar::LineCalendar(zone, {std::move(*standing)})};
}

Rule read_rule(const Node& node, const calendar::Zone& zone, SubjectReader& subjects) {
  Rule out{.name = {}, .subjects = {}, .when = calendar::Dated(alerting::Condition{})};
  Keys keys(node);
  keys.require("alert", out.name, rule_name);
  out.subjects = subjects.read(keys, read_conditions(keys, zone, out));
  keys.read("for", out.wait, duration);
  keys.read("keep", out.keep, duration);
  keys.read("only", out.hours, [&](const Node& n) { return hours(n, zone); });
  keys.read("severity", out.severity, severity);
  keys.read("text", out.text, local_text);
  keys.read("runbook", out.runbook, web_address);
  return out;
}

}  // namespace

std::optional<Severity> severity(const Node& node) {
  return choice<Severity>(
      node, {{"page", Severity::page}, {"ticket", Severity::ticket}, {"info", Severity::info}});
}

std::optional<std::vector<Rule>> read_rules(const Node& node, const Config& config) {
  std::vector<Rule> out;
  std::set<std::string> names;
  SubjectReader subjects(config);
  auto items = items_of(node, "a list of rules");
  if (items.size() > kMostRules) {
    node.fault("more than 200 rules");
    return std::nullopt;
  }
  for (const Node& item : items) {
    out.push_back(read_rule(item, config.zone, subjects));
    const std::string& name = out.back().name;
    if (!name.empty() && !names.insert(name).second) {
      item.fault("a second rule with the name " + in_quotes(name));
    }
  }
  return out;
}

}  // namespace jono::config
