// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/reload.h"

#include <boost/json.hpp>

#include "daemon/app/loaded.h"
#include "daemon/http/problem.h"

namespace jono::app {

http::Route reload_route(std::filesystem::path config, const Reloads& reloads,
                         std::function<void(const std::string&)> begin) {
  return {http::Needs::local,
          "POST",
          "/api/v1/reload",
          [config = std::move(config), &reloads,
           begin = std::move(begin)](const http::Request& request) -> http::Response {
            const auto outcome = load(config);
            if (const auto* faults = std::get_if<std::string>(&outcome)) {
              return http::problem(400, *faults);
            }
            const boost::json::object before{{"tries", reloads.state().tries}};
            begin(request.peer);
            return {202, "application/json", boost::json::serialize(before) + "\n"};
          },
          http::Match::exact,
          http::Pace::slow};
}

}  // namespace jono::app
