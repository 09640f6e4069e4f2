// SPDX-License-Identifier: EUPL-1.2
#include "daemon/api/csv.h"

#include <fmt/format.h>

#include <iterator>
#include <optional>

#include "daemon/engine/columns.h"
#include "daemon/report/csv_cell.h"

namespace jono::api {
namespace {

class Cells {
 public:
  Cells(bool several_lines, std::string& out) : several_lines_(several_lines), out_(out) {}

  void operator()(std::string_view name, std::int64_t value) {
    out_ += ',';
    if (several_lines_ && name == "queue_max") return;
    fmt::format_to(std::back_inserter(out_), "{}", value);
  }
  void operator()(std::string_view name, Millis value) { (*this)(name, value.count()); }
  void operator()(std::string_view name, std::optional<Millis> value) {
    if (value) return (*this)(name, *value);
    out_ += ',';
  }
  void operator()(std::string_view, double value) {
    fmt::format_to(std::back_inserter(out_), ",{}", value);
  }
  void operator()(std::string_view name, std::optional<double> value) {
    if (value) return (*this)(name, *value);
    out_ += ',';
  }

 private:
  bool several_lines_;
  std::string& out_;
};

}  // namespace

std::string csv_head(std::string_view first, std::string_view second) {
  std::string out = fmt::format("{},{},from,to", first, second);
  const auto name = [&out](std::string_view column, const auto&) {
    out += ',';
    out += column;
  };
  engine::for_each_column(engine::HourRow(), name);
  engine::for_each_made(engine::HourRow(), name);
  return out + "\r\n";
}

void append_csv(std::string_view first, std::string_view second, const calendar::Zone& zone,
                const engine::HourRow& row, bool several_lines, std::string& out) {
  fmt::format_to(std::back_inserter(out), "{},{},{},{}", report::csv_cell(first),
                 report::csv_cell(second), zone.format(row.start), zone.format(row.end));
  Cells cells(several_lines, out);
  engine::for_each_column(row, cells);
  engine::for_each_made(row, cells);
  out += "\r\n";
}

}  // namespace jono::api
