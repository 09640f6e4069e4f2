// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a foreign record, JSON and CSV: events, refusals or nothing.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "collectors/mapping/csv_record.h"
#include "collectors/mapping/json_record.h"
#include "collectors/mapping/mapped_reader.h"

namespace {

using namespace jono;
using mapping::Mapping;
using mapping::Rule;

// Each kind of rule once.
Mapping made_mapping(bool columns) {
  Mapping out;
  out.columns = columns;
  const auto name = [&](const char* text) { return (columns ? "" : "/") + std::string(text); };
  const auto rule = [&](Field field, const char* text) {
    return Rule{.field = field, .place = out.place(name(text))};
  };
  mapping::Template one;
  Rule type = rule(Field::type, "t");
  type.values = {{"a", "call.queued"}, {"b", "backlog.level"}};
  type.otherwise = "callback.closed";
  Rule at = rule(Field::at, "w");
  at.form = mapping::TimeForm::written;
  at.format = "%d.%m.%Y %H:%M:%S%f%z";
  at.plus = mapping::Length{.place = out.place(name("p"))};
  Rule oldest = rule(Field::oldest_at, "o");
  oldest.form = mapping::TimeForm::seconds;
  one.rules = {type,
               at,
               oldest,
               rule(Field::line, "l"),
               rule(Field::call, "c"),
               rule(Field::callback, "c"),
               rule(Field::open, "n"),
               rule(Field::coarse, "z")};
  out.templates = {one, one};
  out.templates[1].rules[1].form = mapping::TimeForm::micros;
  out.templates[1].rules[1].plus.reset();
  out.templates[1].when = {{.place = out.place(name("t")), .exists = true}};
  return out;
}

void read(const Mapping& mapping, const mapping::Record& record, std::size_t size) {
  static const Names names({"aspa"}, {{"hook", {}}}, {"scans"});
  static EpochNames epochs;
  const Edge edge{&names, IdHasher(IdKey{}), names.source("hook")};
  mapping::MappedReader reader(mapping, edge, epochs);
  reader.read(record, size, [](const mapping::MappedReader::Outcome& outcome) {
    if ((outcome.event == nullptr) == (outcome.refusal == nullptr)) std::abort();
    if (outcome.event != nullptr && !outcome.event->source.set()) std::abort();
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Mapping json = made_mapping(false);
  static const Mapping rows = made_mapping(true);
  static const auto pointers = mapping::pointers_of(json.places);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto root = mapping::parse_json(text)) {
    read(json, mapping::JsonRecord(*root, pointers), size);
  }
  std::vector<std::string_view> cells;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    cells.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const std::vector<std::string_view> header(rows.places.begin(), rows.places.end());
  read(rows, mapping::CsvRecord(*mapping::columns_of(rows.places, header), cells), size);
  return 0;
}
