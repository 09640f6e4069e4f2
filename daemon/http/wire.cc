// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/wire.h"

#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "daemon/http/tls_native.h"

namespace jono::http {

namespace asio = boost::asio;
using boost::system::error_code;

Wire::Wire(Plain::socket_type socket, std::shared_ptr<const TlsContext> tls)
    : context_(std::move(tls)), plain_(std::move(socket)) {
  if (context_) tls_.emplace(plain_, context_->native().context);
}

asio::awaitable<bool> Wire::shake_hands() {
  if (!tls_) co_return true;
  error_code failed;
  co_await tls_->async_handshake(asio::ssl::stream_base::server,
                                 asio::redirect_error(asio::use_awaitable, failed));
  co_return !failed;
}

asio::awaitable<void> Wire::finish() {
  error_code failed;
  if (tls_) {
    co_await tls_->async_shutdown(asio::redirect_error(asio::use_awaitable, failed));
    co_return;
  }
  if (plain_.socket().shutdown(asio::socket_base::shutdown_send, failed)) co_return;
  std::array<char, 4096> rest;
  while (!failed) {
    co_await plain_.async_read_some(asio::buffer(rest),
                                    asio::redirect_error(asio::use_awaitable, failed));
  }
}

std::string Wire::certificate_name() {
  if (!tls_) return {};
  const X509* const certificate = ::SSL_get0_peer_certificate(tls_->native_handle());
  if (certificate == nullptr) return {};
  std::array<char, 256> name{};
  const int size = ::X509_NAME_get_text_by_NID(::X509_get_subject_name(certificate), NID_commonName,
                                               name.data(), name.size());
  std::string out(name.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  std::ranges::replace_if(out, [](char c) { return c < ' ' || c == '\x7f'; }, '?');
  return out.empty() ? "without a name" : out;
}

}  // namespace jono::http
