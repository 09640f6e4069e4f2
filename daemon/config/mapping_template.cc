// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/mapping_template.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/config/mapping_rule.h"
#include "daemon/config/scalars.h"

namespace jono::config {
namespace {

using mapping::Condition;
using mapping::Mapping;
using mapping::Template;

constexpr std::size_t kMostTemplates = 100;

std::optional<std::vector<std::string>> words(const Node& node) {
  std::vector<std::string> out;
  for (const Node& item : items_of(node, "a list of values")) {
    if (auto one = word(item)) out.push_back(std::move(*one));
  }
  if (out.empty()) node.fault("at least one value is needed");
  return out;
}

Condition read_condition(const Node& node, Mapping& into) {
  Condition out;
  Keys keys(node);
  out.place = read_place(keys, into);
  std::optional<std::string> equals;
  const int given =
      keys.read("equals", equals, [](const Node& n) { return std::optional(word(n)); }) +
      keys.read("in", out.in, words) + keys.read("exists", out.exists, boolean);
  if (given != 1) node.fault("give one of `equals`, `in` and `exists`");
  if (equals) out.in = {std::move(*equals)};
  return out;
}

Template read_template(const Node& node, Mapping& into) {
  Template out;
  Keys keys(node);
  if (const auto when = keys.find("when")) out.when = read_conditions(*when, into);
  out.rules = read_rules(keys, into);
  return out;
}

}  // namespace

std::vector<Condition> read_conditions(const Node& node, Mapping& into) {
  std::vector<Condition> out;
  for (const Node& item : items_of(node, "a list of conditions")) {
    out.push_back(read_condition(item, into));
  }
  return out;
}

void read_templates(const Node& node, Mapping& into) {
  if (node.value().kind != Value::Kind::list) {
    into.templates.push_back(read_template(node, into));
    return;
  }
  const auto items = items_of(node, "a list of event templates");
  if (items.empty() || items.size() > kMostTemplates) node.fault("1 to 100 templates are needed");
  for (const Node& item : items) into.templates.push_back(read_template(item, into));
}

}  // namespace jono::config
