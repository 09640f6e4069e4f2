// SPDX-License-Identifier: EUPL-1.2
// A client's bytes, plain or under TLS, as one stream. Only for the server's own files: it brings
// Asio and Beast.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "daemon/http/tls.h"

namespace jono::http {

class Wire {
 public:
  using Plain = boost::beast::basic_stream<boost::asio::generic::stream_protocol>;
  using executor_type = Plain::executor_type;

  // `tls` null: without.
  Wire(Plain::socket_type socket, std::shared_ptr<const TlsContext> tls);

  executor_type get_executor() noexcept { return plain_.get_executor(); }
  // Deadlines are its, and those under TLS too.
  [[nodiscard]] Plain& plain() { return plain_; }

  // Nothing to do without TLS. False: it failed.
  boost::asio::awaitable<bool> shake_hands();
  // Says that no more will come.
  boost::asio::awaitable<void> finish();
  // The common name in the client's verified certificate; empty: it gave none.
  [[nodiscard]] std::string certificate_name();

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    if (tls_) return tls_->async_read_some(buffers, std::forward<Token>(token));
    return plain_.async_read_some(buffers, std::forward<Token>(token));
  }
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    if (tls_) return tls_->async_write_some(buffers, std::forward<Token>(token));
    return plain_.async_write_some(buffers, std::forward<Token>(token));
  }

 private:
  std::shared_ptr<const TlsContext> context_;
  Plain plain_;
  std::optional<boost::beast::ssl_stream<Plain&>> tls_;
};

}  // namespace jono::http
