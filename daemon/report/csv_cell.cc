// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/csv_cell.h"

namespace jono::report {

std::string csv_cell(std::string_view text) {
  std::string out;
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != text.npos) out = "'";
  out += text;
  if (out.find_first_of(",\"\r\n'") == out.npos) return out;
  std::string quoted = "\"";
  for (const char c : out) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

}  // namespace jono::report
