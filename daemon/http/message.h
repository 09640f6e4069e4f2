// SPDX-License-Identifier: EUPL-1.2
// One request and its answer as plain data, and who answers what.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jono::http {

struct Request {
  std::string method{};                                      // in capitals; HEAD comes as GET
  std::string path{};                                        // decoded; begins with /
  std::vector<std::pair<std::string, std::string>> query{};  // decoded, in order
  std::string accept{};                                      // empty: not given; so with the next
  std::string if_none_match{};
  std::string accept_language{};
  bool gzip = false;  // the client takes such a Content-Encoding
  std::string body{};
  // The user who asks over the unix socket; empty over TCP, where nobody knows.
  std::string peer{};

  // The first parameter of that name; nullopt: none.
  [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type;  // empty: no body either
  std::string body;
  // Beside Content-Type and Content-Length. Without a Cache-Control here nothing is to be stored.
  std::vector<std::pair<std::string, std::string>> headers{};
};

// May throw only what is a bug: it is logged and answered with 500.
using Handler = std::function<Response(const Request&)>;

enum class Match { exact, prefix };
// Where the handler runs. `quick`: on the one thread that serves all, so in less than 5 ms.
// `slow`: on a worker, beside others of its kind, so it must be safe for threads.
enum class Pace { quick, slow };

struct Route {
  std::string method;  // GET answers HEAD too
  std::string path;
  Handler handler;
  Match match = Match::exact;  // prefix: `path` and all below it, "/a" and "/a/b" but not "/ab"
  Pace pace = Pace::quick;
  bool local_only = false;  // over TCP it is answered with 403
};

}  // namespace jono::http
