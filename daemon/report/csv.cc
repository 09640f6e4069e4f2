// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include "daemon/base/overload.h"
#include "daemon/report/csv_cell.h"
#include "daemon/report/parts.h"
#include "daemon/report/printers.h"

namespace jono::report {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeads = "part,kind,subject,name,from,to,weekday,hour,hour_end,known";

std::string text_of(const Value& value) {
  return std::visit(
      Overload{[](Absent) { return std::string(); },
               [](Hidden h) { return h.below > 0 ? fmt::format("<{}", h.below) : ".."; },
               [](std::int64_t n) { return std::to_string(n); },
               [](Millis d) { return std::to_string(d.count()); },
               [](double share) { return fmt::format("{}", share); }},
      value);
}

std::string known_of(const Row& row, Language language) {
  std::string out;
  for (const LocalText& known : row.known) {
    if (!out.empty()) out += "; ";
    out += known.in(language);
  }
  return out;
}

void add_row(const Report& report, std::string_view part, const Row& row, Language language,
             std::string& out) {
  const Subject& subject = report.subject(row);
  const auto number = [](std::optional<unsigned> n) { return n ? std::to_string(*n) : ""; };
  out += fmt::format("{},{},{},{},{},{},{},{},{},{}", part, kind_name(subject.kind),
                     csv_cell(subject.id), csv_cell(subject.name.in(language)),
                     report.zone.format(row.from), report.zone.format(row.to), number(row.weekday),
                     number(row.hour), row.hour ? std::to_string(row.hour_end) : "",
                     csv_cell(known_of(row, language)));
  for (const Value& value : row.figures.values()) {
    out += ',';
    out += text_of(value);
  }
  out += kLineEnd;
}

}  // namespace

std::string print_csv(const Report& report, Language language) {
  std::string out(kHeads);
  for (const std::string_view name : Figures::names()) {
    out += ',';
    out += name;
  }
  out += kLineEnd;
  for_each_part(report, [&](std::string_view part, const Rows& rows) {
    for (const Row& row : rows) add_row(report, part, row, language, out);
  });
  return out;
}

}  // namespace jono::report
