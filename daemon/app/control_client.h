// SPDX-License-Identifier: EUPL-1.2
// How commands speak to the running daemon: HTTP over its control socket.
#pragma once

#include <boost/json/value.hpp>
#include <filesystem>
#include <string>

#include "daemon/base/result.h"

namespace jono::app {

struct ControlAnswer {
  int status = 0;
  std::string body;
};

// Waits up to 35 seconds. `path_and_query` is encoded already; an empty `json_body` sends none.
// An error is that there was no answer; any answer, a refusal too, is none.
[[nodiscard]] Result<ControlAnswer> ask(const std::filesystem::path& socket,
                                        const std::string& method,
                                        const std::string& path_and_query,
                                        const std::string& json_body = {});

// The JSON that a GET gives; that it was refused is an error too.
[[nodiscard]] Result<boost::json::value> get_json(const std::filesystem::path& socket,
                                                  const std::string& path_and_query);

// What a problem document says in words; the body itself where it is none.
[[nodiscard]] std::string detail_of(const std::string& body);

}  // namespace jono::app
