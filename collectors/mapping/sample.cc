// SPDX-License-Identifier: EUPL-1.2
#include "collectors/mapping/sample.h"

#include <fmt/format.h>

#include "collectors/mapping/csv_record.h"
#include "collectors/mapping/json_record.h"
#include "collectors/mapping/mapper.h"
#include "daemon/event/rfc3339.h"

namespace jono::mapping {
namespace {

std::string shown(Field field, const RawValue& value) {
  using Kind = RawValue::Kind;
  if (value.absent()) return "nothing";
  const bool instant = field == Field::at || field == Field::oldest_at;
  if (instant) return format_utc(Instant(Millis(static_cast<std::int64_t>(value.number))));
  if (value.kind == Kind::natural) return fmt::format("{}", value.number);
  if (value.kind == Kind::text) return fmt::format("'{}'", value.text);
  return value.kind == Kind::yes ? "true" : "false";
}

bool same(const RawValue& a, const RawValue& b) {
  return a.kind == b.kind && a.number == b.number && a.text == b.text;
}

std::optional<std::string> field_fault(Field field, const RawValue& made, const RawValue& wanted) {
  if (same(made, wanted)) return std::nullopt;
  return fmt::format("'{}' is {}, not {}", kFieldNames.of(field), shown(field, made),
                     shown(field, wanted));
}

std::optional<std::string> event_fault(const Mapped& made, const ExpectedEvent& expected) {
  if (made.misfit) {
    return fmt::format("'{}' is {}", kFieldNames.of(made.misfit->field), made.misfit->what);
  }
  RawEvent wanted;
  for (const ExpectedField& one : expected) {
    const auto value = Mapper::constant(one.field, one.text);
    if (!value)
      return fmt::format("'{}' is expected to be what it cannot", kFieldNames.of(one.field));
    wanted[one.field] = *value;
  }
  for (std::size_t i = 0; i < kFieldNames.size(); ++i) {
    const auto field = static_cast<Field>(i);
    if (field == Field::v) continue;
    if (auto fault = field_fault(field, made.event[field], wanted[field])) return fault;
  }
  return std::nullopt;
}

std::optional<std::string> made_fault(const std::vector<Mapped>& made,
                                      const std::vector<ExpectedEvent>& expected) {
  if (made.size() != expected.size()) {
    return fmt::format("gives {} events, not {}", made.size(), expected.size());
  }
  for (std::size_t i = 0; i < made.size(); ++i) {
    if (auto fault = event_fault(made[i], expected[i])) {
      return fmt::format("event {}: {}", i + 1, *fault);
    }
  }
  return std::nullopt;
}

std::optional<std::string> json_fault(const Mapping& mapping, const Sample& sample) {
  const auto root = parse_json(sample.json);
  if (!root) return "its record is not JSON";
  const auto pointers = pointers_of(mapping.places);
  const JsonRecord record(*root, pointers);
  return made_fault(Mapper(mapping).map(record), sample.events);
}

std::optional<std::string> row_fault(const Mapping& mapping, const Sample& sample) {
  std::vector<std::string_view> header;
  std::vector<std::string_view> cells;
  for (const auto& [name, cell] : sample.cells) {
    header.emplace_back(name);
    cells.emplace_back(cell);
  }
  const auto columns = columns_of(mapping.places, header);
  if (!columns) return columns.error().what;
  const CsvRecord record(*columns, cells);
  return made_fault(Mapper(mapping).map(record), sample.events);
}

}  // namespace

std::optional<std::string> sample_fault(const Mapping& mapping, const Sample& sample) {
  return mapping.columns ? row_fault(mapping, sample) : json_fault(mapping, sample);
}

}  // namespace jono::mapping
