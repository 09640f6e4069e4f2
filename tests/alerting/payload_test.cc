// SPDX-License-Identifier: EUPL-1.2
// What is said to receivers, byte for byte.
#include "alerting/payload.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "alerting/mail.h"
#include "alerting/transfer.h"
#include "tests/alerting/desk_world.h"

namespace jono::alerting {
namespace {

namespace json = boost::json;
using std::chrono::hours;
using std::chrono::minutes;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const calendar::Zone& helsinki() {
  static const auto zone = calendar::Zone::find("Europe/Helsinki");
  return *zone;
}
Audience audience(Language language = Language::fi) { return {language, helsinki()}; }

Telling telling(Told told) {
  Notice notice = notice_at(kStart);
  if (told != Told::firing) notice.ended = kStart + minutes(9);
  return {notice, told};
}

WebhookSettings templated(const std::string& content_type, const std::string& body) {
  WebhookSettings out;
  out.url = "http://example.invalid/hook";
  out.content_type = content_type;
  out.body = body;
  return out;
}

std::string fault(const WebhookSettings& settings) {
  const auto result = check(settings);
  return result ? "" : result.error().what;
}

TEST(AlertmanagerBody, HasLabelsThatDoNotChange) {
  const Batch batch{{{telling(Told::firing), kStart + hours(1)}}, kStart + minutes(2)};
  EXPECT_EQ(json::parse(alertmanager_body(batch, audience(Language::sv))), json::parse(R"([
    {"labels": {"alertname": "QueueLong", "line": "aspa", "severity": "page"},
     "annotations": {"summary": "23 i kö", "summary_fi": "jonossa 23", "summary_sv": "23 i kö",
       "summary_en": "23 waiting", "value": "23", "limit": "20",
       "runbook": "https://example.invalid/queue-long"},
     "startsAt": "2026-03-02T08:00:00.000Z", "endsAt": "2026-03-02T09:00:00.000Z"},
    {"labels": {"alertname": "Watchdog", "severity": "info"},
     "annotations": {"summary": "jonovahti is alive: this alert always fires"},
     "endsAt": "2026-03-02T08:02:00.000Z"}])"));
}

TEST(AlertmanagerBody, SaysLaterWhatWasFiring) {
  const Batch batch{{{telling(Told::was_firing), kStart + hours(1)}}, kStart + minutes(2)};
  const json::value body = json::parse(alertmanager_body(batch, audience(Language::en)));
  EXPECT_EQ(body.at(0).at("labels"), json::parse(R"({"alertname": "WasFiring",
    "alert": "QueueLong", "line": "aspa", "severity": "page"})"));
  EXPECT_EQ(body.at(0).at("annotations").at("summary"), "23 waiting (was firing 10:00–10:09)");
  EXPECT_EQ(body.at(0).at("annotations").at("summary_fi"), "jonossa 23 (hälytti 10:00–10:09)");
}

TEST(Webhook, PlainIsTheWholeNotice) {
  const auto request = webhook_request(templated("application/json", ""), telling(Told::closed),
                                       audience(Language::en), "");
  EXPECT_EQ(json::parse(request.body), json::parse(R"J({
    "key": "QueueLong/line/aspa/1772438400000", "told": "closed", "language": "en",
    "summary": "Ended at closing time: 23 waiting (10:00–10:09)", "rule": "QueueLong",
    "kind": "line", "subject": "aspa",
    "title": {"fi": "Asiakaspalvelu", "sv": "Kundtjänst", "en": "Customer service"},
    "severity": "page", "fired": "2026-03-02T08:00:00.000Z", "ended": "2026-03-02T08:09:00.000Z",
    "figure": "queue_length", "value": "23", "limit": "20",
    "text": {"fi": "jonossa 23", "sv": "23 i kö", "en": "23 waiting"},
    "runbook": "https://example.invalid/queue-long"})J"));
  EXPECT_THAT(request.headers,
              ElementsAre("Content-Type: application/json",
                          "Idempotency-Key: QueueLong/line/aspa/1772438400000/closed"));
}

TEST(Webhook, EscapesForTheContentType) {
  Telling odd = telling(Told::firing);
  odd.notice.text.fi = "a\"b\\c\n&ö=";
  const auto body = [&](const char* type) {
    return webhook_request(templated(type, "<{{summary}}>"), odd, audience(), "").body;
  };
  EXPECT_EQ(body("application/json; charset=utf-8"), R"(<a\"b\\c\n&ö=>)");
  EXPECT_EQ(body("Application/Vnd.api+JSON"), R"(<a\"b\\c\n&ö=>)");
  EXPECT_EQ(body("application/x-www-form-urlencoded"), "<a%22b%5Cc%0A%26%C3%B6%3D>");
  EXPECT_EQ(body("text/plain"), "<a\"b\\c\n&ö=>");
}

TEST(Webhook, FillsInEveryVariable) {
  const auto settings = templated(
      "text/plain",
      "{{told}} {{status}} {{#was_firing}}W{{/was_firing}}{{#firing}}F{{/firing}} {{rule}} "
      "{{subject}} {{title}} {{kind}} {{severity}} {{figure}} {{value}} {{limit}} {{since}} "
      "{{ended}} {{fired_at}} {{ended_at}} {{text_fi}} {{text_sv}} {{text_en}} {{runbook}} {{key}} "
      "{{alert}} {{secret}}");
  EXPECT_EQ(fault(settings), "");
  EXPECT_EQ(webhook_request(settings, telling(Told::was_firing), audience(), "hush").body,
            "was_firing resolved W QueueLong aspa Asiakaspalvelu line page queue_length 23 20 "
            "2026-03-02 10:00 2026-03-02 10:09 2026-03-02T08:00:00.000Z 2026-03-02T08:09:00.000Z "
            "jonossa 23 23 i kö 23 waiting https://example.invalid/queue-long "
            "QueueLong/line/aspa/1772438400000 QueueLong/line/aspa hush");
}

TEST(Webhook, ASecretIsInHeadersAndSignatureAndCannotEndALine) {
  WebhookSettings settings = templated("application/json", "{{told}}");
  settings.headers = {{"Authorization", "Bearer {{secret}}"}};
  settings.signature_header = "X-Signature";
  settings.secret_file = "secret";
  EXPECT_EQ(fault(settings), "");
  const auto request = webhook_request(settings, telling(Told::firing), audience(), "a\r\nb: c");
  EXPECT_THAT(request.headers, Contains("Authorization: Bearer ab: c"));
  EXPECT_THAT(request.headers, Contains("X-Signature: " + signature("firing", "a\r\nb: c")));
}

// RFC 4231, test cases 2 and 6.
TEST(Webhook, SignsWithHmacSha256) {
  EXPECT_EQ(signature("what do ya want for nothing?", "Jefe"),
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(
      signature("Test Using Larger Than Block-Size Key - Hash Key First", std::string(131, '\xaa')),
      "sha256=60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Webhook, IsCheckedAtStart) {
  EXPECT_EQ(fault(templated("application/json", R"({"a": "{{told}}"})")), "");
  EXPECT_THAT(fault(templated("application/json", "{{tolled}}")),
              HasSubstr("body: there is no variable {{tolled}}"));
  EXPECT_THAT(fault(templated("application/xml", "<a/>")), HasSubstr("content_type: "));
  EXPECT_THAT(fault(templated("text/plain", "")), HasSubstr("body: without one"));
  WebhookSettings settings;
  settings.method = "DELETE";
  EXPECT_EQ(fault(settings), "method: POST or PUT");
  settings.method = "PUT";
  settings.headers = {{"X Y", "z"}};
  EXPECT_EQ(fault(settings), "headers: X Y is no name of a header");
  settings.headers = {{"X-Y", "{{told}}"}};
  EXPECT_THAT(fault(settings), HasSubstr("headers: X-Y: there is no variable {{told}}"));
  settings.headers.clear();
  settings.signature_header = "X-Signature";
  EXPECT_EQ(fault(settings), "signature_header: needs a secret_file");
  settings.signature_header = "X:";
  EXPECT_EQ(fault(settings), "signature_header: no name of a header");
}

MailSettings mail() {
  MailSettings out;
  out.server = "smtp://example.invalid:587";
  out.from = "Jonovahti <vahti@example.invalid>";
  out.to = {"paivystys@example.invalid", "Työnjohto <esa@example.invalid>"};
  return out;
}

TEST(Mail, IsAMessage) {
  EXPECT_EQ(mail_message(mail(), telling(Told::firing), audience(Language::sv), kStart),
            "From: Jonovahti <vahti@example.invalid>\r\n"
            "To: paivystys@example.invalid,\r\n =?UTF-8?B?VHnDtm5qb2h0bw==?= "
            "<esa@example.invalid>\r\n"
            "Date: Mon, 02 Mar 2026 08:00:00 +0000\r\n"
            "Subject: =?UTF-8?B?MjMgaSBrw7Y=?=\r\n"
            "Message-ID: <c1050e47ef83fd2b752f74bba925419e@example.invalid>\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\n"
            "Auto-Submitted: auto-generated\r\n\r\n"
            "MjMgaSBrw7YNCg0KVsOkcmRlOiAyMw0KR3LDpG5zOiAyMA0KQsO2cmphZGU6IDIwMjYtMDMtMDIg\r\n"
            "MTA6MDANCkFsbHZhcmxpZ2hldDogcGFnZQ0KQW52aXNuaW5nOiBodHRwczovL2V4YW1wbGUuaW52\r\n"
            "YWxpZC9xdWV1ZS1sb25nDQpOeWNrZWw6IFF1ZXVlTG9uZy9saW5lL2FzcGEvMTc3MjQzODQwMDAw\r\n"
            "MA0K\r\n");
}

TEST(Mail, CopiesHaveOneMessageIdAndAnEndAnswersItsFiring) {
  const auto header = [](const Telling& what, Instant now, const std::string& name) {
    const std::string text = mail_message(mail(), what, audience(), now);
    const std::size_t from = text.find(name + ": ");
    return from == text.npos ? ""
                             : text.substr(from + name.size() + 2,
                                           text.find("\r\n", from) - from - name.size() - 2);
  };
  const std::string id = header(telling(Told::firing), kStart, "Message-ID");
  EXPECT_EQ(header(telling(Told::firing), kStart + hours(1), "Message-ID"), id);
  EXPECT_NE(header(telling(Told::resolved), kStart, "Message-ID"), id);
  EXPECT_EQ(header(telling(Told::resolved), kStart, "In-Reply-To"), id);
  EXPECT_EQ(header(telling(Told::was_firing), kStart, "In-Reply-To"), "");
}

TEST(Mail, NothingCanAddAHeader) {
  Telling odd = telling(Told::firing);
  odd.notice.text.fi = "x\r\nBcc: evil@example.invalid\r\n\r\nbody";
  MailSettings settings = mail();
  settings.from = "a\r\nBcc: b <vahti@example.invalid>\r\nX: y";
  settings.to = {"esa@example.invalid\r\nBcc: c"};
  const std::string text = mail_message(settings, odd, audience(), kStart);
  EXPECT_THAT(text, Not(HasSubstr("\nBcc")));
  EXPECT_THAT(text, Not(HasSubstr("\nX: y")));
}

TEST(Mail, FoldsALongSubjectBetweenCharacters) {
  Telling odd = telling(Told::firing);
  for (int i = 0; i < 100; ++i) odd.notice.text.fi += "äö";
  const std::string text = mail_message(mail(), odd, audience(), kStart);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find("\r\n", at);
    EXPECT_LE(end - at, 78U + 9U);
    at = end + 2;
  }
  EXPECT_THAT(text, HasSubstr("?=\r\n =?UTF-8?B?"));
}

TEST(Mail, FindsTheBareAddress) {
  EXPECT_EQ(bare_address("Esa <esa@example.invalid>"), "esa@example.invalid");
  EXPECT_EQ(bare_address(" esa@example.invalid\r\n"), "esa@example.invalid");
  EXPECT_EQ(bare_address("<esa@example.invalid"), "esa@example.invalid");
}

TEST(Transfer, GoesToTheReceiversAddress) {
  const auto transfer = [](const ReceiverSettings& receiver, auto what, std::size_t url = 0) {
    return transfer_of({.id = 7, .receiver = 0, .url = url, .what = std::move(what)}, receiver,
                       helsinki(), "hush", kStart);
  };
  const Transfer batch = transfer(manager("am", 2), Batch{}, 1);
  EXPECT_EQ(batch.url, "http://am1/api/v2/alerts");
  EXPECT_THAT(batch.headers, ElementsAre("Content-Type: application/json"));
  const Transfer beat = transfer(heartbeat("beat"), Heartbeat{});
  EXPECT_EQ(beat.method, "GET");
  EXPECT_EQ(beat.url, "http://example.invalid");
  const Transfer post = transfer(hook("sms"), telling(Told::firing));
  EXPECT_EQ(post.id, 7U);
  EXPECT_EQ(post.method, "POST");
  EXPECT_EQ(post.secret, "hush");
  ReceiverSettings receiver = hook("mail");
  receiver.kind = mail();
  const Transfer letter = transfer(receiver, telling(Told::firing));
  EXPECT_EQ(letter.from, "vahti@example.invalid");
  EXPECT_THAT(letter.to, ElementsAre("paivystys@example.invalid", "esa@example.invalid"));
  EXPECT_EQ(below("http://am:9093/x/", "api/v2/alerts"), "http://am:9093/x/api/v2/alerts");
}

}  // namespace
}  // namespace jono::alerting
