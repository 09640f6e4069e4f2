// SPDX-License-Identifier: EUPL-1.2
// Mappings and records for tests, without ceremony.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collectors/mapping/csv_record.h"
#include "collectors/mapping/json_record.h"
#include "collectors/mapping/mapped_reader.h"
#include "tests/event/parser_fixture.h"

namespace jono::mapping {

inline Rule constant(Field field, std::string text) {
  Rule out{.field = field};
  out.constant = std::move(text);
  return out;
}

inline Rule from(Mapping& mapping, Field field, const std::string& place) {
  return {.field = field, .place = mapping.place(place)};
}

inline Rule instant(Mapping& mapping, const std::string& place, TimeForm form) {
  Rule out = from(mapping, Field::at, place);
  out.form = form;
  return out;
}

// {"event": …, "queue": …, "id": …, "time": milliseconds}, of which queued and answered calls are
// of interest.
inline Mapping calls_mapping() {
  Mapping out;
  Rule type = from(out, Field::type, "/event");
  type.values = {{"START", "call.queued"}, {"CONNECT", "call.answered"}};
  Template one;
  one.rules = {type, from(out, Field::line, "/queue"), from(out, Field::call, "/id"),
               instant(out, "/time", TimeForm::millis)};
  out.templates = {one};
  return out;
}

// What a mapping makes of a record, each as its type, instant in milliseconds and line, or as the
// reason why not.
class MappingTest : public testing::Test {
 protected:
  static std::string shown(const MappedReader::Outcome& outcome) {
    if (outcome.event == nullptr) return std::string(name_of(outcome.refusal->reason));
    const Event& e = *outcome.event;
    return std::string(name_of(e.type())) + " " + std::to_string(e.at.time_since_epoch().count()) +
           " " + (e.line.set() ? test_names().of(e.line) : "-");
  }

  std::vector<std::string> made(const Mapping& mapping, std::string_view json) {
    const auto root = parse_json(json);
    EXPECT_TRUE(root) << json;
    const auto pointers = pointers_of(mapping.places);
    return read(mapping, JsonRecord(*root, pointers), json.size());
  }

  std::vector<std::string> row(const Mapping& mapping, std::vector<std::string_view> header,
                               std::vector<std::string_view> cells) {
    const auto columns = columns_of(mapping.places, header);
    if (!columns) return {columns.error().what};
    return read(mapping, CsvRecord(*columns, cells), 1);
  }

  std::vector<std::string> read(const Mapping& mapping, const Record& record, std::size_t length) {
    MappedReader reader(mapping, {&test_names(), hasher, kAce}, epochs);
    std::vector<std::string> out;
    misfit.clear();
    reader.read(record, length, [&](const MappedReader::Outcome& o) {
      out.push_back(shown(o));
      if (o.event != nullptr) last = *o.event;
      if (o.misfit != nullptr) misfit = o.misfit->what;
    });
    return out;
  }

  IdHasher hasher{kTestKey};
  EpochNames epochs;
  Event last;
  std::string misfit;
};

using Made = std::vector<std::string>;

}  // namespace jono::mapping
