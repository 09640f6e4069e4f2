// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/door.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace jono::http {
namespace {

namespace asio = boost::asio;

asio::awaitable<bool> check(std::string password, std::string hash) {
  co_return check_password(password, hash);
}

Caller known(std::string_view how, std::string_view name, const Peer& peer, Role role) {
  return {fmt::format("{} {} ({})", how, name, peer.whereabouts), role};
}

}  // namespace

Door::Door(std::shared_ptr<const Access> access, const Limits& limits)
    : most_checks_(limits.password_checks), most_of_peer_(limits.password_checks_of_peer) {
  renew(std::move(access));
}

void Door::renew(std::shared_ptr<const Access> access) {
  access_ = std::move(access);
  nobodys_hash_ = nobodys_hash(access_->users);
}

asio::awaitable<std::optional<Caller>> Door::ask(Peer peer, Credentials given) {
  if (peer.user) co_return Caller{*peer.user, std::nullopt, true};
  if (access_->open) co_return Caller{{}, Role::viewer};
  if (const auto* const bearer = std::get_if<Bearer>(&given)) {
    const Token* const token = find_token(access_->tokens, bearer->token);
    if (token == nullptr) co_return Caller{};
    co_return known("token", token->name, peer, token->role);
  }
  if (auto* const password = std::get_if<Password>(&given)) {
    if (access_->users.empty()) co_return Caller{};
    co_return co_await ask_password(std::move(peer), std::move(*password));
  }
  // Where passwords are asked for, a certificate alone does not do: both were configured.
  if (access_->certificates && access_->users.empty() && !peer.certificate.empty()) {
    co_return known("certificate", peer.certificate, peer, access_->role_of_name(peer.certificate));
  }
  co_return Caller{};
}

asio::awaitable<std::optional<Caller>> Door::ask_password(Peer peer, Password given) {
  const auto access = access_;  // what is asked now, whatever comes meanwhile
  const auto user = std::ranges::find(access->users, given.user, &User::name);
  const bool exists = user != access->users.end();
  const auto caller = [&] {
    return known("user", user->name, peer, access->role_of_name(user->name));
  };
  if (exists && remembered_.knows(*user, given.password, std::chrono::steady_clock::now())) {
    co_return caller();
  }
  const auto mine = of_address_.find(peer.address);
  if (checks_ >= most_checks_ || (mine != of_address_.end() && mine->second >= most_of_peer_)) {
    co_return std::nullopt;
  }
  ++checks_;
  ++of_address_[peer.address];
  const bool right = co_await asio::co_spawn(
      checker_, check(given.password, exists ? user->hash : nobodys_hash_), asio::use_awaitable);
  --checks_;
  if (--of_address_[peer.address] == 0) of_address_.erase(peer.address);
  if (!exists || !right) co_return Caller{};
  remembered_.remember(*user, given.password, std::chrono::steady_clock::now());
  co_return caller();
}

}  // namespace jono::http
