// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/outgoing.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "daemon/http/problem.h"

namespace jono::http {
namespace {

const LocalText kThree{"suomeksi", "på svenska", "in English"};

std::string unpacked(const std::string& bytes) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string out(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

Response kept(std::string body) {
  Response out{.status = 200, .content_type = "application/json", .body = std::move(body)};
  out.revalidate = true;
  return out;
}

TEST(Language, IsTheOneThatIsLikedBestOfOurs) {
  const auto chosen = [](std::string_view header) { return choose_language(header, Language::fi); };
  EXPECT_EQ(chosen(""), Language::fi);
  EXPECT_EQ(chosen("sv"), Language::sv);
  EXPECT_EQ(chosen("sv-FI"), Language::sv);
  EXPECT_EQ(chosen("de, en;q=0.5, sv;q=0.8"), Language::sv);
  EXPECT_EQ(chosen("en;q=0.2,sv; q=0.1"), Language::en);
  EXPECT_EQ(chosen("sv;q=0"), Language::fi);
  EXPECT_EQ(chosen("sv;q=x, en"), Language::en);
  EXPECT_EQ(chosen(";;;,,q=q="), Language::fi);
}

TEST(Gzip, IsTakenByWhoSaysSo) {
  EXPECT_TRUE(takes_gzip("gzip, deflate, br"));
  EXPECT_TRUE(takes_gzip("br;q=1.0, gzip;q=0.1"));
  EXPECT_FALSE(takes_gzip("br"));
  EXPECT_FALSE(takes_gzip("gzip;q=0"));
  EXPECT_FALSE(takes_gzip(""));
}

TEST(Gzip, GivesTheSameBytesBack) {
  for (const std::string& bytes : {std::string(), std::string("a"), std::string(100'000, 'x')}) {
    EXPECT_EQ(unpacked(gzip(bytes)), bytes);
  }
}

TEST(Finish, CompressesTextThatIsLongEnough) {
  const Request takes{.gzip = true}, does_not{};
  const std::string text(5000, 'x');
  const Response small = finish({200, "text/plain", text}, takes, Language::fi);
  EXPECT_EQ(header(small, "Content-Encoding"), "gzip");
  EXPECT_EQ(header(small, "Vary"), "Accept-Encoding");
  EXPECT_EQ(unpacked(small.body), text);
  EXPECT_EQ(finish({200, "text/plain", text}, does_not, Language::fi).body, text);
  EXPECT_EQ(finish({200, "image/png", text}, takes, Language::fi).body, text);
  EXPECT_EQ(finish({200, "text/plain", "short"}, takes, Language::fi).body, "short");
  const Response coded{200, "text/plain", text, {{"Content-Encoding", "gzip"}}};
  EXPECT_EQ(finish(coded, takes, Language::fi).body, text);
}

TEST(Finish, AnswersNothingNewToWhoHasIt) {
  const std::string tag = header(finish(kept("{}"), {}, Language::fi), "ETag");
  EXPECT_EQ(tag.substr(0, 3), "W/\"");
  const Response same = finish(kept("{}"), {.if_none_match = "\"x\", " + tag}, Language::fi);
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.body, "");
  EXPECT_EQ(header(same, "ETag"), tag);
  EXPECT_EQ(finish(kept("{}"), {.if_none_match = "*"}, Language::fi).status, 304);
  const Response other = finish(kept("[]"), {.if_none_match = tag}, Language::fi);
  EXPECT_EQ(other.status, 200);
  EXPECT_NE(header(other, "ETag"), tag);
}

TEST(Finish, TagsOnlyWhatMayBeKept) {
  const Response response = finish({200, "text/plain", "now"}, {.if_none_match = "*"}, {});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header(response, "ETag"), "");
}

TEST(Finish, WritesProblemsInTheLanguageAskedFor) {
  const Response asked = finish(problem(404, kThree), {.accept_language = "sv"}, Language::fi);
  EXPECT_EQ(asked.body,
            "{\"type\":\"about:blank\",\"status\":404,\"title\":\"Finns inte\","
            "\"detail\":\"på svenska\"}\n");
  EXPECT_EQ(asked.content_type, "application/problem+json");
  const Response usual = finish(problem(404, kThree), {}, Language::fi);
  EXPECT_NE(usual.body.find("suomeksi"), std::string::npos);
}

}  // namespace
}  // namespace jono::http
