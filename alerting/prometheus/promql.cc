// SPDX-License-Identifier: EUPL-1.2
#include "alerting/prometheus/promql.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <utility>

namespace jono::alerting::promql {
namespace {

std::string as_regex(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view(R"(\.+*?()|[]{}^$)").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string duration(Millis length) {
  constexpr std::array<std::pair<std::int64_t, std::string_view>, 5> kUnits = {
      {{86'400'000, "d"}, {3'600'000, "h"}, {60'000, "m"}, {1'000, "s"}, {1, "ms"}}};
  std::string out;
  std::int64_t left = length.count();
  for (const auto& [unit, name] : kUnits) {
    if (left >= unit) out += fmt::format("{}{}", left / unit, name);
    left %= unit;
  }
  return out.empty() ? "0s" : out;
}

std::string timestamp(Instant t) {
  return fmt::format("{}", static_cast<double>(t.time_since_epoch().count()) / 1000);
}

std::string matcher(std::string_view label, const std::vector<std::string>& values) {
  if (values.size() == 1) return fmt::format("{}={}", label, quoted(values[0]));
  std::string any;
  for (const std::string& value : values) any += (any.empty() ? "" : "|") + as_regex(value);
  return fmt::format("{}=~{}", label, quoted(any));
}

}  // namespace jono::alerting::promql
