// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/access.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "tests/config/config_support.h"

namespace jono::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kHash = "$2b$10$" + std::string(53, 'a');

class AccessFiles : public testing::Test {
 protected:
  AccessFiles() {
    std::string pattern = testing::TempDir() + "jono_access_XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~AccessFiles() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path write(const std::string& name, const std::string& text) {
    const auto path = folder_ / name;
    std::ofstream(path) << text;
    ::chmod(path.c_str(), 0600);
    return path;
  }
  Http web(const std::string& text) {
    return {.socket = {}, .web_config = write("web.yaml", text)};
  }
  Http tokens(const std::string& text) {
    return {.socket = {}, .tokens = write("tokens.yaml", text)};
  }

  std::filesystem::path folder_;
};

std::vector<std::string> faults_in(const Http& http) {
  const AccessOutcome outcome = load_access(http);
  std::vector<std::string> out;
  const auto* const all = std::get_if<std::vector<Faults>>(&outcome);
  if (all == nullptr) return out;
  for (const Faults& each : *all) {
    for (const Fault& f : each.faults) {
      out.push_back(std::filesystem::path(each.file).filename().string() + ":" +
                    std::to_string(f.place.line) + ":" + std::to_string(f.place.column) + ": " +
                    f.what);
    }
  }
  return out;
}

http::Access good(const Http& http) {
  AccessOutcome outcome = load_access(http);
  return *std::get<std::shared_ptr<const http::Access>>(outcome);
}

TEST_F(AccessFiles, WithoutAnyThisMachineIsOpen) {
  EXPECT_TRUE(good({}).open);
  EXPECT_TRUE(good({.host = "::1", .socket = {}}).open);
  EXPECT_FALSE(good({.host = "0.0.0.0", .socket = {}, .public_wall = true}).open);
}

TEST_F(AccessFiles, UsersCloseTheDoor) {
  const http::Access access = good(web("basic_auth_users: {anna: " + kHash + "}\n"));
  EXPECT_FALSE(access.open);
  ASSERT_EQ(access.users.size(), 1U);
  EXPECT_EQ(access.users[0].name, "anna");
  EXPECT_EQ(access.role_of_name("anna"), http::Role::viewer);
}

TEST_F(AccessFiles, EachFaultOfTheWebConfigHasItsPlace) {
  EXPECT_THAT(faults_in(web(R"(tls_server_config:
  cert_file: a.pem
  min_version: TLS10
  client_auth_type: RequireAnyClientCert
  cipher_suites: [TLS_RSA_WITH_RC4_128_SHA, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA]
  curve_preferences: [CurveP192]
  cert: inline
http_server_config:
  http2: true
  headers: {Strict-Transport-Security: max-age=1, Server: x}
basic_auth_users: {anna: secret}
rate_limit: {burst: 1}
)")),
              ElementsAre(HasSubstr("web.yaml:2:3: tls_server_config: missing key 'key_file'"),
                          HasSubstr("web.yaml:3:16: tls_server_config.min_version: 'TLS10' is not"),
                          HasSubstr("web.yaml:4:21: tls_server_config.client_auth_type: "),
                          HasSubstr("web.yaml:5:19: tls_server_config.cipher_suites[0]: "),
                          HasSubstr("web.yaml:5:45: tls_server_config.cipher_suites[1]: "),
                          HasSubstr("web.yaml:6:23: tls_server_config.curve_preferences[0]: "),
                          HasSubstr("web.yaml:7:3: tls_server_config: unknown key 'cert'"),
                          HasSubstr("web.yaml:9:10: http_server_config.http2: HTTP/2 is not"),
                          HasSubstr("web.yaml:10:51: http_server_config.headers: unknown key"),
                          HasSubstr("web.yaml:11:26: basic_auth_users.anna: not a bcrypt hash"),
                          HasSubstr("web.yaml:12:1: unknown key 'rate_limit'")));
}

TEST_F(AccessFiles, ASecretInTheWrongPlaceIsNotShown) {
  for (const auto& fault : faults_in(web("basic_auth_users: {anna: hunter2}\n"))) {
    EXPECT_EQ(fault.find("hunter2"), std::string::npos) << fault;
  }
  const Http http = tokens("tokens: [{name: a, role: viewer, blake2b: hunter2}]\n");
  EXPECT_THAT(faults_in(http), ElementsAre(HasSubstr("tokens.yaml:1:43: ")));
  EXPECT_EQ(faults_in(http)[0].find("hunter2"), std::string::npos);
}

TEST_F(AccessFiles, CertificatesAreOpenedAndBlamedWhereTheyAreNamed) {
  write("odd.pem", "not a certificate\n");
  EXPECT_THAT(faults_in(web("tls_server_config: {cert_file: odd.pem, key_file: odd.pem}\n")),
              ElementsAre(HasSubstr("web.yaml:1:32: tls_server_config.cert_file: ")));
  EXPECT_THAT(faults_in(web("tls_server_config: {cert_file: gone.pem, key_file: gone.pem}\n")),
              ElementsAre(HasSubstr("gone.pem")));
}

TEST_F(AccessFiles, WhatVerifiesNobodyIsRefused) {
  const std::string files = "tls_server_config: {cert_file: a, key_file: a, ";
  EXPECT_THAT(faults_in(web(files + "client_auth_type: RequireAndVerifyClientCert}\n")),
              ElementsAre(HasSubstr("client_ca_file is needed")));
  EXPECT_THAT(faults_in(web(files + "client_ca_file: c}\n")),
              ElementsAre(HasSubstr("nobody is asked")));
  EXPECT_THAT(faults_in(web(files + "client_allowed_sans: [x]}\n")),
              ElementsAre(HasSubstr("nobody is asked")));
}

TEST_F(AccessFiles, TokensAndRolesAreRead) {
  const std::string digest(64, 'a');
  const http::Access access =
      good(tokens("tokens:\n  - {name: prometheus, role: metrics, blake2b: " + digest +
                  "}\nroles: {anna: operator}\n"));
  ASSERT_EQ(access.tokens.size(), 1U);
  EXPECT_EQ(access.tokens[0].role, http::Role::metrics);
  EXPECT_EQ(access.tokens[0].digest[31], 0xaa);
  EXPECT_EQ(access.role_of_name("anna"), http::Role::operators);
  EXPECT_FALSE(access.open);
}

TEST_F(AccessFiles, TokensThatOthersMayReadAreRefused) {
  const Http http = tokens("tokens: []\n");
  EXPECT_THAT(faults_in(http), IsEmpty());
  for (const mode_t mode : {0640U, 0604U, 0620U}) {
    ::chmod(http.tokens.c_str(), mode);
    EXPECT_THAT(faults_in(http), ElementsAre(HasSubstr("tokens.yaml:1:1: others than its owner")));
  }
}

TEST_F(AccessFiles, TwoTokensOfOneNameAreRefused) {
  const std::string a(64, 'a'), b(64, 'b');
  EXPECT_THAT(faults_in(tokens("tokens: [{name: x, role: viewer, blake2b: " + a +
                               "}, {name: x, role: viewer, blake2b: " + b + "}]\n")),
              ElementsAre(HasSubstr("a second token")));
}

TEST_F(AccessFiles, AWiderAddressNeedsAuthenticationAndTls) {
  const auto wide = [](Http http) {
    http.host = "0.0.0.0";
    return http;
  };
  EXPECT_THAT(faults_in(wide(web("{}\n"))), ElementsAre(HasSubstr("http.listen is not loopback")));
  EXPECT_THAT(faults_in(wide(web("basic_auth_users: {anna: " + kHash + "}\n"))),
              ElementsAre(HasSubstr("without tls_server_config")));
}

TEST(AccessFaults, AWiderAddressIsJudgedInTheConfigurationToo) {
  const auto of = [](const std::string& http) {
    return faults_of(with_line_and_source("http: {" + http + "}"));
  };
  EXPECT_THAT(
      of("listen: 0.0.0.0:80"),
      ElementsAre(HasSubstr("3:16: http.listen: '0.0.0.0' is no numeric loopback address")));
  EXPECT_THAT(of("listen: '[::]:80', public_wall: true"), IsEmpty());
  EXPECT_THAT(of("listen: 10.0.0.1:80, web_config: /x"), IsEmpty());
  EXPECT_THAT(of("listen: 10.0.0.1:80, tokens: /x"), ElementsAre(HasSubstr("tokens need TLS")));
  EXPECT_THAT(of("listen: 'somewhere:80', web_config: /x"),
              ElementsAre(HasSubstr("no numeric address")));
  EXPECT_THAT(of("public_wall: perhaps"), ElementsAre(HasSubstr("http.public_wall")));
}

}  // namespace
}  // namespace jono::config
