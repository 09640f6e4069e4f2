// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/open_metrics.h"

#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <iterator>
#include <ostream>
#include <string>
#include <string_view>

#include "daemon/event/rfc3339.h"

namespace jono::app {
namespace {

namespace json = boost::json;

constexpr Millis kEvery = std::chrono::minutes(4);

// "wait_answered_ms" in milliseconds is wait_answered_seconds.
struct Column {
  std::string name;
  double unit = 1;
};
Column column_of(std::string_view name) {
  constexpr std::string_view kMillis = "_ms";
  if (!name.ends_with(kMillis)) return {std::string(name), 1};
  name.remove_suffix(kMillis.size());
  return {std::string(name) + "_seconds", 1000};
}

// As a label's value.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

Instant instant_of(const json::value& text) {
  return parse_rfc3339(std::string_view(text.as_string())).value();
}

void add_samples(const json::object& each, std::string_view key, const Column& column,
                 Instant until, std::string& out) {
  const json::object& row = each.at("row").as_object();
  const json::value& value = row.at(key);
  if (value.is_null()) return;
  const Instant start = instant_of(row.at("from")), end = instant_of(row.at("to"));
  const std::string sample =
      fmt::format("jonovahti_hour_{}{{line=\"{}\",hour=\"previous\"}} {} ", column.name,
                  escaped(each.at("line").as_string()), value.to_number<double>() / column.unit);
  for (Instant t = end; t < std::min(end + (end - start), until); t += kEvery) {
    fmt::format_to(std::back_inserter(out), "{}{}\n", sample,
                   std::chrono::floor<std::chrono::seconds>(t).time_since_epoch().count());
  }
}

}  // namespace

void open_metrics(const json::array& rows, Instant until, std::ostream& out) {
  if (!rows.empty()) {
    std::string samples;
    for (const auto& [key, value] : rows.front().at("row").as_object()) {
      if (key == "from" || key == "to" || key == "figures") continue;
      const Column column = column_of(key);
      out << fmt::format("# TYPE jonovahti_hour_{} gauge\n", column.name);
      for (const json::value& each : rows) {
        samples.clear();
        add_samples(each.as_object(), key, column, until, samples);
        out << samples;
      }
    }
  }
  out << "# EOF\n";
}

}  // namespace jono::app
