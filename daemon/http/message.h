// SPDX-License-Identifier: EUPL-1.2
// One request and its answer as plain data, and who answers what.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/base/local_text.h"
#include "daemon/http/access.h"

namespace jono::http {

struct Request {
  std::string method{};                                      // in capitals; HEAD comes as GET
  std::string path{};                                        // decoded; begins with /
  std::vector<std::pair<std::string, std::string>> query{};  // decoded, in order
  std::string accept{};                                      // empty: not given; so with the next
  std::string if_none_match{};
  std::string accept_language{};
  std::string last_event_id{};
  bool gzip = false;  // the client takes that Content-Encoding
  std::string body{};
  // All of them, for a route that answers later.
  std::vector<std::pair<std::string, std::string>> headers{};
  // Who asks, for the record: the user at the unix socket, or how and from where somebody is known
  // over TCP; empty: nobody knows.
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
  // The client may keep it and ask whether it has changed: it gets an ETag.
  bool revalidate = false;
  // What is wrong and what to do: becomes a problem document (RFC 9457) in the client's language,
  // in place of `content_type` and `body`.
  std::optional<LocalText> problem{};
};

// May throw only what is a bug: it is logged and answered with 500.
using Handler = std::function<Response(const Request&)>;

// Takes the answer to one request, once and from any thread; goes nowhere once the server has given
// up waiting.
using Answer = std::function<void(Response)>;
// Sees to it that `answer` is called sometime. Runs on a worker, as a slow handler does.
using LaterHandler = std::function<void(const Request&, Answer answer)>;

// One server-sent event.
struct Frame {
  std::string id;     // no other has the same
  std::string bytes;  // as it is sent, with its id and the empty line behind it
};
// The latest frame there is; null: none yet. Called on one of the server's threads at a time, five
// times a second while there are readers.
using Frames = std::function<std::shared_ptr<const Frame>()>;

enum class Match { exact, prefix };
// Where the handler runs. `quick`: on the one thread that serves all, so in less than 5 ms.
// `slow`: on a worker, beside others of its kind, so it must be safe for threads.
enum class Pace { quick, slow };

struct Route {
  Needs needs;         // first, so that no route forgets it
  std::string method;  // GET answers HEAD too
  std::string path;
  Handler handler;
  Match match = Match::exact;  // prefix: `path` and all below it, "/a" and "/a/b" but not "/ab"
  Pace pace = Pace::quick;
  // In place of a handler: the latest frame to each reader, again whenever there is a newer one.
  Frames frames{};
  // In place of a handler, too: the answer comes when it is there, and no thread waits for it.
  LaterHandler later{};
  std::size_t body_bytes = 0;  // most of a request; 0: as the server has it
};

}  // namespace jono::http
