// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/http_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <set>
#include <thread>
#include <tuple>
#include <utility>

#include "daemon/http/connection.h"
#include "daemon/http/control_socket.h"
#include "daemon/http/peer_address.h"

namespace jono::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Unix = asio::local::stream_protocol;
using boost::system::error_code;

void must_not_throw(const Log& log, const std::exception_ptr& thrown) {
  if (!thrown) return;
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& bug) {
    log(fmt::format("ended by {}", bug.what()));
  }
}

}  // namespace

struct HttpServer::Impl {
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
  Unix::acceptor local{io};
  asio::steady_timer pause{io};  // after a failed accept
  asio::steady_timer grace{io};  // while stopping
  Listen place;
  Shared shared;
  std::set<std::shared_ptr<Connection>> connections;
  Visitors comers{shared.limits.connection_rate};
  std::thread thread;

  Impl(Listen listen, std::vector<Route> routes, Log log, const Limits& limits)
      : place(std::move(listen)), shared{place.host,     place.language, std::move(routes),
                                         std::move(log), limits,         Door(place.access, limits),
                                         LateAnswers(io)} {
    for (const Route& route : shared.routes) {
      if (!route.frames) continue;
      shared.streams[&route] = std::make_shared<StreamHub>(io, route.frames, shared.log);
    }
  }

  [[nodiscard]] Error cannot_listen(const error_code& why) const;
  Result<void> listen();
  template <class Acceptor>
  void accept_at(Acceptor& from);
  template <class Acceptor>
  asio::awaitable<void> accept_all(Acceptor& from);
  void admit(tcp::socket socket);
  void admit(Unix::socket socket);
  void admit(Wire::Plain::socket_type socket, Peer peer);
  // The one of `address`, or of all where it is empty, that can best be done without; false: each
  // is being answered.
  bool close_one(const std::string& address = {});
  bool make_room(const std::string& address);
  void ended(const std::shared_ptr<Connection>& connection);
  void begin_stop();
};

Error HttpServer::Impl::cannot_listen(const error_code& why) const {
  const bool v6 = place.host.find(':') != std::string::npos;
  const std::string where =
      fmt::format(fmt::runtime(v6 ? "[{}]:{}" : "{}:{}"), place.host, place.port);
  const char* advice = why == asio::error::address_in_use
                           ? "; another program listens there: end it, or choose another port"
                           : "";
  return {Errc::give_up,
          fmt::format("http: cannot listen on {}: {}{}", where, why.message(), advice)};
}

Result<void> HttpServer::Impl::listen() {
  error_code failed;
  const auto address = asio::ip::make_address(place.host, failed);
  if (failed) return cannot_listen(failed);
  const tcp::endpoint endpoint(address, place.port);
  if (acceptor.open(endpoint.protocol(), failed) ||
      acceptor.set_option(tcp::acceptor::reuse_address(true), failed) ||
      acceptor.set_option(tcp::no_delay(true), failed) ||  // what is accepted inherits it
      acceptor.bind(endpoint, failed) ||
      acceptor.listen(asio::socket_base::max_listen_connections, failed)) {
    return cannot_listen(failed);
  }
  place.port = acceptor.local_endpoint().port();
  return place.socket.empty() ? Result<void>() : listen_at(local, place.socket);
}

template <class Acceptor>
void HttpServer::Impl::accept_at(Acceptor& from) {
  asio::co_spawn(io, accept_all(from),
                 [this](const std::exception_ptr& thrown) { must_not_throw(shared.log, thrown); });
}

template <class Acceptor>
asio::awaitable<void> HttpServer::Impl::accept_all(Acceptor& from) {
  error_code failed, reported;
  while (!shared.stopping) {
    auto socket = co_await from.async_accept(asio::redirect_error(asio::use_awaitable, failed));
    if (shared.stopping) co_return;
    if (!failed) {
      admit(std::move(socket));
      reported = {};
      continue;
    }
    // Most likely there are no file descriptors left: give one back, and do not spin.
    if (failed != reported) shared.log(fmt::format("cannot accept: {}", failed.message()));
    reported = failed;
    close_one();
    pause.expires_after(std::chrono::milliseconds(100));
    co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, failed));
  }
}

void HttpServer::Impl::admit(tcp::socket socket) {
  error_code gone;
  const tcp::endpoint end = socket.remote_endpoint(gone);
  if (gone) return;
  std::string address = place_of(end.address());
  if (!make_room(address)) return;
  admit(std::move(socket),
        {.address = std::move(address), .whereabouts = std::string(whereabouts_of(end.address()))});
}

void HttpServer::Impl::admit(Unix::socket socket) {
  std::string user = user_at(socket);
  admit(std::move(socket), {.user = std::move(user)});
}

void HttpServer::Impl::admit(Wire::Plain::socket_type socket, Peer peer) {
  if (connections.size() >= shared.limits.connections && !close_one()) return;
  const auto connection = std::make_shared<Connection>(std::move(socket), std::move(peer), shared);
  connections.insert(connection);
  asio::co_spawn(io, Connection::serve(connection),
                 [this, connection](const std::exception_ptr& thrown) {
                   must_not_throw(shared.log, thrown);
                   ended(connection);
                 });
}

bool HttpServer::Impl::make_room(const std::string& address) {
  if (shared.door.access()->open) return true;
  if (!comers.may(address, std::chrono::steady_clock::now())) return false;
  const auto its = std::ranges::count_if(
      connections, [&](const auto& c) { return c->peer().address == address; });
  const bool too_many = static_cast<std::size_t>(its) >= shared.limits.connections_of_peer;
  return !too_many || close_one(address);
}

bool HttpServer::Impl::close_one(const std::string& address) {
  const auto order = [&](const std::shared_ptr<Connection>& c) {
    const bool another = !address.empty() && c->peer().address != address;
    // One that is new and has not come to speak yet is no better to lose than one that has begun.
    return std::tuple(another, std::max(c->step(), Connection::Step::reading), c->since());
  };
  const auto first = std::ranges::min_element(connections, {}, order);
  if (first == connections.end() || (*first)->step() == Connection::Step::answering) return false;
  if (!address.empty() && (*first)->peer().address != address) return false;
  (*first)->close();
  connections.erase(first);  // now, so that it is not chosen again
  return true;
}

void HttpServer::Impl::ended(const std::shared_ptr<Connection>& connection) {
  connections.erase(connection);
  if (shared.stopping && connections.empty()) grace.cancel();
}

void HttpServer::Impl::begin_stop() {
  shared.stopping = true;
  error_code failed;
  if (acceptor.close(failed)) shared.log(fmt::format("closing: {}", failed.message()));
  if (local.is_open()) {
    std::filesystem::remove(place.socket, failed);
    if (local.close(failed)) shared.log(fmt::format("closing: {}", failed.message()));
  }
  pause.cancel();
  for (const auto& [route, hub] : shared.streams) hub->stop();
  for (const auto& connection : connections) {
    if (connection->step() < Connection::Step::sending) connection->close();
  }
  if (connections.empty()) return;
  grace.expires_after(shared.limits.stop);
  grace.async_wait([this](const error_code& cancelled) {
    if (cancelled) return;
    for (const auto& connection : connections) connection->close();
    shared.late.give_up();
  });
}

HttpServer::HttpServer(Listen listen, std::vector<Route> routes, Log log, const Limits& limits)
    : impl_(std::make_unique<Impl>(std::move(listen), std::move(routes), std::move(log), limits)) {}

HttpServer::~HttpServer() { stop(); }

Result<void> HttpServer::start() {
  if (auto listening = impl_->listen(); !listening) return listening;
  impl_->accept_at(impl_->acceptor);
  if (impl_->local.is_open()) impl_->accept_at(impl_->local);
  impl_->thread = std::thread([this] { impl_->io.run(); });
  return {};
}

void HttpServer::renew(std::shared_ptr<const Access> access) {
  asio::post(impl_->io, [this, access = std::move(access)]() mutable {
    impl_->shared.door.renew(std::move(access));
  });
}

std::uint16_t HttpServer::port() const { return impl_->place.port; }

void HttpServer::stop() {
  if (!impl_->thread.joinable()) return;
  asio::post(impl_->io, [this] { impl_->begin_stop(); });
  impl_->thread.join();
  impl_->shared.late.close();
  impl_->shared.workers.join();
  impl_->shared.door.join();
  for (const auto& [route, hub] : impl_->shared.streams) hub->join();
}

}  // namespace jono::http
