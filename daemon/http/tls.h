// SPDX-License-Identifier: EUPL-1.2
// The server's side of TLS, made of its files. Only .cc files of the server need what is inside.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "daemon/base/time.h"

namespace jono::http {

enum class TlsVersion { tls12, tls13 };
enum class ClientCertificates { none, if_given, required };  // those that are given are verified

struct TlsSettings {
  std::filesystem::path cert_file;  // PEM, the chain after it
  std::filesystem::path key_file;
  ClientCertificates clients = ClientCertificates::none;
  std::filesystem::path client_ca_file{};
  std::vector<std::string> client_sans{};  // empty: any
  TlsVersion least = TlsVersion::tls12;
  TlsVersion most = TlsVersion::tls13;
  std::vector<std::string> cipher_suites{};  // IANA's names, of TLS 1.2; empty: all good ones
  bool server_chooses = true;                // the suite
  std::vector<std::string> curves{};         // OpenSSL's names; empty: its own choice
};

// A suite for TLS 1.2 that is known and has neither known weaknesses nor keys without forward
// secrecy; or one of TLS 1.3.
[[nodiscard]] bool is_good_suite(std::string_view iana_name);

class TlsContext {
 public:
  struct Fault {
    std::string_view key;  // of the settings' fields: cert_file, …
    std::string what;      // one line
  };
  using Made = std::variant<std::shared_ptr<const TlsContext>, Fault>;

  [[nodiscard]] static Made make(const TlsSettings& settings);
  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  // When the server's own certificate ends.
  [[nodiscard]] Instant not_after() const { return not_after_; }

  struct Native;
  [[nodiscard]] Native& native() const { return *native_; }

 private:
  TlsContext();
  std::optional<Fault> load(const TlsSettings& settings);
  std::optional<Fault> set_rules(const TlsSettings& settings);
  std::optional<Fault> set_clients(const TlsSettings& settings);

  std::unique_ptr<Native> native_;
  Instant not_after_{};
};

}  // namespace jono::http
