// SPDX-License-Identifier: EUPL-1.2
// Between Beast's messages and plain ones. Only for the server's own files.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/http/message.h"

namespace jono::http {

using InMessage = boost::beast::http::request<boost::beast::http::string_body>;
using OutMessage = boost::beast::http::response<boost::beast::http::string_body>;
using Headers = std::vector<std::pair<std::string, std::string>>;

// What to tell the client of a request that could not be read; nullopt: nobody listens. The limits
// are in bytes.
[[nodiscard]] std::optional<Response> refusal(const boost::system::error_code& failed,
                                              std::size_t header_limit, std::size_t body_limit);

// What its first line and headers say; nullopt: not a request that could be meant for this server.
[[nodiscard]] std::optional<Request> to_request(const InMessage& message);

[[nodiscard]] Headers headers_of(const InMessage& message);

// `always`: headers of every answer, which the answer's own overrule.
[[nodiscard]] OutMessage to_message(Response response, const Headers& always, unsigned version,
                                    bool stay);

// The same head for a stream that follows it and ends with the connection.
[[nodiscard]] std::string stream_head(const Headers& always);

}  // namespace jono::http
