// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/web_config.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "daemon/config/scalars.h"
#include "daemon/config/text.h"
#include "daemon/http/secrets.h"
#include "daemon/http/tls.h"

namespace jono::config {
namespace {

using http::ClientCertificates;
using http::TlsSettings;
using http::TlsVersion;

std::optional<TlsVersion> version(const Node& node) {
  const auto text = text_of(node, "TLS12 or TLS13");
  if (text && (*text == "TLS10" || *text == "TLS11")) {
    node.fault(in_quotes(*text) + " is not secure any more: TLS12 or TLS13");
    return std::nullopt;
  }
  return choice<TlsVersion>(node, {{"TLS12", TlsVersion::tls12}, {"TLS13", TlsVersion::tls13}});
}

std::optional<ClientCertificates> client_auth(const Node& node) {
  const auto text = text_of(node, "a client_auth_type");
  if (text && (*text == "RequestClientCert" || *text == "RequireAnyClientCert")) {
    node.fault(in_quotes(*text) +
               " is not supported: it verifies nothing; RequireAndVerifyClientCert does");
    return std::nullopt;
  }
  return choice<ClientCertificates>(node,
                                    {{"NoClientCert", ClientCertificates::none},
                                     {"VerifyClientCertIfGiven", ClientCertificates::if_given},
                                     {"RequireAndVerifyClientCert", ClientCertificates::required}});
}

std::optional<std::vector<std::string>> words(const Node& node) {
  std::vector<std::string> out;
  for (const Node& item : items_of(node, "a list")) {
    if (auto one = word(item)) out.push_back(std::move(*one));
  }
  return out;
}

std::optional<std::vector<std::string>> suites(const Node& node) {
  std::vector<std::string> out;
  for (const Node& item : items_of(node, "a list of cipher suites")) {
    auto name = word(item);
    if (!name) continue;
    if (!http::is_good_suite(*name)) {
      item.fault(in_quotes(*name) +
                 " is unknown or weak: take suites such as TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    }
    out.push_back(std::move(*name));
  }
  return out;
}

std::optional<std::vector<std::string>> curves(const Node& node) {
  std::vector<std::string> out;
  for (const Node& item : items_of(node, "a list of curves")) {
    const auto name = choice<std::string>(item, {{"X25519", "X25519"},
                                                 {"CurveP256", "P-256"},
                                                 {"CurveP384", "P-384"},
                                                 {"CurveP521", "P-521"}});
    if (name) out.push_back(*name);
  }
  return out;
}

// One header's value: what could end it would begin another.
std::optional<std::string> header_value(const Node& node) {
  auto out = word(node);
  const auto bad = [](char c) { return c < ' ' || c == '\x7f'; };
  if (!out || std::ranges::none_of(*out, bad)) return out;
  node.fault("a header's value is one line");
  return std::nullopt;
}

void read_headers(const Node& node, http::Access& into) {
  Keys keys(node);
  for (const char* name : {"Strict-Transport-Security", "Content-Security-Policy",
                           "X-Frame-Options", "X-Content-Type-Options", "X-XSS-Protection"}) {
    std::string value;
    if (keys.read(name, value, header_value)) into.headers.emplace_back(name, std::move(value));
  }
}

void read_http(const Node& node, http::Access& into) {
  Keys keys(node);
  if (const auto http2 = keys.find("http2"); http2 && boolean(*http2).value_or(false)) {
    http2->fault("HTTP/2 is not supported: false, or leave it out");
  }
  if (const auto headers = keys.find("headers")) read_headers(*headers, into);
}

void read_users(const Node& node, http::Access& into) {
  for (const auto& [name, hash] : entries_of(node, "a map of users")) {
    const auto text = text_of(hash, "a bcrypt hash");
    if (!text) continue;
    if (name.find(':') != std::string::npos) hash.fault("no colon in a user's name");
    if (!http::is_bcrypt(*text)) {
      // Not shown: it may be the password itself.
      hash.fault("not a bcrypt hash with a cost of 4 to 15: htpasswd -nBC 10 makes one");
    }
    into.users.push_back({name, std::string(*text)});
  }
}

class TlsReader {
 public:
  TlsReader(const Node& node, const std::filesystem::path& folder) : node_(node), folder_(folder) {}

  void read(http::Access& into, std::vector<Fault>& faults) {
    const std::size_t before = faults.size();
    read_keys();
    if (faults.size() != before) return;
    check_together();
    if (faults.size() != before) return;
    into.files = {out_.cert_file, out_.key_file};
    if (!out_.client_ca_file.empty()) into.files.push_back(out_.client_ca_file);
    auto made = http::TlsContext::make(out_);
    if (const auto* fault = std::get_if<http::TlsContext::Fault>(&made)) {
      fault_at(fault->key, fault->what);
      return;
    }
    into.tls = std::get<std::shared_ptr<const http::TlsContext>>(std::move(made));
    into.certificates = out_.clients != ClientCertificates::none;
  }

 private:
  void read_keys() {
    const auto path = [&](const Node& n) -> std::optional<std::filesystem::path> {
      const auto text = word(n);
      if (!text) return std::nullopt;
      return folder_ / *text;
    };
    Keys keys(node_);
    keys.require("cert_file", out_.cert_file, path);
    keys.require("key_file", out_.key_file, path);
    keys.read("client_auth_type", out_.clients, client_auth);
    keys.read("client_ca_file", out_.client_ca_file, path);
    keys.read("client_allowed_sans", out_.client_sans, words);
    keys.read("min_version", out_.least, version);
    keys.read("max_version", out_.most, version);
    keys.read("cipher_suites", out_.cipher_suites, suites);
    keys.read("prefer_server_cipher_suites", out_.server_chooses, boolean);
    keys.read("curve_preferences", out_.curves, curves);
  }

  void check_together() const {
    const bool asks = out_.clients != ClientCertificates::none;
    if (asks && out_.client_ca_file.empty()) {
      fault_at("client_auth_type", "client_ca_file is needed to verify with");
    }
    if (!asks && !out_.client_ca_file.empty()) {
      fault_at("client_ca_file", "without a client_auth_type that verifies, nobody is asked");
    }
    if (!asks && !out_.client_sans.empty()) {
      fault_at("client_allowed_sans", "without a client_auth_type that verifies, nobody is asked");
    }
    if (out_.least > out_.most) fault_at("max_version", "is below min_version");
  }

  void fault_at(std::string_view key, std::string_view what) const {
    const auto& members = node_.value().members;
    const auto found = std::ranges::find(members, key, &Member::key);
    const Node at = found == members.end() ? node_ : node_.member(*found);
    at.fault(one_line_of(printable(what)));
  }

  Node node_;
  std::filesystem::path folder_;
  TlsSettings out_;
};

}  // namespace

http::Access web_config(const Node& root, const std::filesystem::path& folder) {
  http::Access out;
  Keys keys(root);
  if (const auto tls = keys.find("tls_server_config"); tls && !tls->is_nothing()) {
    TlsReader(*tls, folder).read(out, root.faults());
  }
  if (const auto http = keys.find("http_server_config")) read_http(*http, out);
  if (const auto users = keys.find("basic_auth_users")) read_users(*users, out);
  return out;
}

}  // namespace jono::config
