// SPDX-License-Identifier: EUPL-1.2
// Clients that are slow, greedy or talk nonsense must not keep the others from their answers.
#include <sys/resource.h>

#include <random>

#include "tests/http/http_support.h"

namespace jono::http {
namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;
using HostileClients = ServerTest;

TEST_F(HostileClients, TwoHalfOpenConnectionsDoNotDelayAScrape) {
  start();
  HttpClient half = client(), mute = client();
  half.send("GET /hello HTTP/1.1\r\nHos");
  const auto begin = steady_clock::now();
  EXPECT_EQ(client().get("/hello").body, "hello\n");
  EXPECT_LT(steady_clock::now() - begin, seconds(1));  // a millisecond or two, really
}

TEST_F(HostileClients, ARequestThatDripsInIsCutOff) {
  start({.request = Millis(300)});
  HttpClient c = client();
  const auto begin = steady_clock::now();
  const std::string request = "GET /hello HTTP/1.1\r\nX-Long: " + std::string(10'000, 'x');
  std::size_t sent = 0;
  while (sent < request.size() && c.send(request.substr(sent, 1))) {
    ++sent;
    if (c.stirs_within(Millis(10))) break;
  }
  EXPECT_EQ(c.read_to_end(), "");
  EXPECT_LT(sent, request.size());
  EXPECT_LT(steady_clock::now() - begin, seconds(5));
}

TEST_F(HostileClients, ABodyThatNeverComesIsNotAwaited) {
  start({.request = Millis(100)});
  HttpClient c = client();
  c.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n123");
  EXPECT_EQ(c.read_to_end(), "");
}

TEST_F(HostileClients, AConnectionThatOnlyIdlesIsClosed) {
  start({.request = Millis(100), .idle = Millis(100)});
  HttpClient mute = client(), once = client();
  EXPECT_EQ(once.get("/hello").status, 200);
  EXPECT_EQ(once.read_to_end(), "");
  EXPECT_EQ(mute.read_to_end(), "");
}

TEST_F(HostileClients, OneThatNeverReadsIsCutOff) {
  start({.idle = Millis(600), .answer = Millis(200)});
  HttpClient greedy = client(4096);
  greedy.send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_TRUE(greedy.stirs_within(seconds(10)));
  HttpClient c = client();
  EXPECT_EQ(c.get("/hello").status, 200);
  EXPECT_EQ(c.read_to_end(), "");  // its idle time is the clock
  EXPECT_LT(greedy.read_to_end().size(), kBigBody);
}

// Both ends of all these connections are in this process.
void allow_many_files() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 4096);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

TEST_F(HostileClients, SixHundredConnectionsAreNoHindrance) {
  allow_many_files();
  start();
  std::vector<HttpClient> idle;
  for (int i = 0; i < 600; ++i) idle.push_back(client());
  HttpClient scrape = client();
  EXPECT_EQ(scrape.get("/hello").body, "hello\n");
  for (int i = 0; i < 88; ++i) EXPECT_EQ(idle[std::size_t(i)].read_to_end(), "") << i;
  EXPECT_EQ(idle.back().get("/hello").body, "hello\n");
}

TEST_F(HostileClients, HalfRequestsGiveWayToo) {
  start({.connections = 4});
  std::vector<HttpClient> half;
  for (int i = 0; i < 20; ++i) {
    half.push_back(client());
    half.back().send("GET /he");
  }
  EXPECT_EQ(client().get("/hello").body, "hello\n");
}

TEST_F(HostileClients, ANewConnectionIsNotGivenUpForOldHalfRequests) {
  start({.connections = 4});
  std::vector<HttpClient> half;
  for (int i = 0; i < 4; ++i) {
    half.push_back(client());
    half.back().send("GET /hello HTTP/1.1\r\n");
  }
  HttpClient fresh = client(), another = client();
  EXPECT_EQ(half[0].read_to_end(), "");
  EXPECT_EQ(half[1].read_to_end(), "");
  EXPECT_EQ(fresh.get("/hello").body, "hello\n");
}

TEST_F(HostileClients, WhatIsBeingAnsweredIsNotGivenUp) {
  start({.connections = 1});
  HttpClient slow = client();
  slow.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
  slow_begun_.wait();
  EXPECT_EQ(client().read_to_end(), "");  // this one finds no place
  release();
  EXPECT_EQ(slow.read_answer().body, "slow\n");
}

TEST_F(HostileClients, NonsenseIsRefused) {
  start();
  for (const char* nonsense :
       {"\x16\x03\x01\x02\x01\x01", "hello\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET\r\n\r\n",
        "\r\r\r\r\n\n", "GET /hello HTTP/1.1\r\nHost : x\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: "
        "2\r\n\r\nab",
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: "
        "chunked\r\n\r\n0\r\n\r\n"}) {
    HttpClient c = client();
    c.send(nonsense);
    EXPECT_EQ(c.read_answer().status, 400) << nonsense;
    EXPECT_EQ(c.read_to_end(), "") << nonsense;
  }
}

TEST_F(HostileClients, RandomBytesDoNoHarm) {
  start({.request = Millis(50), .idle = Millis(50)});
  std::minstd_rand random(7);
  for (int i = 0; i < 50; ++i) {
    std::string bytes(random() % 5000, '\0');
    for (char& c : bytes) c = static_cast<char>(random() & 0xff);
    HttpClient c = client();
    c.send(bytes);
    EXPECT_FALSE(c.read_to_end().starts_with("HTTP/1.1 2"));
  }
  EXPECT_EQ(client().get("/hello").status, 200);
}

TEST_F(HostileClients, MayVanishAtAnyMoment) {
  start();
  const std::string request = "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n";
  for (std::size_t length = 0; length <= request.size(); ++length) {
    client().send(request.substr(0, length));
  }
  {
    client(4096).send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }
  EXPECT_EQ(client().get("/hello").status, 200);
}

}  // namespace
}  // namespace jono::http
