// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/log_level.h"

#include <boost/json.hpp>

#include "daemon/app/log.h"
#include "daemon/http/problem.h"

namespace jono::app {
namespace {

namespace json = boost::json;

std::string named_level(const std::string& body) {
  boost::system::error_code fault;
  const json::value root = json::parse(body, fault);
  if (fault || !root.is_object()) return {};
  const json::value* const level = root.get_object().if_contains("level");
  return level != nullptr && level->is_string() ? std::string(level->get_string()) : std::string();
}

}  // namespace

http::Route log_level_route(std::function<void(const std::string&, const std::string&)> note) {
  return {http::Needs::local,
          "POST",
          "/api/v1/log-level",
          [note = std::move(note)](const http::Request& request) -> http::Response {
            const std::string name = named_level(request.body);
            const auto level = config::log_level(name);
            if (!level) {
              return http::problem(400, "level is one of debug, info, warning and error.");
            }
            note(request.peer, name);
            set_log_level(*level);
            return {200, "application/json", "{}\n"};
          },
          http::Match::exact,
          http::Pace::slow};
}

}  // namespace jono::app
