// SPDX-License-Identifier: EUPL-1.2
// Receivers that fail in every way.
#include "alerting/carrier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "tests/support/receiver.h"

namespace jono::alerting {
namespace {

using std::chrono::seconds;
using test::http_answer;
using test::Receiver;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::vector<Finished> finish(Carrier& carrier, std::size_t count = 1) {
  std::vector<Finished> out;
  while (out.size() < count) {
    carrier.wait(seconds(1));
    for (Finished& each : carrier.finished()) out.push_back(std::move(each));
  }
  return out;
}

Finished carry(Transfer transfer, Carrier::Limits limits = {}) {
  Carrier carrier(limits);
  carrier.start(std::move(transfer));
  return finish(carrier).at(0);
}

Finished answered_with(const std::string& answer, Carrier::Limits limits = {}) {
  Receiver receiver({answer});
  return carry({.id = 1, .url = receiver.url("path"), .body = "told"}, limits);
}

TEST(Carrier, DeliversARequest) {
  Receiver receiver({http_answer(200, "thanks")});
  const Finished result = carry({.id = 7,
                                 .url = receiver.url("hook"),
                                 .method = "PUT",
                                 .headers = {"Content-Type: text/plain", "Idempotency-Key: k"},
                                 .body = std::string("a\0b", 3)});
  EXPECT_EQ(result.id, 7U);
  EXPECT_EQ(result.outcome, Outcome::delivered);
  EXPECT_EQ(result.answer, "HTTP 200 thanks");
  ASSERT_THAT(receiver.requests(), SizeIs(1));
  const std::string request = receiver.requests()[0];
  EXPECT_THAT(request, StartsWith("PUT /hook HTTP/1.1\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nUser-Agent: jonovahti\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nContent-Type: text/plain\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nIdempotency-Key: k\r\n"));
  EXPECT_THAT(request, ::testing::EndsWith(std::string("\r\n\r\na\0b", 7)));
}

TEST(Carrier, TellsRefusalFromFailure) {
  for (const int status : {200, 201, 202, 204, 299}) {
    EXPECT_EQ(answered_with(http_answer(status)).outcome, Outcome::delivered) << status;
  }
  for (const int status : {400, 405, 410, 413, 422, 499}) {
    EXPECT_EQ(answered_with(http_answer(status)).outcome, Outcome::refused) << status;
  }
  for (const int status : {401, 403, 404, 407, 408, 425, 429, 500, 502, 503, 504, 599, 304}) {
    EXPECT_EQ(answered_with(http_answer(status)).outcome, Outcome::failed) << status;
  }
}

TEST(Carrier, FollowsNoRedirect) {
  Receiver receiver(
      {"HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n", http_answer(200)});
  EXPECT_EQ(carry({.id = 1, .url = receiver.url()}).outcome, Outcome::failed);
  EXPECT_THAT(receiver.requests(), SizeIs(1));
}

TEST(Carrier, FailsWhereNobodyListens) {
  std::string url;
  {
    Receiver gone({});
    url = gone.url();
  }
  const Finished result = carry({.id = 1, .url = url});
  EXPECT_EQ(result.outcome, Outcome::failed);
  EXPECT_EQ(result.answer, "Couldn't connect to server");
}

TEST(Carrier, FailsWhenTheConnectionCloses) {
  EXPECT_EQ(answered_with("").outcome, Outcome::failed);
  EXPECT_EQ(answered_with("HTTP/1.1 20").outcome, Outcome::failed);
  EXPECT_EQ(answered_with("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf").outcome,
            Outcome::failed);
  EXPECT_EQ(answered_with("no HTTP at all\r\n\r\n").outcome, Outcome::failed);
}

TEST(Carrier, DoesNotWaitForEver) {
  const Finished result = answered_with(Receiver::kHang, {.whole = Millis(200)});
  EXPECT_EQ(result.outcome, Outcome::failed);
  EXPECT_EQ(result.answer, "Timeout was reached");
}

TEST(Carrier, OneThatHangsHoldsUpNobody) {
  Receiver hangs({Receiver::kHang}), answers({http_answer(200)});
  Carrier carrier({.whole = seconds(2)});
  carrier.start({.id = 1, .url = hangs.url()});
  carrier.start({.id = 2, .url = answers.url()});
  const auto results = finish(carrier, 2);
  EXPECT_EQ(results[0].id, 2U);
  EXPECT_EQ(results[0].outcome, Outcome::delivered);
  EXPECT_EQ(results[1].outcome, Outcome::failed);
}

TEST(Carrier, GetsABody) {
  Receiver receiver({http_answer(200, "[1,2]")});
  const Finished result = carry({.id = 1, .url = receiver.url("api"), .method = "GET"});
  EXPECT_EQ(result.body, "[1,2]");
  EXPECT_THAT(receiver.requests()[0], StartsWith("GET /api HTTP/1.1\r\n"));
}

TEST(Carrier, ReadsNoEndlessAnswer) {
  const std::string body(1000, 'x');
  Receiver receiver({http_answer(200, body), http_answer(200, body), http_answer(200, body)});
  const Transfer get{.id = 1, .url = receiver.url(), .method = "GET"};
  EXPECT_EQ(carry(get, {.answer = 1000}).outcome, Outcome::delivered);
  const Finished cut = carry(get, {.answer = 999});
  EXPECT_EQ(cut.outcome, Outcome::failed);
  EXPECT_EQ(cut.answer, "the answer is longer than 999 bytes");
  EXPECT_LE(cut.body.size(), 999U);
  // Whoever thanks at length has taken it all the same.
  EXPECT_EQ(carry({.id = 1, .url = receiver.url()}, {.answer = 999}).outcome, Outcome::delivered);
}

TEST(Carrier, AnAnswerIsOneShortLineWithoutSecrets) {
  Receiver receiver({http_answer(400, "bad key hush-hush for token-in-path \x1b\xc3\xa4\nmore"),
                     http_answer(500, std::string(1000, 'y'))});
  const Finished result =
      carry({.id = 1, .url = receiver.url("token-in-path"), .secret = "hush-hush"});
  EXPECT_EQ(result.answer, "HTTP 400 bad key *** for *** ???");
  EXPECT_THAT(carry({.id = 1, .url = receiver.url()}).answer, SizeIs(200));
}

TEST(Carrier, SpeaksNothingButHttpAndSmtp) {
  for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "",
                          "http://", "http://[::1"}) {
    EXPECT_EQ(carry({.id = 1, .url = url, .method = "GET"}).outcome, Outcome::failed) << url;
  }
}

TEST(Carrier, WantsTlsWhereItIsSpoken) {
  Receiver receiver({"this is no TLS"});
  const std::string url = "https://127.0.0.1:" + std::to_string(receiver.port());
  EXPECT_EQ(carry({.id = 1, .url = url}, {.whole = seconds(1)}).outcome, Outcome::failed);
  EXPECT_THAT(receiver.requests(), ::testing::Each(Not(HasSubstr("POST"))));
}

TEST(Carrier, SendsNoMailWithoutTls) {
  Receiver receiver({"250 plain\r\n"}, "220 here\r\n");
  const Finished result = carry({.id = 1,
                                 .url = "smtp://127.0.0.1:" + std::to_string(receiver.port()),
                                 .body = "Subject: x\r\n\r\n",
                                 .from = "vahti@example.invalid",
                                 .to = {"esa@example.invalid"}},
                                {.whole = seconds(2)});
  EXPECT_EQ(result.outcome, Outcome::failed);
  EXPECT_THAT(receiver.requests()[0], StartsWith("EHLO "));
  EXPECT_THAT(receiver.requests()[0], Not(HasSubstr("MAIL")));
}

TEST(Carrier, ItsWaitIsEndedFromAnyThread) {
  Carrier carrier;
  carrier.wake();
  carrier.wait(std::chrono::hours(1));
  std::promise<void> waiting;
  auto waker = std::async(std::launch::async, [&] {
    waiting.get_future().wait();
    carrier.wake();
  });
  waiting.set_value();
  carrier.wait(std::chrono::hours(1));
  EXPECT_THAT(carrier.finished(), IsEmpty());
}

TEST(Carrier, GivesUpWhatIsUnderWayWhenItGoes) {
  Receiver receiver({Receiver::kHang});
  Carrier carrier;
  carrier.start({.id = 1, .url = receiver.url()});
  carrier.wait(Millis(0));
}

}  // namespace
}  // namespace jono::alerting
