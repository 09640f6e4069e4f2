// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/tls.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "daemon/http/tls_native.h"

namespace jono::http {
namespace {

using boost::system::error_code;
using Fault = TlsContext::Fault;

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ":") + name;
  return out;
}

// OpenSSL's name of a suite; nullptr: it has none.
const char* openssl_name(const std::string& iana_name) {
  const char* const name = ::OPENSSL_cipher_name(iana_name.c_str());
  return name == nullptr || std::string_view(name) == "(NONE)" ? nullptr : name;
}

bool is_of_tls13(std::string_view name) { return name.find("_WITH_") == std::string_view::npos; }

int number_of(TlsVersion version) {
  return version == TlsVersion::tls12 ? TLS1_2_VERSION : TLS1_3_VERSION;
}

std::string file_fault(const std::filesystem::path& path, const error_code& why) {
  ::ERR_clear_error();
  return fmt::format("{}: {}", path.string(), why.message());
}

// What a certificate's subject alternative name says; empty for kinds that nobody lists.
std::string text_of(const GENERAL_NAME& name) {
  const auto text = [](const ASN1_STRING* s) {
    return std::string(reinterpret_cast<const char*>(::ASN1_STRING_get0_data(s)),
                       static_cast<std::size_t>(::ASN1_STRING_length(s)));
  };
  switch (name.type) {
    case GEN_DNS:
      return text(name.d.dNSName);
    case GEN_EMAIL:
      return text(name.d.rfc822Name);
    case GEN_URI:
      return text(name.d.uniformResourceIdentifier);
    case GEN_IPADD: {
      const std::string raw = text(name.d.iPAddress);
      std::array<char, INET6_ADDRSTRLEN> out{};
      const int family = raw.size() == sizeof(in_addr) ? AF_INET : AF_INET6;
      if (family == AF_INET6 && raw.size() != sizeof(in6_addr)) return {};
      ::inet_ntop(family, raw.data(), out.data(), out.size());
      return out.data();
    }
    default:
      return {};
  }
}

bool has_one_of(X509* certificate, const std::vector<std::string>& wanted) {
  auto* const names = static_cast<GENERAL_NAMES*>(
      ::X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  bool found = false;
  for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
    const std::string text = text_of(*sk_GENERAL_NAME_value(names, i));
    found = found || (!text.empty() && std::ranges::find(wanted, text) != wanted.end());
  }
  ::GENERAL_NAMES_free(names);
  return found;
}

// OpenSSL's own judgement, and then the list of names.
int verify_client(X509_STORE_CTX* store, void* native) {
  if (::X509_verify_cert(store) != 1) return 0;
  const auto& sans = static_cast<const TlsContext::Native*>(native)->client_sans;
  if (sans.empty() || has_one_of(::X509_STORE_CTX_get0_cert(store), sans)) return 1;
  ::X509_STORE_CTX_set_error(store, X509_V_ERR_HOSTNAME_MISMATCH);
  return 0;
}

}  // namespace

bool is_good_suite(std::string_view iana_name) {
  const std::string name(iana_name);
  if (openssl_name(name) == nullptr) return false;
  if (is_of_tls13(name)) return name.find("CCM_8") == std::string::npos;
  return name.starts_with("TLS_ECDHE_") && name.find("_PSK_") == std::string::npos &&
         (name.find("_GCM_") != std::string::npos || name.find("_CHACHA20_") != std::string::npos);
}

TlsContext::TlsContext() : native_(std::make_unique<Native>()) {}
TlsContext::~TlsContext() = default;

TlsContext::Made TlsContext::make(const TlsSettings& settings) {
  std::shared_ptr<TlsContext> out(new TlsContext());
  if (auto fault = out->load(settings)) return *std::move(fault);
  if (auto fault = out->set_rules(settings)) return *std::move(fault);
  if (auto fault = out->set_clients(settings)) return *std::move(fault);
  return std::shared_ptr<const TlsContext>(std::move(out));
}

std::optional<Fault> TlsContext::load(const TlsSettings& settings) {
  auto& context = native_->context;
  SSL_CTX* const raw = context.native_handle();
  error_code failed;
  if (context.use_certificate_chain_file(settings.cert_file.string(), failed)) {
    return Fault{"cert_file", file_fault(settings.cert_file, failed)};
  }
  if (context.use_private_key_file(settings.key_file.string(), boost::asio::ssl::context::pem,
                                   failed)) {
    return Fault{"key_file", file_fault(settings.key_file, failed)};
  }
  if (::SSL_CTX_check_private_key(raw) != 1) {
    ::ERR_clear_error();
    return Fault{"key_file", fmt::format("{}: this is not the key of the certificate in {}",
                                         settings.key_file.string(), settings.cert_file.string())};
  }
  std::tm end{};
  if (::ASN1_TIME_to_tm(::X509_get0_notAfter(::SSL_CTX_get0_certificate(raw)), &end) != 1) {
    return Fault{"cert_file", settings.cert_file.string() + ": nobody can tell when it ends"};
  }
  not_after_ = Instant(std::chrono::seconds(::timegm(&end)));
  return std::nullopt;
}

std::optional<Fault> TlsContext::set_rules(const TlsSettings& settings) {
  SSL_CTX* const raw = native_->context.native_handle();
  ::SSL_CTX_set_min_proto_version(raw, number_of(settings.least));
  ::SSL_CTX_set_max_proto_version(raw, number_of(settings.most));
  ::SSL_CTX_set_options(raw, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
  if (settings.server_chooses) ::SSL_CTX_set_options(raw, SSL_OP_CIPHER_SERVER_PREFERENCE);
  ::SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS);
  // Tickets hold what a session is, so that nothing grows here.
  ::SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_OFF);
  constexpr std::array<unsigned char, 4> kServer = {'j', 'o', 'n', 'o'};
  ::SSL_CTX_set_session_id_context(raw, kServer.data(), kServer.size());
  std::vector<std::string> old, newer;
  for (const std::string& name : settings.cipher_suites) {
    (is_of_tls13(name) ? newer : old).emplace_back(openssl_name(name));
  }
  const std::string suites = old.empty() ? "ECDHE+AESGCM:ECDHE+CHACHA20:!PSK:!aNULL" : joined(old);
  if (::SSL_CTX_set_cipher_list(raw, suites.c_str()) != 1 ||
      (!newer.empty() && ::SSL_CTX_set_ciphersuites(raw, joined(newer).c_str()) != 1)) {
    ::ERR_clear_error();
    return Fault{"cipher_suites", "OpenSSL does not take these"};
  }
  if (!settings.curves.empty() &&
      ::SSL_CTX_set1_groups_list(raw, joined(settings.curves).c_str()) != 1) {
    ::ERR_clear_error();
    return Fault{"curve_preferences", "OpenSSL does not take these"};
  }
  return std::nullopt;
}

std::optional<Fault> TlsContext::set_clients(const TlsSettings& settings) {
  if (settings.clients == ClientCertificates::none) return std::nullopt;
  auto& context = native_->context;
  SSL_CTX* const raw = context.native_handle();
  error_code failed;
  if (context.load_verify_file(settings.client_ca_file.string(), failed)) {
    return Fault{"client_ca_file", file_fault(settings.client_ca_file, failed)};
  }
  // So that clients with several certificates know which to send.
  ::SSL_CTX_set_client_CA_list(raw, ::SSL_load_client_CA_file(settings.client_ca_file.c_str()));
  native_->client_sans = settings.client_sans;
  const bool required = settings.clients == ClientCertificates::required;
  ::SSL_CTX_set_verify(raw, SSL_VERIFY_PEER | (required ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0),
                       nullptr);
  ::SSL_CTX_set_cert_verify_callback(raw, verify_client, native_.get());
  return std::nullopt;
}

}  // namespace jono::http
