// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/mapping.h"

#include <system_error>
#include <utility>

#include "daemon/config/mapping_rule.h"
#include "daemon/config/mapping_sample.h"
#include "daemon/config/scalars.h"
#include "daemon/config/text.h"

namespace jono::config {
namespace {

using mapping::Condition;
using mapping::Mapping;
using mapping::Template;

constexpr std::size_t kMostTemplates = 100;

std::optional<bool> truth(const Node& node) {
  return choice<bool>(node, {{"true", true}, {"false", false}});
}

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
      keys.read("in", out.in, words) + keys.read("exists", out.exists, truth);
  if (given != 1) node.fault("give one of `equals`, `in` and `exists`");
  if (equals) out.in = {std::move(*equals)};
  return out;
}

Template read_template(const Node& node, Mapping& into) {
  Template out;
  Keys keys(node);
  if (const auto when = keys.find("when")) {
    for (const Node& item : items_of(*when, "a list of conditions")) {
      out.when.push_back(read_condition(item, into));
    }
  }
  out.rules = read_rules(keys, into);
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

void read_file(const Node& root, Mapping& into) {
  Keys keys(root);
  std::string about;
  keys.read("about", about, word);
  const auto templates = keys.find("mapping");
  if (templates) {
    read_templates(*templates, into);
  } else {
    root.fault("missing key 'mapping'");
  }
  const auto samples = keys.find("samples");
  // Those of a faulty mapping would only say it again.
  if (samples && root.faults().empty()) try_samples(*samples, into);
}

// Faults of the file are told where the configuration names it.
void read_mapping_file(const Node& named, Mapping& into) {
  const auto path = word(named);
  if (!path) return;
  std::error_code error;
  if (!std::filesystem::is_regular_file(*path, error)) {
    return named.fault(in_quotes(*path) + " is no file that can be read");
  }
  const auto text = file_text(*path);
  if (!text) return named.fault(in_quotes(*path) + " " + text.error().what);
  Faults found{*path, {}};
  if (const ValuePtr root = read_document(*text, found.faults)) {
    read_file(Node(*root, {}, found.faults), into);
  }
  for (const Fault& fault : found.faults) {
    named.fault(printable(*path) + ":" + std::to_string(fault.place.line) + ":" +
                std::to_string(fault.place.column) + ": " + fault.what);
  }
}

std::optional<calendar::Zone> zone_of(const Node& node) {
  const auto name = word(node);
  if (!name) return std::nullopt;
  const auto zone = calendar::Zone::find(*name);
  if (zone) return *zone;
  node.fault(printable(zone.error().what));
  return std::nullopt;
}

}  // namespace

std::optional<Mapping> read_mapping(Keys& keys, RecordForm form, const calendar::Zone& zone) {
  Mapping out;
  out.columns = form == RecordForm::columns;
  out.zone = zone;
  const bool zoned = keys.read("zone", out.zone, zone_of);
  const auto here = keys.find("mapping");
  const auto file = keys.find("mapping_file");
  const std::size_t faults = keys.node().faults().size();
  if (file) read_mapping_file(*file, out);
  if (here) read_templates(*here, out);
  if (zoned && !here && !file) keys.node().fault("`zone` is for a mapping, and there is none");
  if ((!here && !file) || keys.node().faults().size() != faults) return std::nullopt;
  return out;
}

}  // namespace jono::config
