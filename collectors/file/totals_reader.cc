// SPDX-License-Identifier: EUPL-1.2
#include "collectors/file/totals_reader.h"

#include <cmath>

#include "daemon/event/raw_values.h"

namespace jono::file {
namespace {

std::optional<double> share(std::string_view text, Decimal decimal) {
  if (text.ends_with('%')) text.remove_suffix(1);
  const auto percent = parse_number(text, decimal);
  if (!percent || *percent > 100) return std::nullopt;
  return *percent / 100;
}

std::optional<double> value_of(Unit unit, std::string_view text, Decimal decimal) {
  if (unit == Unit::share) return share(text, decimal);
  if (unit == Unit::length) {
    const auto length = parse_duration(text, decimal);
    return length ? std::optional(static_cast<double>(length->count())) : std::nullopt;
  }
  const auto count = parse_number(text, decimal);
  return count && std::floor(*count) == *count ? count : std::nullopt;
}

std::string_view expected(Unit unit) {
  switch (unit) {
    case Unit::share:
      return "no percentage from 0 to 100";
    case Unit::length:
      return "neither h:mm:ss nor a number of seconds";
    case Unit::count:
      break;
  }
  return "no whole number";
}

}  // namespace

std::optional<std::size_t> figure_named(std::string_view name) {
  for (std::size_t i = 0; i < kFigures.size(); ++i) {
    if (kFigures.at(i).name == name) return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> TotalsReader::place_of(Field field) const {
  for (const mapping::Rule& rule : rules_.rules.templates.front().rules) {
    if (rule.field == field && !rule.constant) return rule.place;
  }
  return std::nullopt;
}

std::optional<TotalsReader::Misfit> TotalsReader::read_interval(const RawEvent& raw,
                                                                Total& out) const {
  out.line = edge_.line(raw[Field::line].string().value_or(""));
  if (!out.line.set()) {
    return Misfit{place_of(Field::line),
                  "neither a line nor one of the source's queues: name it there, or leave such "
                  "lines out with `when`"};
  }
  const auto from = instant(raw[Field::at]);
  if (!from) return Misfit{place_of(Field::at), "no instant"};
  const bool open = raw[Field::oldest_at].absent() && rules_.length;
  const auto to = open ? std::optional(*from + *rules_.length) : instant(raw[Field::oldest_at]);
  if (!to) return Misfit{place_of(Field::oldest_at), "no instant"};
  out.from = *from;
  out.to = *to;
  if (*to <= *from) return Misfit{place_of(Field::oldest_at), "the interval ends before it begins"};
  if (*to - *from > kLongestInterval) {
    return Misfit{place_of(Field::oldest_at), "the interval is longer than a day"};
  }
  return std::nullopt;
}

std::optional<TotalsReader::Misfit> TotalsReader::read(const mapping::Record& record,
                                                       std::vector<Total>& out) {
  const std::vector<mapping::Mapped>& mapped = mapper_.map(record);
  if (mapped.empty()) return std::nullopt;
  const mapping::Mapped& one = mapped.front();
  if (one.misfit) return Misfit{one.misfit->place, one.misfit->what};
  Total total;
  if (auto bad = read_interval(one.event, total)) return bad;
  for (const FigureRule& rule : rules_.figures) {
    const mapping::Value value = record.at(rule.place);
    if (value.kind == mapping::Value::Kind::absent) continue;
    const Unit unit = kFigures.at(rule.figure).unit;
    const auto number = value_of(unit, value.text, rules_.decimal);
    if (!number) return Misfit{rule.place, expected(unit)};
    total.figure = rule.figure;
    total.value = *number;
    out.push_back(total);
  }
  return std::nullopt;
}

}  // namespace jono::file
