// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/control_socket.h"

#include <fmt/format.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>

namespace jono::http {
namespace {

namespace asio = boost::asio;
using Unix = asio::local::stream_protocol;
using boost::system::error_code;

Error refused(const std::filesystem::path& path, std::string_view why) {
  return {Errc::give_up, fmt::format("http: cannot listen at {}: {}", path.string(), why)};
}

// Makes room for a new socket where an old one is dead.
Result<void> clear_away(const std::filesystem::path& path) {
  struct stat status{};
  if (::lstat(path.c_str(), &status) != 0) return {};
  if (!S_ISSOCK(status.st_mode)) {
    return refused(path, "something that is no socket is there: move it away");
  }
  asio::io_context io;
  Unix::socket probe(io);
  error_code failed;
  if (!probe.connect(Unix::endpoint(path.string()), failed)) {
    return refused(path, "another daemon answers there: stop it, or configure another http.socket");
  }
  if (failed != asio::error::connection_refused) return refused(path, failed.message());
  if (::unlink(path.c_str()) != 0) return refused(path, "the old socket cannot be removed");
  return {};
}

}  // namespace

Result<void> listen_at(Unix::acceptor& acceptor, const std::filesystem::path& path) {
  if (path.native().size() >= sizeof(sockaddr_un::sun_path)) {
    return refused(path, "a socket's path has at most 107 bytes");
  }
  if (auto cleared = clear_away(path); !cleared) return cleared;
  const Unix::endpoint endpoint(path.string());
  error_code failed;
  if (acceptor.open(endpoint.protocol(), failed) || acceptor.bind(endpoint, failed)) {
    return refused(path, failed.message());
  }
  // Nobody gets in before it listens, so nobody gets in with the wrong mode.
  constexpr mode_t kMode = S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP;
  if (::chmod(path.c_str(), kMode) != 0) return refused(path, "its mode cannot be set");
  if (acceptor.listen(asio::socket_base::max_listen_connections, failed)) {
    return refused(path, failed.message());
  }
  return {};
}

std::string user_at(Unix::socket& socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return {};
  std::array<char, 16 * 1024> buffer;
  passwd entry{};
  passwd* found = nullptr;
  ::getpwuid_r(peer.uid, &entry, buffer.data(), buffer.size(), &found);
  return found != nullptr ? entry.pw_name : std::to_string(peer.uid);
}

}  // namespace jono::http
