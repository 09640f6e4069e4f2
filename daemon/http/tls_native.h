// SPDX-License-Identifier: EUPL-1.2
// What is inside a TlsContext. Only for the server's own files: it brings Asio and OpenSSL.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <string>
#include <vector>

#include "daemon/http/tls.h"

namespace jono::http {

struct TlsContext::Native {
  boost::asio::ssl::context context{boost::asio::ssl::context::tls_server};
  std::vector<std::string> client_sans;  // empty: any
};

}  // namespace jono::http
