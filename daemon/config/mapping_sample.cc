// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/mapping_sample.h"

#include <optional>
#include <string>

#include "collectors/mapping/sample.h"
#include "daemon/config/mapping_rule.h"
#include "daemon/config/scalars.h"
#include "daemon/event/printer.h"

namespace jono::config {
namespace {

using mapping::ExpectedEvent;
using mapping::Sample;

// Every scalar as a string: a mapping goes by spelling.
void append(const Value& value, std::string& out) {
  switch (value.kind) {
    case Value::Kind::nothing:
      out += "null";
      return;
    case Value::Kind::text:
      append_json(out, value.text);
      return;
    case Value::Kind::list:
      out += '[';
      for (const ValuePtr& item : value.items) {
        if (item != value.items.front()) out += ',';
        append(*item, out);
      }
      out += ']';
      return;
    case Value::Kind::map:
      out += '{';
      for (const Member& member : value.members) {
        if (&member != &value.members.front()) out += ',';
        append_json(out, member.key);
        out += ':';
        append(*member.value, out);
      }
      out += '}';
  }
}

void read_record(const Node& node, bool columns, Sample& into) {
  if (!columns) {
    // Written out as the system sends it, or as YAML.
    if (node.value().kind == Value::Kind::text) {
      into.json = node.value().text;
    } else {
      append(node.value(), into.json);
    }
    return;
  }
  for (const auto& [column, cell] : entries_of(node, "a map of columns to cells")) {
    into.cells.emplace_back(column, cell.value().text);
  }
}

ExpectedEvent read_event(const Node& node) {
  ExpectedEvent out;
  for (const auto& [name, value] : entries_of(node, "a map of fields to values")) {
    const auto field = mapped_field(name);
    if (!field) value.fault("the event format has no such field, or a mapping does not give it");
    const auto text = field ? word(value) : std::nullopt;
    if (text) out.push_back({*field, *text});
  }
  return out;
}

}  // namespace

void try_samples(const Node& node, const mapping::Mapping& mapping) {
  for (const Node& item : items_of(node, "a list of samples")) {
    Sample sample;
    Keys keys(item);
    const auto record = keys.find("record");
    const auto events = keys.find("events");
    if (!record || !events) {
      item.fault("a sample has a `record` and its `events`");
      continue;
    }
    read_record(*record, mapping.columns, sample);
    for (const Node& event : items_of(*events, "a list of events")) {
      sample.events.push_back(read_event(event));
    }
    if (const auto fault = mapping::sample_fault(mapping, sample)) item.fault(*fault);
  }
}

}  // namespace jono::config
