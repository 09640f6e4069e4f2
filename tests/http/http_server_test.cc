// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/http_server.h"

#include <boost/json/parse.hpp>
#include <boost/json/value_to.hpp>

#include "tests/http/http_support.h"

namespace jono::http {
namespace {

void expect_problem(const HttpAnswer& answer, int status) {
  ASSERT_EQ(answer.status, status);
  EXPECT_EQ(answer.headers.at("content-type"), "application/problem+json");
  const auto document = boost::json::parse(answer.body).as_object();
  EXPECT_EQ(document.at("type"), "about:blank");
  EXPECT_EQ(document.at("status"), status);
  EXPECT_FALSE(document.at("title").as_string().empty());
  EXPECT_FALSE(document.at("detail").as_string().empty());
}

using Server = ServerTest;

TEST_F(Server, AnswersWithSecurityHeaders) {
  start();
  const HttpAnswer answer = client().get("/hello");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "hello\n");
  EXPECT_EQ(answer.headers.at("content-type"), "text/plain");
  EXPECT_EQ(answer.headers.at("x-content-type-options"), "nosniff");
  EXPECT_EQ(answer.headers.at("cache-control"), "no-store");
  EXPECT_EQ(answer.headers.at("referrer-policy"), "no-referrer");
  EXPECT_EQ(answer.headers.at("cross-origin-resource-policy"), "same-origin");
  EXPECT_EQ(answer.headers.at("cross-origin-opener-policy"), "same-origin");
  EXPECT_EQ(answer.headers.at("x-frame-options"), "DENY");
  EXPECT_EQ(answer.headers.at("content-security-policy"),
            "default-src 'none'; frame-ancestors 'none'");
  EXPECT_TRUE(answer.headers.at("date").ends_with(" GMT"));
  EXPECT_FALSE(answer.headers.contains("access-control-allow-origin"));
}

TEST_F(Server, HandsOverWhatWasAsked) {
  start();
  HttpClient c = client();
  c.send(
      "GET /show/a%20b?from=2026-11-23T08:00:00+02:00&line=%61spa HTTP/1.1\r\nHost: localhost\r\n"
      "Accept: text/csv\r\nIf-None-Match: \"7\"\r\n\r\n");
  EXPECT_EQ(c.read_answer().body,
            "GET /show/a b from=2026-11-23T08:00:00+02:00 line=aspa text/csv \"7\"");
}

TEST_F(Server, HeadIsGetWithoutTheBody) {
  start();
  HttpClient c = client();
  c.send("HEAD /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const HttpAnswer answer = c.read_answer(true);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.at("content-length"), "6");
  EXPECT_EQ(c.get("/hello").body, "hello\n");  // and not what was left of the other
}

TEST_F(Server, HandlersChooseStatusAndCaching) {
  start();
  HttpClient c = client();
  const HttpAnswer answer = c.get("/unchanged");
  EXPECT_EQ(answer.status, 304);
  EXPECT_EQ(answer.headers.at("etag"), "\"1\"");
  EXPECT_EQ(answer.headers.at("cache-control"), "max-age=60");
  EXPECT_EQ(c.get("/hello").status, 200);
}

TEST_F(Server, TakesBodiesPlainAndChunked) {
  start();
  HttpClient c = client();
  c.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nabcd");
  EXPECT_EQ(c.read_answer().body, "abcd");
  c.send(
      "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: "
      "chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
  EXPECT_EQ(c.read_answer().body, "abc");
}

TEST_F(Server, SaysThatABodyMayCome) {
  start();
  HttpClient c = client();
  c.send(
      "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: "
      "100-continue\r\n\r\n");
  EXPECT_EQ(c.read_answer().status, 100);
  c.send("ok");
  EXPECT_EQ(c.read_answer().body, "ok");
}

TEST_F(Server, AnswersPipelinedRequestsInOrder) {
  start();
  HttpClient c = client();
  std::string all;
  for (int i = 0; i < 100; ++i) {
    all += "GET /show/" + std::to_string(i) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }
  c.send(all);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(c.read_answer().body, "GET /show/" + std::to_string(i) + "  ");
  }
}

TEST_F(Server, ClosesWhenAskedTo) {
  start();
  HttpClient c = client();
  c.send("GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(c.read_answer().headers.at("connection"), "close");
  EXPECT_EQ(c.read_to_end(), "");
  HttpClient old = client();
  old.send("GET /hello HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(old.read_to_end().ends_with("\r\n\r\nhello\n"));
}

TEST_F(Server, RefusesWhatItDoesNotKnow) {
  start();
  HttpClient c = client();
  expect_problem(c.get("/nothing"), 404);
  expect_problem(c.get("/shower"), 404);
  c.send("DELETE /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const HttpAnswer answer = c.read_answer();
  expect_problem(answer, 405);
  EXPECT_EQ(answer.headers.at("allow"), "GET, HEAD");
}

TEST_F(Server, RefusesOddTargets) {
  start();
  HttpClient c = client();
  for (const char* target : {"/a%zz", "/a/../b", "/a%2fb", "*", "/a%00", "/a#b"}) {
    expect_problem(c.get(target), 400);
  }
  c.send("GET /hello HTTP/1.1\r\n\r\n");
  expect_problem(c.read_answer(), 400);
  c.send("GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
  expect_problem(c.read_answer(), 400);
}

TEST_F(Server, RefusesWhatIsTooLarge) {
  start();
  HttpClient header = client();
  header.send("GET /hello HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(20'000, 'x') +
              "\r\n\r\n");
  expect_problem(header.read_answer(), 431);
  HttpClient line = client();
  line.send("GET /" + std::string(20'000, 'x') + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  expect_problem(line.read_answer(), 431);
  HttpClient body = client();
  body.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 65537\r\n\r\n");
  expect_problem(body.read_answer(), 413);
  HttpClient chunked = client();
  chunked.send(
      "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n20000\r\n" +
      std::string(0x20000, 'x') + "\r\n0\r\n\r\n");
  expect_problem(chunked.read_answer(), 413);
  HttpClient fits = client();
  fits.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 65536\r\n\r\n" +
            std::string(65'536, 'x'));
  EXPECT_EQ(fits.read_answer().body.size(), 65'536U);
}

TEST_F(Server, AHandlersMistakeIsLoggedAndAnswered) {
  start();
  HttpClient c = client();
  expect_problem(c.get("/bug"), 500);
  EXPECT_EQ(log_.lines(), std::vector<std::string>{"GET /bug: oh no"});
  EXPECT_EQ(c.get("/hello").status, 200);
}

TEST_F(Server, SlowRoutesDelayNobodyAndAreLimited) {
  start({.slow_requests = 1});
  HttpClient slow = client(), c = client();
  slow.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
  slow_begun_.wait();
  EXPECT_EQ(c.get("/hello").status, 200);
  const HttpAnswer busy = c.get("/slow");
  expect_problem(busy, 503);
  EXPECT_EQ(busy.headers.at("retry-after"), "1");
  release();
  EXPECT_EQ(slow.read_answer().body, "slow\n");
  EXPECT_EQ(c.get("/slow").status, 200);
}

TEST_F(Server, StopLetsAnswersUnderWayFinish) {
  start({.linger = Millis(50), .stop = std::chrono::seconds(60)});
  HttpClient slow = client(), idle = client(), half = client();
  half.send("GET /he");
  slow.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
  slow_begun_.wait();
  std::thread stopping([&] { server_->stop(); });
  EXPECT_EQ(idle.read_to_end(), "");
  EXPECT_EQ(half.read_to_end(), "");
  EXPECT_THROW(client(), std::runtime_error);
  release();
  const HttpAnswer answer = slow.read_answer();
  EXPECT_EQ(answer.body, "slow\n");
  EXPECT_EQ(answer.headers.at("connection"), "close");
  EXPECT_EQ(slow.read_to_end(), "");
  stopping.join();
}

TEST_F(Server, StopDoesNotWaitForEverForAClient) {
  start({.stop = Millis(100)});
  HttpClient c = client(4096);
  c.send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_TRUE(c.stirs_within(std::chrono::seconds(10)));
  server_->stop();
  server_->stop();
  EXPECT_LT(c.read_to_end().size(), kBigBody);
}

TEST_F(Server, MayEndWithoutEverHavingBegun) {
  const HttpServer server({"127.0.0.1"}, {}, [](std::string_view) {});
}

TEST_F(Server, SaysWhyItCannotListen) {
  start();
  HttpServer second({"127.0.0.1", server_->port()}, {}, [](std::string_view) {});
  const auto taken = second.start();
  ASSERT_FALSE(taken.has_value());
  EXPECT_EQ(taken.error().what,
            "http: cannot listen on 127.0.0.1:" + std::to_string(server_->port()) +
                ": Address already in use; another program listens there: end "
                "it, or choose another port");
  HttpServer named({"localhost", 1}, {}, [](std::string_view) {});
  const auto odd = named.start();
  ASSERT_FALSE(odd.has_value());
  EXPECT_EQ(odd.error().what, "http: cannot listen on localhost:1: Invalid argument");
}

}  // namespace
}  // namespace jono::http
