// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <iterator>

#include "daemon/engine/columns.h"

namespace jono::engine {
namespace {

class Columns {
 public:
  explicit Columns(std::string& out) : out_(out) {}

  void operator()(std::string_view name, std::int64_t value) {
    fmt::format_to(std::back_inserter(out_), R"(,"{}":{})", name, value);
  }
  void operator()(std::string_view name, Millis value) { (*this)(name, value.count()); }
  void operator()(std::string_view name, std::optional<Millis> value) {
    if (value) return (*this)(name, *value);
    fmt::format_to(std::back_inserter(out_), R"(,"{}":null)", name);
  }
  void operator()(std::string_view name, double value) {
    fmt::format_to(std::back_inserter(out_), R"(,"{}":{})", name, value);
  }

 private:
  std::string& out_;
};

}  // namespace

void print_hour(std::string_view line, const calendar::Zone& zone, const HourRow& row,
                std::string& out) {
  fmt::format_to(std::back_inserter(out), R"({{"line":"{}","hour":"{}")", line,
                 zone.format(row.start));
  for_each_column(row, Columns(out));
  out += '}';
}

}  // namespace jono::engine
