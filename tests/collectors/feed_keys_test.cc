// SPDX-License-Identifier: EUPL-1.2
// Who gets in with which key, over real sockets and a real folder of keys.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <future>

#include "collectors/feed/feed_client.h"
#include "collectors/feed/feed_server.h"
#include "collectors/feed/feed_socket.h"
#include "collectors/feed/key_file.h"
#include "collectors/feed/zap_handler.h"

namespace jono::feed {
namespace {

using std::chrono::milliseconds;

enum class Client { null, plain, unknown_curve, listed_curve };

// A ROUTER of the test's own, so that each part of the defence can be left out.
class X09_Matrix : public ::testing::Test {
 protected:
  X09_Matrix() {
    auto table = std::make_shared<KeyTable>();
    table->emplace(listed_.key, FeedKey{.name = "ace", .source = SourceId{0}});
    ring_.set(std::move(table));
  }
  Entry entry_of(Client client) {
    return enter(endpoint_, [&](zmq::socket_t& socket) {
      if (client == Client::plain) {
        socket.set(zmq::sockopt::plain_username, "ace");
        socket.set(zmq::sockopt::plain_password, "ace");
      }
      if (client != Client::unknown_curve && client != Client::listed_curve) return;
      const KeyPair keys = client == Client::listed_curve ? listed_ : make_keys();
      socket.set(zmq::sockopt::curve_serverkey, server_.key);
      socket.set(zmq::sockopt::curve_publickey, keys.key);
      socket.set(zmq::sockopt::curve_secretkey, keys.secret);
    });
  }
  void bind() {
    socket_.set(zmq::sockopt::linger, 0);
    socket_.bind("tcp://127.0.0.1:0");
    endpoint_ = socket_.get(zmq::sockopt::last_endpoint);
  }
  void curve_alone() {
    socket_.set(zmq::sockopt::curve_server, true);
    socket_.set(zmq::sockopt::curve_secretkey, server_.secret);
  }
  void expect_nobody_but(std::vector<Client> in) {
    for (const Client c :
         {Client::null, Client::plain, Client::unknown_curve, Client::listed_curve}) {
      const bool wanted = std::ranges::find(in, c) != in.end();
      EXPECT_EQ(entry_of(c) == Entry::let_in, wanted) << "client " << int(c);
    }
  }

  KeyPair server_ = make_keys();
  KeyPair listed_ = make_keys();
  KeyRing ring_;
  zmq::context_t context_{1};
  std::optional<ZapHandler> handler_;
  zmq::socket_t socket_{context_, zmq::socket_type::router};
  std::string endpoint_;
};

TEST_F(X09_Matrix, WithKeysAndHandlerOnlyAListedKeyGetsIn) {
  handler_.emplace(context_, ring_);
  set_keys(socket_, server_.secret);
  bind();
  expect_nobody_but({Client::listed_curve});
  const auto kept = keeps_strangers_out(endpoint_, server_.key);
  EXPECT_TRUE(kept) << kept.error().what;
}

TEST_F(X09_Matrix, WithoutAHandlerNobodyGetsIn) {
  set_keys(socket_, server_.secret);
  bind();
  expect_nobody_but({});
}

TEST_F(X09_Matrix, AHandlerThatHasEndedLetsNobodyIn) {
  handler_.emplace(context_, ring_);
  set_keys(socket_, server_.secret);
  bind();
  handler_.reset();
  expect_nobody_but({});
}

TEST_F(X09_Matrix, AnotherDomainIsNotOurs) {
  handler_.emplace(context_, ring_);
  curve_alone();
  socket_.set(zmq::sockopt::zap_domain, "another");
  bind();
  expect_nobody_but({});
}

TEST_F(X09_Matrix, TheSelfTestCatchesAMissingHandlerThatIsNotEnforced) {
  curve_alone();
  bind();
  EXPECT_EQ(entry_of(Client::unknown_curve), Entry::let_in);  // libzmq's way: any key
  const auto kept = keeps_strangers_out(endpoint_, server_.key);
  ASSERT_FALSE(kept);
  EXPECT_NE(kept.error().what.find("unknown key"), std::string::npos) << kept.error().what;
}

TEST_F(X09_Matrix, TheSelfTestCatchesASocketWithoutKeys) {
  bind();
  const auto kept = keeps_strangers_out(endpoint_, server_.key);
  ASSERT_FALSE(kept);
  EXPECT_NE(kept.error().what.find("without a key"), std::string::npos) << kept.error().what;
}

TEST(X09_HandlerDeathTest, AFailingHandlerEndsTheProcess) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto fail = [] {
    zmq::context_t context;
    KeyRing ring;
    const ZapHandler handler(context, ring);
    context.shutdown();
    std::promise<void>().get_future().wait();
  };
  EXPECT_DEATH(fail(), "");
}

// A daemon's feed with a folder of keys.
class KeyedFeed : public ::testing::Test {
 protected:
  KeyedFeed() {
    std::filesystem::create_directories(folder_);
    list("ace", {"ace", {}, ace_.key, {}});
  }
  ~KeyedFeed() override {
    server_.reset();
    std::filesystem::remove_all(folder_);
  }
  void list(const std::string& name, const KeyFile& file) {
    ASSERT_TRUE(write_new_file(folder_ / (name + ".pub"), print_key_file(file), 0600));
  }
  void serve() {
    auto started = FeedServer::start(
        {"tcp://127.0.0.1:0"},
        {names_, epochs_, receipts_, channel_, IdHasher(IdKey{}), {SourceId{0}, SourceId{1}}},
        ServerKeys{folder_, daemon_.secret});
    ASSERT_TRUE(started) << started.error().what;
    server_ = std::move(*started);
  }
  std::unique_ptr<FeedClient> client(const KeyPair& keys, const std::string& source = "ace") {
    auto made = FeedClient::open(
        {server_->endpoints().front(), ClientKeys{daemon_.key, keys.key, keys.secret}},
        {.source = source, .epoch = "e1", .process = "p1", .software = "test"});
    EXPECT_TRUE(made);
    return std::move(*made);
  }
  void commit() {
    std::vector<Delivery> taken;
    channel_.take_all(taken, milliseconds(0));
    for (const Delivery& delivery : taken) {
      for (const Event& event : delivery.events) journaled_.push_back(event.seq);
      for (const Refusal& refusal : delivery.refusals) refused_.push_back(refusal);
      link_ = delivery.link;
    }
    const std::size_t known = journaled_.size() + refused_.size();
    if (known == 0) return;
    receipts_.set(SourceId{0}, {epochs_.intern("e1"), known});
    receipts_.notify();
  }
  Result<void> send_until(FeedClient& client, std::uint64_t last, std::string_view line = "aspa") {
    FeedSender& sender = client.sender();
    while (sender.acknowledged() < last) {
      while (sender.room() && sender.wanted() <= last) {
        sender.add(fmt::format(R"({{"v":1,"type":"call.queued","at":{},"line":"{}","call":"c"}})",
                               sender.wanted(), line));
      }
      if (auto done = client.round(milliseconds(5)); !done) return done;
      commit();
    }
    return {};
  }
  static std::string why(const Result<void>& done) { return done ? "" : done.error().what; }

  std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) / fmt::format("feed-keys-{}", ::getpid());
  KeyPair daemon_ = make_keys();
  KeyPair ace_ = make_keys();
  Names names_{{"aspa", "vaihde"}, {{"ace", {}}, {"pbx", {}}}, {}};
  EpochNames epochs_;
  Receipts receipts_{2};
  EventChannel channel_{10'000};
  std::unique_ptr<FeedServer> server_;
  std::vector<std::uint64_t> journaled_;
  std::vector<Refusal> refused_;
  Link link_ = Link::unchanged;
};

using X10_KeyedFeed = KeyedFeed;

TEST_F(X10_KeyedFeed, AListedKeyDelivers) {
  serve();
  const auto c = client(ace_);
  EXPECT_EQ(why(send_until(*c, 3000)), "");
  EXPECT_EQ(journaled_.size(), 3000U);
}

TEST_F(X10_KeyedFeed, ItsKeyIsForItsSourceAndLinesAlone) {
  const KeyPair narrow = make_keys();
  list("narrow", {"ace", {"aspa"}, narrow.key, {}});
  serve();
  EXPECT_NE(why(send_until(*client(ace_, "pbx"), 1)).find("forbidden"), std::string::npos);
  const auto c = client(narrow);
  EXPECT_EQ(why(send_until(*c, 2, "aspa")), "");
  EXPECT_EQ(why(send_until(*c, 4, "vaihde")), "");
  EXPECT_EQ(journaled_.size(), 2U);
  ASSERT_EQ(refused_.size(), 2U);
  EXPECT_EQ(refused_[0].reason, RefusalReason::forbidden_line);
  EXPECT_EQ(refused_[0].line, "vaihde");
  EXPECT_EQ(refused_[0].seq, 3U);
}

using Threat08_KeyedFeed = KeyedFeed;

TEST_F(Threat08_KeyedFeed, AKeyTakenAwayHasNoSayInTheNextMessage) {
  serve();
  const auto c = client(ace_);
  ASSERT_EQ(why(send_until(*c, 10)), "");
  std::filesystem::remove(folder_ / "ace.pub");
  EXPECT_NE(why(send_until(*c, 11)).find("forbidden"), std::string::npos);
  commit();
  EXPECT_EQ(journaled_.size(), 10U);
  EXPECT_EQ(link_, Link::down);
}

TEST_F(Threat08_KeyedFeed, AnotherKeyUnderTheSameNameIsAnotherKey) {
  serve();
  const auto c = client(ace_);
  ASSERT_EQ(why(send_until(*c, 10)), "");
  const KeyPair other = make_keys();
  list("new", {"ace", {}, other.key, {}});
  std::filesystem::rename(folder_ / "new.pub", folder_ / "ace.pub");
  EXPECT_NE(why(send_until(*c, 11)).find("forbidden"), std::string::npos);
  EXPECT_EQ(why(send_until(*client(other), 12)), "");  // without a restart
}

TEST_F(Threat08_KeyedFeed, AFolderThatIsGoneAdmitsNobodyUntilItIsBack) {
  serve();
  const auto c = client(ace_);
  ASSERT_EQ(why(send_until(*c, 10)), "");
  const auto away = folder_.string() + "-away";
  std::filesystem::rename(folder_, away);
  EXPECT_NE(why(send_until(*c, 11)).find("forbidden"), std::string::npos);
  std::filesystem::rename(away, folder_);
  // Looked for five times a second; a handshake before that is refused, and made anew.
  const auto again = client(ace_);
  EXPECT_EQ(why(send_until(*again, 12)), "");
}

TEST_F(Threat08_KeyedFeed, AMalformedKeyAdmitsNobodyAndHarmsNobody) {
  const KeyPair lost = make_keys();
  list("lost", {"ace", {"nowhere"}, lost.key, {}});
  list("twin", {"ace", {}, lost.key, {}});
  ASSERT_TRUE(write_new_file(folder_ / "bad.pub", "nonsense", 0600));
  serve();
  EXPECT_EQ(why(send_until(*client(ace_), 5)), "");
}

}  // namespace
}  // namespace jono::feed
