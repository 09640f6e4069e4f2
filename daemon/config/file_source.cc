// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/file_source.h"

#include <string>
#include <utility>

#include "daemon/config/mapping.h"
#include "daemon/config/mapping_rule.h"
#include "daemon/config/mapping_template.h"
#include "daemon/config/scalars.h"
#include "daemon/config/text.h"

namespace jono::config {
namespace {

using file::FileConfig;
using file::TotalsRules;

std::optional<std::uint32_t> line_number(const Node& node) {
  constexpr std::uint64_t kMost = 1000;
  const auto out = whole_number(node);
  if (!out) return std::nullopt;
  if (*out >= 1 && *out <= kMost) return static_cast<std::uint32_t>(*out);
  node.fault("a line from 1 to 1000");
  return std::nullopt;
}

std::optional<char> delimiter(const Node& node) {
  return choice<char>(node, {{";", ';'}, {",", ','}, {"tab", '\t'}, {"|", '|'}});
}

void read_layout(Keys& keys, FileConfig& out) {
  file::Layout& layout = out.layout;
  keys.read("format", layout.kind, [](const Node& n) {
    return choice<file::Kind>(n, {{"csv", file::Kind::csv}, {"ndjson", file::Kind::ndjson}});
  });
  keys.read("encoding", layout.encoding, [](const Node& n) {
    return choice<file::Encoding>(n, {{"auto", file::Encoding::automatic},
                                      {"utf-8", file::Encoding::utf8},
                                      {"windows-1252", file::Encoding::windows_1252}});
  });
  keys.read("delimiter", layout.delimiter,
            [](const Node& n) { return std::optional(delimiter(n)); });
  keys.read("head_line", layout.head_line, line_number);
}

// What a report sums over: one line and one interval a record.
void read_interval(Keys& keys, TotalsRules& out) {
  mapping::Template& rules = out.rules.templates.emplace_back();
  const auto rule = [&](std::string_view key, Field field) {
    const auto found = keys.find(key);
    if (found) rules.rules.push_back(read_rule(field, *found, out.rules));
    return found.has_value();
  };
  if (const auto when = keys.find("when")) rules.when = read_conditions(*when, out.rules);
  for (const auto& [key, field] : {std::pair("line", Field::line), std::pair("from", Field::at)}) {
    if (!rule(key, field)) keys.node().fault("missing key '" + std::string(key) + "'");
  }
  const bool ends = rule("to", Field::oldest_at);
  keys.read("length", out.length,
            [](const Node& n) { return std::optional(positive_duration(n)); });
  if (!ends && !out.length) keys.node().fault("give `length` or `to`");
  if (out.length && *out.length > file::kLongestInterval) {
    keys.find("length")->fault("at most a day: 25h");
  }
}

void read_figures(const Node& node, TotalsRules& out) {
  for (const auto& [name, entry] : entries_of(node, "a map of figures to where they stand")) {
    const auto figure = file::figure_named(name);
    Keys keys(entry);
    const std::size_t place = read_place(keys, out.rules);
    if (figure) {
      out.figures.push_back({*figure, place});
    } else {
      entry.fault(in_quotes(name) + " is no figure that a report can give");
    }
  }
  if (node.value().members.empty()) node.fault("at least one figure is needed");
}

std::optional<TotalsRules> read_totals(const Node& node, const TotalsRules& begun) {
  TotalsRules out = begun;
  Keys keys(node);
  read_interval(keys, out);
  if (const auto figures = keys.find("figures")) {
    read_figures(*figures, out);
  } else {
    node.fault("missing key 'figures'");
  }
  return out;
}

void read_meaning(Keys& keys, FileConfig& out, file::Decimal decimal) {
  const bool csv = out.layout.kind == file::Kind::csv;
  const char mark = decimal == file::Decimal::comma ? ',' : '.';
  const auto totals = keys.find("totals");
  const std::size_t faults = keys.node().faults().size();
  out.mapping = read_mapping(keys, csv ? RecordForm::columns : RecordForm::json, out.zone,
                             totals.has_value());
  if (out.mapping) out.mapping->decimal = mark;
  if (totals) {
    TotalsRules begun;
    begun.decimal = decimal;
    begun.rules.columns = csv;
    begun.rules.decimal = mark;
    begun.rules.zone = out.zone;
    // A faulty one is told already.
    if (keys.node().faults().size() == faults) keys.read("zone", begun.rules.zone, zone_of);
    out.totals = read_totals(*totals, begun);
  }
  const bool told = keys.node().faults().size() != faults;
  if (csv && !out.mapping && !totals && !told) {
    keys.node().fault("csv needs a `mapping`, a `mapping_file` or `totals`");
  }
}

}  // namespace

file::FileConfig read_file(Keys& keys, const calendar::Zone& zone) {
  FileConfig out;
  out.zone = zone;
  keys.require("folder", out.folder, word);
  read_layout(keys, out);
  const bool csv = out.layout.kind == file::Kind::csv;
  file::Decimal decimal = csv ? file::Decimal::comma : file::Decimal::point;
  keys.read("decimal", decimal, [](const Node& n) {
    return choice<file::Decimal>(
        n, {{"comma", file::Decimal::comma}, {"point", file::Decimal::point}});
  });
  keys.read("covers", out.covers, [](const Node& n) {
    return choice<file::Covers>(n, {{"days", file::Covers::days},
                                    {"hours", file::Covers::hours},
                                    {"events", file::Covers::events},
                                    {"none", file::Covers::none}});
  });
  read_meaning(keys, out, decimal);
  return out;
}

}  // namespace jono::config
