// SPDX-License-Identifier: EUPL-1.2
#include "collectors/mapping/mapper.h"

#include <algorithm>

#include "collectors/mapping/time_format.h"
#include "daemon/event/rfc3339.h"

namespace jono::mapping {
namespace {

using Kind = RawValue::Kind;

bool is_instant(Field field) { return field == Field::at || field == Field::oldest_at; }

RefusalReason reason_for(Field field) {
  switch (field) {
    case Field::type:
      return RefusalReason::unknown_type;
    case Field::at:
      return RefusalReason::bad_at;
    case Field::line:
      return RefusalReason::unknown_line;
    case Field::call:
    case Field::callback:
    case Field::agent:
      return RefusalReason::bad_id;
    default:
      return RefusalReason::bad_field;
  }
}

Misfit misfit(Field field, std::optional<std::size_t> place, std::string_view what) {
  return {field, place, reason_for(field), what};
}

RawValue millis_value(Instant t) {
  const auto count = t.time_since_epoch().count();
  return {count < 0 ? Kind::negative : Kind::natural, static_cast<std::uint64_t>(count), {}};
}

// What is no instant, as its field reads a text.
std::optional<RawValue> plain(Field field, std::string_view text, bool grouped) {
  if (field == Field::open) {
    const auto count = read_count(text, grouped);
    return count ? std::optional(RawValue{Kind::natural, *count, {}}) : std::nullopt;
  }
  if (field != Field::coarse) return RawValue{Kind::text, 0, text};
  if (text != "true" && text != "false") return std::nullopt;
  return RawValue{text == "true" ? Kind::yes : Kind::no, 0, {}};
}

constexpr std::string_view expected(TimeForm form) {
  switch (form) {
    case TimeForm::rfc3339:
      return "no RFC 3339 instant with an offset; give its `unit` or `format`";
    case TimeForm::written:
      return "no instant of the given format";
    default:
      return "no number of the given unit";
  }
}

}  // namespace

const std::vector<Mapped>& Mapper::map(const Record& record) {
  out_.clear();
  for (const Template& one : mapping_.templates) {
    const auto all = [&](const Condition& c) { return holds(c, record); };
    if (std::ranges::all_of(one.when, all)) fill(one, record, out_.emplace_back());
  }
  return out_;
}

std::optional<RawValue> Mapper::constant(Field field, std::string_view text) {
  if (!is_instant(field)) return plain(field, text, false);
  const auto at = parse_rfc3339(text);
  return at ? std::optional(millis_value(*at)) : std::nullopt;
}

bool Mapper::holds(const Condition& condition, const Record& record) const {
  const Value value = record.at(condition.place);
  if (condition.in.empty()) return condition.exists == (value.kind != Value::Kind::absent);
  const bool scalar = value.kind != Value::Kind::absent && value.kind != Value::Kind::other;
  return scalar && std::ranges::find(condition.in, value.text) != condition.in.end();
}

void Mapper::fill(const Template& from, const Record& record, Mapped& out) {
  out.event[Field::v] = {Kind::natural, 1, {}};
  for (const Rule& rule : from.rules) {
    RawValue value;
    auto bad = read(rule, record, value);
    if (!bad) {
      out.event[rule.field] = value;
    } else if (!out.misfit) {
      out.misfit = bad;
    }
  }
}

std::optional<Misfit> Mapper::read(const Rule& rule, const Record& record, RawValue& out) {
  if (rule.constant) {
    const auto value = constant(rule.field, *rule.constant);
    out = value.value_or(RawValue{});
    return value ? std::nullopt : std::optional(misfit(rule.field, {}, "no value of that field"));
  }
  const auto bad = [&rule](std::string_view what) { return misfit(rule.field, rule.place, what); };
  const Value value = record.at(rule.place);
  std::string_view text = value.text;
  if (value.kind == Value::Kind::absent && !rule.otherwise) return std::nullopt;
  if (value.kind == Value::Kind::other) return bad("an object or a list");
  const auto listed = rule.values.find(text);
  const bool in_table = listed != rule.values.end() && value.kind != Value::Kind::absent;
  if (in_table) {
    text = listed->second;
  } else if (rule.otherwise) {
    text = *rule.otherwise;
  } else if (!rule.values.empty()) {
    return bad("not in the table of values");
  }
  if (is_instant(rule.field)) return read_instant(rule, record, text, out);
  const auto read = plain(rule.field, text, mapping_.columns);
  out = read.value_or(RawValue{});
  if (read) return std::nullopt;
  return bad(rule.field == Field::open ? "no whole number" : "neither true nor false");
}

std::optional<Instant> Mapper::instant(const Rule& rule, std::string_view text) const {
  if (rule.form == TimeForm::rfc3339) return parse_rfc3339(text);
  if (rule.form == TimeForm::written) return TimeFormat::read(rule.format, text, mapping_.zone);
  const auto since = read_amount(text, rule.form, mapping_.decimal, mapping_.columns);
  return since ? std::optional(Instant(*since)) : std::nullopt;
}

std::optional<Misfit> Mapper::read_instant(const Rule& rule, const Record& record,
                                           std::string_view text, RawValue& out) const {
  auto at = instant(rule, text);
  if (!at) return misfit(rule.field, rule.place, expected(rule.form));
  if (rule.plus) {
    const Value added = record.at(rule.plus->place);
    const auto length =
        read_length(added.text, rule.plus->unit, mapping_.decimal, mapping_.columns);
    if (!length) {
      return misfit(rule.field, rule.plus->place, "neither a duration h:mm:ss nor a number");
    }
    *at += *length;
  }
  if (*at < kFirstInstant || *at > kLastInstant) {
    return misfit(rule.field, rule.place, "an instant beyond the years 0 to 9999");
  }
  out = millis_value(*at);
  return std::nullopt;
}

}  // namespace jono::mapping
