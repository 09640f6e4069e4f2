// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/mapping_rule.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "collectors/mapping/json_record.h"
#include "collectors/mapping/mapper.h"
#include "collectors/mapping/time_format.h"
#include "daemon/config/scalars.h"
#include "daemon/config/text.h"
#include "daemon/event/event_names.h"

namespace jono::config {
namespace {

using mapping::Length;
using mapping::Mapping;
using mapping::Rule;
using mapping::TimeForm;

// Not `seq` and `epoch`: one record may become several events.
constexpr std::array<std::pair<std::string_view, Field>, 13> kFields = {
    {{"type", Field::type},
     {"at", Field::at},
     {"line", Field::line},
     {"call", Field::call},
     {"callback", Field::callback},
     {"agent", Field::agent},
     {"reason", Field::reason},
     {"result", Field::result},
     {"state", Field::state},
     {"open", Field::open},
     {"oldest_at", Field::oldest_at},
     {"class", Field::cls},
     {"coarse", Field::coarse}}};

template <class... Enum>
bool is_word(std::string_view text) {
  return (kNames<Enum>.find(text).has_value() || ...);
}

// Whether the event format has such a word for the field; its judge would take an unknown reason
// for `other`, which nobody means who writes one down.
bool is_known(Field field, std::string_view text) {
  switch (field) {
    case Field::type:
      return is_word<EventType>(text) && text != name_of(EventType::source_snapshot);
    case Field::reason:
      return is_word<RedirectReason, LostReason, RefusedReason, CallbackCloseReason>(text);
    case Field::result:
      return is_word<AttemptResult>(text);
    case Field::state:
      return is_word<AgentPresence>(text);
    case Field::cls:
      return is_word<BacklogClass>(text);
    default:
      return true;
  }
}

// A value that is written in the configuration.
std::optional<std::string> given_value(const Node& node, Field field) {
  auto text = word(node);
  if (!text) return std::nullopt;
  if (!is_known(field, *text)) {
    node.fault(in_quotes(*text) + " is no '" + std::string(kFieldNames.of(field)) +
               "' that a mapping can give");
    return std::nullopt;
  }
  const bool instant = field == Field::at || field == Field::oldest_at;
  if (!instant && !mapping::Mapper::constant(field, *text)) {
    node.fault(in_quotes(*text) + " is no value of '" + std::string(kFieldNames.of(field)) + "'");
  }
  return text;
}

std::optional<std::string> pointer(const Node& node) {
  const auto text = text_of(node, "a JSON Pointer such as /eventBody/queueId");
  if (!text) return std::nullopt;
  if (mapping::Pointer::good(*text)) return std::string(*text);
  node.fault("a JSON Pointer begins with '/', and its '~' is followed by 0 or 1");
  return std::nullopt;
}

std::optional<TimeForm> unit(const Node& node) {
  return choice<TimeForm>(
      node, {{"ms", TimeForm::millis}, {"s", TimeForm::seconds}, {"us", TimeForm::micros}});
}

std::optional<std::string> format(const Node& node) {
  auto text = word(node);
  if (!text) return std::nullopt;
  const auto good = mapping::TimeFormat::check(*text);
  if (!good) node.fault(good.error().what);
  return good ? text : std::nullopt;
}

std::optional<Length> length(const Node& node, Mapping& into) {
  Length out;
  Keys keys(node);
  out.place = read_place(keys, into);
  keys.read("unit", out.unit, unit);
  return out;
}

void read_instant(Keys& keys, Rule& out, Mapping& into) {
  const bool has_unit = keys.read("unit", out.form, unit);
  if (keys.read("format", out.format, format)) {
    if (has_unit) keys.node().fault("give one of `unit` and `format`");
    // A faulty one stays empty, and its fault is told.
    out.form = TimeForm::written;
  }
  keys.read("plus", out.plus, [&](const Node& n) { return std::optional(length(n, into)); });
}

void read_table(Keys& keys, Rule& out) {
  const auto value = [&out](const Node& n) { return given_value(n, out.field); };
  if (const auto table = keys.find("values")) {
    for (const auto& [theirs, node] : entries_of(*table, "a map of their values to ours")) {
      if (auto ours = value(node)) out.values.emplace(theirs, std::move(*ours));
    }
    if (table->value().members.empty()) table->fault("at least one value is needed");
  }
  keys.read("otherwise", out.otherwise, [&](const Node& n) { return std::optional(value(n)); });
}

}  // namespace

Rule read_rule(Field field, const Node& node, Mapping& into) {
  Rule out{.field = field};
  if (node.value().kind == Value::Kind::text) {
    out.constant = given_value(node, field);
    return out;
  }
  Keys keys(node);
  out.place = read_place(keys, into);
  if (field == Field::at || field == Field::oldest_at) {
    read_instant(keys, out, into);
  } else {
    read_table(keys, out);
  }
  return out;
}

std::optional<Field> mapped_field(std::string_view name) {
  const auto* const found =
      std::ranges::find(kFields, name, &std::pair<std::string_view, Field>::first);
  return found == kFields.end() ? std::nullopt : std::optional(found->second);
}

std::size_t read_place(Keys& keys, Mapping& into) {
  std::optional<std::string> path;
  std::optional<std::string> column;
  const bool by_path =
      keys.read("pointer", path, [](const Node& n) { return std::optional(pointer(n)); });
  const bool by_column =
      keys.read("column", column, [](const Node& n) { return std::optional(one_line(n)); });
  if (by_path == into.columns || by_column != into.columns) {
    keys.node().fault(into.columns ? "the records have columns: give its `column` and no `pointer`"
                                   : "the records are JSON: give its `pointer` and no `column`");
    return 0;
  }
  const auto& name = into.columns ? column : path;
  return name ? into.place(*name) : 0;
}

std::vector<Rule> read_rules(Keys& keys, Mapping& into) {
  std::vector<Rule> out;
  for (const auto& [key, field] : kFields) {
    const auto found = keys.find(key);
    if (found) out.push_back(read_rule(field, *found, into));
    const bool needed = field == Field::type || field == Field::at;
    if (!found && needed) keys.node().fault("missing key '" + std::string(key) + "'");
  }
  return out;
}

}  // namespace jono::config
