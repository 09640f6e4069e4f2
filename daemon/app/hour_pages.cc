// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/hour_pages.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "daemon/app/look_up.h"
#include "daemon/event/rfc3339.h"
#include "daemon/http/request_target.h"

namespace jono::app {

namespace json = boost::json;

Result<json::array> hour_rows_in(const config::Config& config, const std::string& line,
                                 Instant from, Instant to) {
  json::array out;
  std::string path = fmt::format("/api/v1/hours?limit=10000&line={}&from={}&to={}",
                                 http::encode(line), format_utc(from), format_utc(to));
  while (!path.empty()) {
    const auto body = look_up_body(config, path);
    if (!body) return body.error();
    const json::value page = json::parse(*body);
    const auto& rows = page.at("rows").as_array();
    out.insert(out.end(), rows.begin(), rows.end());
    const json::value& next = page.at("next");
    path = next.is_string() ? std::string(next.as_string()) : std::string();
  }
  return out;
}

}  // namespace jono::app
