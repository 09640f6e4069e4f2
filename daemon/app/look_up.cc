// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/look_up.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <filesystem>

#include "daemon/api/routes.h"
#include "daemon/app/alert_log.h"
#include "daemon/app/books.h"
#include "daemon/app/reported_figures.h"
#include "daemon/http/outgoing.h"
#include "daemon/http/request_target.h"
#include "daemon/http/router.h"

namespace jono::app {
namespace {

ControlAnswer answer_of(const std::vector<http::Route>& routes, const std::string& target) {
  auto parsed = http::parse_target(target);
  if (!parsed) return {400, target + ": cannot be asked for"};
  const http::Request request{
      .method = "GET", .path = std::move(parsed->path), .query = std::move(parsed->query)};
  const http::Found found = http::find_route(routes, request.method, request.path);
  if (found.route == nullptr) return {404, request.path + ": there is nothing"};
  const http::Response answer = http::finish(found.route->handler(request), request, Language::en);
  return {answer.status, answer.body};
}

Result<ControlAnswer> answer_from_disk(const config::Config& config, const std::string& target) {
  std::error_code none;
  if (!std::filesystem::exists(config.data_dir, none)) {
    return Error{Errc::give_up,
                 fmt::format("no daemon answers at {}, and there is no {}: has it ever run?",
                             config.http.socket.string(), config.data_dir.string())};
  }
  spdlog::set_level(spdlog::level::warn);  // what a start says is not what was asked for
  const SystemClock clock;
  std::string failure;
  const auto books = Books::open(config, clock, {{}, [&](std::string_view why) { failure = why; }});
  if (!books) return books.error();
  auto store = store::AlertStore::open((*books)->dir());
  if (!store) return store.error();
  StoreAlertLog log(std::move(*store));
  const auto reported = ReportedFigures::open((*books)->dir(), (*books)->names, clock);
  if (!reported) return reported.error();
  if (!(*books)->start()) return Error{Errc::give_up, failure};
  const auto routes =
      api::make_routes({config, (*books)->names, clock, (*books)->ledger(),
                        [&] { return (*books)->own.read((*books)->ledger(), (*books)->channel); },
                        [] { return nullptr; },
                        [] { return std::make_shared<const alerting::View>(); }, log, **reported});
  ControlAnswer out = answer_of(routes, target);
  if (!(*books)->stop()) return Error{Errc::give_up, failure};
  return out;
}

}  // namespace

Result<ControlAnswer> look_up(const config::Config& config, const std::string& path_and_query) {
  auto answer = ask(config.http.socket, "GET", path_and_query);
  if (answer || answer.error().code == Errc::retry_later) return answer;
  auto kept = answer_from_disk(config, path_and_query);
  if (kept) return kept;
  // Another process has the directory, so there is a daemon: it is the socket that is wrong.
  return Error{kept.error().code,
               fmt::format("{}; and {}", answer.error().what, kept.error().what)};
}

Result<std::string> look_up_body(const config::Config& config, const std::string& path_and_query) {
  auto answer = look_up(config, path_and_query);
  if (!answer) return answer.error();
  if (answer->status == 200) return std::move(answer->body);
  return Error{answer->status < 500 ? Errc::bad_input : Errc::retry_later, detail_of(answer->body)};
}

}  // namespace jono::app
