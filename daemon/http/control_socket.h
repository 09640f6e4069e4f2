// SPDX-License-Identifier: EUPL-1.2
// The unix socket for commands from this machine. Only for the server's own files: it brings Asio.
#pragma once

#include <boost/asio/local/stream_protocol.hpp>
#include <filesystem>
#include <string>

#include "daemon/base/result.h"

namespace jono::http {

// Listens at `path` for the process's user and group (mode 0660). A socket that a dead process left
// there is removed; anything else that is there is left alone and refused.
[[nodiscard]] Result<void> listen_at(boost::asio::local::stream_protocol::acceptor& acceptor,
                                     const std::filesystem::path& path);

// The name of the user at the other end, or the number of one who has no name.
[[nodiscard]] std::string user_at(boost::asio::local::stream_protocol::socket& socket);

}  // namespace jono::http
