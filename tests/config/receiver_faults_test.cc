// SPDX-License-Identifier: EUPL-1.2
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/config_support.h"

namespace jono::config {
namespace {

using testing::HasSubstr;

// The one fault of a list of receivers.
std::string notify_fault(const std::string& receivers) {
  const auto all = faults_of(with_line_and_source("alerts:\n notify: [" + receivers + "]"));
  return all.size() == 1 ? all.front() : std::to_string(all.size()) + " faults";
}

TEST(ReceiverFaults, NamesAndStandIns) {
  const std::string am = "{type: alertmanager, urls: [\"http://a:1\"], ";
  EXPECT_THAT(notify_fault(am + "name: a}, " + am + "name: a}"),
              HasSubstr("alerts.notify[1]: a second receiver with the name 'a'"));
  EXPECT_THAT(notify_fault(am + "name: 'a b'}"), HasSubstr("expected a name"));
  EXPECT_THAT(notify_fault(am + "instead_of: [alertmanger]}"),
              HasSubstr("alerts.notify[0].instead_of: no such receiver: 'alertmanger'"));
  EXPECT_THAT(notify_fault(am + "instead_of: [alertmanager]}"),
              HasSubstr("alerts.notify[0].instead_of: it would stand in for itself"));
  EXPECT_EQ(notify_fault(am + "name: a, instead_of: [b]}, " + am + "name: b, instead_of: [c]}, " +
                         am + "name: c, instead_of: [a]}"),
            "3 faults");
  EXPECT_EQ(notify_fault(am + "name: a, instead_of: [b, c]}, " + am +
                         "name: b, instead_of: [c]}, " + am + "name: c}"),
            "0 faults");
  EXPECT_THAT(notify_fault(am + "instead_of: [h]}, {type: heartbeat, name: h, url: \"http://h\"}"),
              HasSubstr("'h' is a heartbeat"));
  EXPECT_THAT(notify_fault(am + "after: 1m}"), HasSubstr("instead_of says for whom"));
  EXPECT_THAT(notify_fault(am + "severities: []}"), HasSubstr("at least one"));
  EXPECT_THAT(notify_fault("{url: \"http://a\"}"), HasSubstr("missing key 'type'"));
}

TEST(ReceiverFaults, Addresses) {
  for (const char* url : {"", "a", "//a", "http://", "http:///x", "http://a:x", "http://a:0",
                          "http://a b", "http://::1", "smtp://a:25", "http://ä"}) {
    EXPECT_THAT(notify_fault("{type: heartbeat, url: \"" + std::string(url) + "\"}"),
                HasSubstr("alerts.notify[0].url: expected an address"))
        << url;
  }
  EXPECT_THAT(notify_fault("{type: heartbeat, url: \"http://u:p@a/\"}"),
              HasSubstr("no user or password in an address"));
  EXPECT_EQ(notify_fault("{type: heartbeat, url: \"https://a.b/c?d=e@f\"}"), "0 faults");
  EXPECT_THAT(notify_fault("{type: alertmanager, urls: []}"), HasSubstr("at least one"));
  EXPECT_THAT(notify_fault("{type: alertmanager}"), HasSubstr("missing key 'urls'"));
}

TEST(ReceiverFaults, Webhooks) {
  const auto of = [](const std::string& rest) {
    return notify_fault("{type: webhook, url: \"http://a\", " + rest + "}");
  };
  EXPECT_THAT(of("method: GET"), HasSubstr("expected one of POST, PUT"));
  EXPECT_THAT(of("headers: {\"A b\": c}"),
              HasSubstr("alerts.notify[0].headers: A b is no name of a header"));
  EXPECT_THAT(of("headers: {A: \"b\\nc\"}"), HasSubstr("must be one line"));
  EXPECT_THAT(of("headers: {A: \"{{line}}\"}, secret_file: /s"),
              HasSubstr("there is no variable {{line}}"));
  EXPECT_THAT(of("headers: {A: \"{{secret}}\"}"), HasSubstr("secret_file says where it is"));
  EXPECT_THAT(of("body: \"{{secret}}\""), HasSubstr("secret_file says where it is"));
  EXPECT_THAT(of("signature_header: X-S"), HasSubstr(".signature_header: needs a secret_file"));
  EXPECT_THAT(of("content_type: image/png"), HasSubstr(".content_type: application/json, "));
  EXPECT_THAT(of("content_type: text/plain"), HasSubstr("without one the content type is"));
  EXPECT_THAT(of("body: \"{{a\\nb}}\""), HasSubstr("there is no variable {{a b}}"));
  EXPECT_THAT(of("signature_header: 'X S', secret_file: /s"),
              HasSubstr(".signature_header: no name of a header"));
  EXPECT_THAT(of("body: \"{{nobody}}\""), HasSubstr("there is no variable {{nobody}}"));
  EXPECT_THAT(of("body: " + std::string(17000, 'x')), HasSubstr("more than 8 KiB"));
}

TEST(ReceiverFaults, Mail) {
  const auto of = [](const std::string& server, const std::string& to, const std::string& rest) {
    return notify_fault("{type: mail, from: a@b, server: \"" + server + "\", to: [" + to + "]" +
                        rest + "}");
  };
  EXPECT_EQ(of("smtp://a:25", "b@c, 'On call <b@c>'", ""), "0 faults");
  EXPECT_THAT(of("http://a:25", "b@c", ""), HasSubstr("expected smtp://HOST:PORT"));
  EXPECT_THAT(of("smtp://a", "b@c", ""), HasSubstr("expected smtp://HOST:PORT"));
  for (const char* to : {"b", "'@c'", "b@", "b@c@d", "'b c@d'", "\"b@c\\r\\nRCPT\"", "'x <b@c'"}) {
    EXPECT_THAT(of("smtp://a:25", to, ""), HasSubstr("alerts.notify[0].to[0]: ")) << to;
  }
  EXPECT_THAT(of("smtp://a:25", "", ""), HasSubstr("at least one"));
  EXPECT_THAT(of("smtp://a:25", "b@c", ", user: u"), HasSubstr("go together"));
  EXPECT_THAT(of("smtp://a:25", "b@c", ", secret_file: /s"), HasSubstr("go together"));
}

TEST(ReceiverFaults, AHeartbeatIsToldNoAlerts) {
  EXPECT_THAT(notify_fault("{type: heartbeat, url: \"http://a\", severities: [page]}"),
              HasSubstr("unknown key 'severities'"));
  EXPECT_THAT(notify_fault("{type: heartbeat, url: \"http://a\", every: 0s}"),
              HasSubstr("more than 0"));
}

TEST(ReceiverFaults, TooMany) {
  std::string all;
  for (int i = 0; i < 21; ++i) all += "{type: heartbeat, url: \"http://a\"}, ";
  EXPECT_THAT(notify_fault(all), HasSubstr("alerts.notify: more than 20 receivers"));
}

}  // namespace
}  // namespace jono::config
