// SPDX-License-Identifier: EUPL-1.2
// A server that asks who is there, and clients that come too often or leave open where they end.
#include "daemon/http/secrets.h"
#include "tests/http/http_support.h"

namespace jono::http {
namespace {

class Guarded : public ServerTest {
 protected:
  Guarded() { give("Bearer", Role::viewer); }

  // From now on, for servers that start: one token with that role.
  void give(const std::string& name, Role role) {
    Access access{.open = false};
    token_ = make_token();
    access.tokens.push_back({name, role, digest_of(token_)});
    access_ = std::make_shared<const Access>(std::move(access));
  }
  std::string request(const std::string& method, const std::string& path,
                      const std::string& more = "") const {
    return method + " " + path + " HTTP/1.1\r\nHost: any.example\r\nAuthorization: Bearer " +
           token_ + "\r\n" + more + "\r\n";
  }
  HttpAnswer ask(HttpClient& c, const std::string& path) const {
    c.send(request("GET", path));
    return c.read_answer();
  }

  std::string token_;
};
using Threat10_Server = Guarded;
using X07_Server = Guarded;

TEST_F(Threat10_Server, AsksWhoIsThere) {
  start();
  HttpClient c = client();
  const HttpAnswer nobody = c.get("/hello");
  EXPECT_EQ(nobody.status, 401);
  EXPECT_EQ(nobody.headers.at("www-authenticate"), "Bearer realm=\"jonovahti\"");
  EXPECT_EQ(nobody.headers.at("content-type"), "application/problem+json");
  EXPECT_EQ(c.get("/nothing").status, 401);  // nor is anybody told what there is
  EXPECT_EQ(ask(c, "/hello").body, "hello\n");
  EXPECT_EQ(ask(c, "/nothing").status, 404);
}

TEST_F(Threat10_Server, AStrangersBodyIsNotReadAndNotTakenForARequest) {
  start();
  HttpClient c = client();
  const std::string inner = request("GET", "/hello");
  c.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(inner.size()) +
         "\r\n\r\n" + inner);
  const HttpAnswer answer = c.read_answer();
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(answer.headers.at("connection"), "close");
  EXPECT_EQ(c.read_to_end(), "");
}

TEST_F(Threat10_Server, LeavesToTheControlSocketWhatIsItsOwn) {
  give("desk", Role::operators);
  start();
  HttpClient c = client();
  c.send(request("POST", "/echo", "Content-Length: 2\r\n") + "hi");
  EXPECT_EQ(c.read_answer().body, "hi");
  c.send(request("DELETE", "/who"));
  EXPECT_EQ(c.read_answer().status, 403);
}

TEST_F(Threat10_Server, TakesNewTokensWhileItRuns) {
  start();
  HttpClient c = client();
  EXPECT_EQ(ask(c, "/hello").status, 200);
  const std::string old = token_;
  give("another", Role::viewer);
  server_->renew(access_);
  EXPECT_EQ(ask(c, "/hello").status, 200);
  token_ = old;
  EXPECT_EQ(ask(c, "/hello").status, 401);
}

TEST_F(X07_Server, WhoAsksTooOftenIsToldWhenToComeAgain) {
  start({.request_rate = {.burst = 3, .a_second = 0}});
  HttpClient c = client();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(ask(c, "/hello").status, 200);
  const HttpAnswer answer = ask(c, "/hello");
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(answer.headers.at("retry-after"), "1");
}

TEST_F(X07_Server, WhoComesTooOftenIsTurnedAway) {
  start({.connection_rate = {.burst = 2, .a_second = 0}});
  HttpClient one = client(), two = client(), three = client();
  EXPECT_EQ(three.read_to_end(), "");
  EXPECT_EQ(ask(one, "/hello").status, 200);
  EXPECT_EQ(ask(two, "/hello").status, 200);
}

TEST_F(X07_Server, WhoHasTooManyConnectionsLosesItsOwn) {
  start({.connections_of_peer = 2});
  HttpClient one = client();
  EXPECT_EQ(ask(one, "/hello").status, 200);
  HttpClient two = client();
  EXPECT_EQ(ask(two, "/hello").status, 200);
  HttpClient three = client();
  EXPECT_EQ(ask(three, "/hello").status, 200);
  EXPECT_EQ(one.read_to_end(), "");
  EXPECT_EQ(ask(two, "/hello").status, 200);
}

TEST_F(X07_Server, WhereNothingIsAskedNothingIsCounted) {
  access_ = std::make_shared<Access>();
  start({.connections_of_peer = 1, .connection_rate = {}, .request_rate = {}});
  HttpClient one = client(), two = client();
  EXPECT_EQ(one.get("/hello").status, 200);
  EXPECT_EQ(two.get("/hello").status, 200);
}

TEST_F(X07_Server, ARequestWithoutACertainEndIsRefused) {
  start();
  for (const char* coding : {"chunked, identity", "gzip", "gzip, chunked", "identity", "x"}) {
    HttpClient c = client();
    c.send(request("POST", "/echo", "Transfer-Encoding: " + std::string(coding) + "\r\n") +
           request("GET", "/hello"));
    EXPECT_EQ(c.read_answer().status, 400) << coding;
    EXPECT_EQ(c.read_to_end(), "") << coding;
  }
}

TEST_F(X07_Server, GetTakesNoBody) {
  start();
  HttpClient c = client();
  c.send(request("GET", "/hello", "Content-Length: 1\r\n") + "x");
  EXPECT_EQ(c.read_answer().status, 413);
  EXPECT_EQ(c.read_to_end(), "");
}

}  // namespace
}  // namespace jono::http
