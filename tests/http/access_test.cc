// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/access.h"

#include <gtest/gtest.h>

#include "daemon/http/credentials.h"
#include "daemon/http/peer_address.h"
#include "daemon/http/secrets.h"

namespace jono::http {
namespace {

using enum Needs;
using enum Verdict;

Caller with(Role role) { return {"somebody", role}; }

TEST(Threat10_Access, EachRoleHasItsRoutesAndNoOthers) {
  const std::vector<Needs> all = {local, operators, ingest, viewer, Needs::metrics, wall, nothing};
  const auto granted_to = [&](const Caller& caller, bool wall_is_public) {
    std::string out;
    for (const Needs needs : all) {
      const Verdict verdict = judge(needs, caller, wall_is_public);
      out += verdict == granted ? '+' : verdict == unknown ? '?' : '-';
    }
    return out;
  };
  EXPECT_EQ(granted_to({}, false), "??????+");
  EXPECT_EQ(granted_to({}, true), "?????++");
  EXPECT_EQ(granted_to(with(Role::metrics), false), "----+-+");
  EXPECT_EQ(granted_to(with(Role::viewer), false), "---++++");
  EXPECT_EQ(granted_to(with(Role::operators), false), "-+-++++");
  EXPECT_EQ(granted_to(with(Role::ingest), false), "--+---+");
  EXPECT_EQ(granted_to(with(Role::ingest), true), "--+--++");
  EXPECT_EQ(granted_to({"root", std::nullopt, true}, false), "+++++++");
}

TEST(Threat10_Access, RolesHaveOneWordEach) {
  for (const Role role : {Role::metrics, Role::viewer, Role::operators, Role::ingest}) {
    EXPECT_EQ(role_of(word_of(role)), role);
  }
  EXPECT_EQ(role_of("root"), std::nullopt);
  EXPECT_EQ(role_of(""), std::nullopt);
}

TEST(Threat10_Credentials, AreReadOfTheHeader) {
  const auto password = [](std::string_view header) {
    const Credentials read = parse_authorization(header);
    const auto* const found = std::get_if<Password>(&read);
    return found == nullptr ? "none" : found->user + "|" + found->password;
  };
  EXPECT_EQ(password("Basic YW5uYTpwYTpzcw=="), "anna|pa:ss");
  EXPECT_EQ(password("bAsIc   YW5uYTo="), "anna|");
  for (const char* odd : {"", "Basic", "Basic ", "Basic !!!", "Basic YW5uYQ==",
                          "Basic YW5uYTpwYTpzcw", "Digest YW5uYTpwYTpzcw==", "YW5uYTpwYTpzcw=="}) {
    EXPECT_EQ(password(odd), "none") << odd;
    EXPECT_TRUE(std::holds_alternative<NoCredentials>(parse_authorization(odd))) << odd;
  }
  EXPECT_EQ(std::get<Bearer>(parse_authorization("Bearer jono_x")).token, "jono_x");
}

TEST(Threat10_Credentials, APageOfAnotherSiteIsKnown) {
  EXPECT_FALSE(is_cross_origin("", "", "jono.example"));
  EXPECT_FALSE(is_cross_origin("https://jono.example", "same-origin", "jono.example"));
  EXPECT_FALSE(is_cross_origin("http://Jono.example:9636", "", "jono.example:9636"));
  EXPECT_FALSE(is_cross_origin("", "none", "jono.example"));
  EXPECT_TRUE(is_cross_origin("https://evil.example", "", "jono.example"));
  EXPECT_TRUE(is_cross_origin("null", "", "jono.example"));
  EXPECT_TRUE(is_cross_origin("https://jono.example:1", "", "jono.example"));
  EXPECT_TRUE(is_cross_origin("", "cross-site", "jono.example"));
  EXPECT_TRUE(is_cross_origin("https://jono.example", "same-site", "jono.example"));
}

TEST(Threat10_Tokens, AreFoundByTheirDigestAlone) {
  const std::string one = make_token(), other = make_token();
  EXPECT_NE(one, other);
  EXPECT_GE(one.size(), 48U);
  const std::vector<Token> kept = {{"a", Role::metrics, digest_of(one)},
                                   {"b", Role::viewer, digest_of(other)}};
  EXPECT_EQ(find_token(kept, other)->name, "b");
  EXPECT_EQ(find_token(kept, one)->name, "a");
  EXPECT_EQ(find_token(kept, one + "x"), nullptr);
  EXPECT_EQ(find_token(kept, ""), nullptr);
}

// Of `htpasswd -nbB`, for "secret".
const User kAnna{"anna", "$2y$05$weEzdBo5Cqjs3eGAwPFmWO3zl/bqe2Ir6Np7ml7YieI5HTIxrpQd."};

TEST(Threat20_Passwords, OnlyBcryptOfABearableCostIsTaken) {
  const std::string salt_and_hash(53, 'a');
  for (const char* prefix : {"$2a$04$", "$2b$10$", "$2y$15$"}) {
    EXPECT_TRUE(is_bcrypt(prefix + salt_and_hash)) << prefix;
  }
  for (const char* prefix : {"$2b$03$", "$2b$16$", "$2x$10$", "$1$0000$", "$2b$1x$", "plaintx"}) {
    EXPECT_FALSE(is_bcrypt(prefix + salt_and_hash)) << prefix;
  }
  EXPECT_FALSE(is_bcrypt(""));
  EXPECT_FALSE(is_bcrypt("secret"));
  EXPECT_FALSE(is_bcrypt("$2b$10$" + std::string(52, 'a')));
  EXPECT_FALSE(is_bcrypt("$2b$10$" + std::string(52, 'a') + ":"));
}

TEST(Threat20_Passwords, AreCheckedWhole) {
  EXPECT_TRUE(check_password("secret", kAnna.hash));
  EXPECT_FALSE(check_password("Secret", kAnna.hash));
  EXPECT_FALSE(check_password("", kAnna.hash));
  EXPECT_FALSE(check_password(std::string("secret\0x", 8), kAnna.hash));
}

TEST(Threat20_Passwords, NobodysHashCostsAsMuchAsAnybodys) {
  const std::string slow = "$2b$12$" + std::string(53, 'a');
  const std::string fake = nobodys_hash(std::vector<User>{kAnna, {"eve", slow}});
  EXPECT_TRUE(is_bcrypt(fake));
  EXPECT_EQ(fake.substr(0, 7), "$2b$12$");
  EXPECT_FALSE(check_password("", nobodys_hash(std::vector<User>{kAnna})));
}

TEST(Threat20_Passwords, AreRememberedForAMinuteAndByTheWholeOfThem) {
  Remembered remembered;
  const Remembered::Time start{};
  EXPECT_FALSE(remembered.knows(kAnna, "secret", start));
  remembered.remember(kAnna, "secret", start);
  EXPECT_TRUE(remembered.knows(kAnna, "secret", start + std::chrono::seconds(59)));
  EXPECT_TRUE(remembered.knows(kAnna, "secret", start + std::chrono::seconds(118)));
  EXPECT_FALSE(remembered.knows(kAnna, "secret2", start));
  EXPECT_FALSE(remembered.knows({"anna", "another"}, "secret", start));
  EXPECT_FALSE(remembered.knows({"ann", kAnna.hash + "a"}, "secret", start));
  EXPECT_FALSE(remembered.knows(kAnna, "secret", start + std::chrono::seconds(178)));
}

TEST(Threat10_Peers, AreCountedByPlaceAndNamedByKind) {
  const auto place = [](const char* text) { return place_of(boost::asio::ip::make_address(text)); };
  const auto whereabouts = [](const char* text) {
    return whereabouts_of(boost::asio::ip::make_address(text));
  };
  EXPECT_EQ(place("10.1.2.3"), "10.1.2.3");
  EXPECT_EQ(place("::ffff:10.1.2.3"), "10.1.2.3");
  EXPECT_EQ(place("2001:db8:1:2:3:4:5:6"), place("2001:db8:1:2::1"));
  EXPECT_NE(place("2001:db8:1:2::1"), place("2001:db8:1:3::1"));
  EXPECT_EQ(whereabouts("127.8.8.8"), "this machine");
  EXPECT_EQ(whereabouts("::1"), "this machine");
  for (const char* text :
       {"10.0.0.1", "172.31.0.1", "192.168.1.1", "fd00::1", "fe80::1", "::ffff:10.0.0.1"}) {
    EXPECT_EQ(whereabouts(text), "a private network") << text;
  }
  for (const char* text : {"8.8.8.8", "172.32.0.1", "2001:db8::1"}) {
    EXPECT_EQ(whereabouts(text), "elsewhere") << text;
  }
}

}  // namespace
}  // namespace jono::http
