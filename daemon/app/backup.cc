// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/backup.h"

#include <boost/json.hpp>

#include "daemon/http/problem.h"
#include "daemon/store/backup.h"

namespace jono::app {
namespace {

namespace json = boost::json;

struct Wish {
  std::string to;
  bool with_journal = false;
};

std::optional<Wish> parse(const std::string& body) {
  boost::system::error_code fault;
  const json::value root = json::parse(body, fault);
  if (fault || !root.is_object()) return std::nullopt;
  const auto* to = root.get_object().if_contains("to");
  const auto* journal = root.get_object().if_contains("with_journal");
  if (to == nullptr || !to->is_string()) return std::nullopt;
  return Wish{std::string(to->get_string()),
              journal != nullptr && journal->is_bool() && journal->get_bool()};
}

}  // namespace

http::Route backup_route(std::filesystem::path data_dir,
                         std::function<void(const std::string&, const std::string&)> note) {
  return {http::Needs::local,
          "POST",
          "/api/v1/backup",
          [data_dir = std::move(data_dir),
           note = std::move(note)](const http::Request& request) -> http::Response {
            const auto wish = parse(request.body);
            if (!wish) return http::problem(400, "to names the new directory.");
            const auto made = store::back_up(data_dir, wish->to, wish->with_journal);
            if (!made) {
              const bool refused = made.error().code == Errc::bad_input;
              return http::problem(refused ? 400 : 503, made.error().what);
            }
            note(request.peer, wish->to);
            return {201, "application/json", "{}\n"};
          },
          http::Match::exact,
          http::Pace::slow};
}

}  // namespace jono::app
