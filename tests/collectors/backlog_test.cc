// SPDX-License-Identifier: EUPL-1.2
// What waits while the channel is full, and for how long; and the secret on disk.
#include "collectors/backlog.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "collectors/secret_file.h"

namespace jono::asterisk {
namespace {

Delivery numbered(std::uint32_t source, std::size_t events = 1) {
  Delivery out;
  out.source = SourceId{source};
  out.events.resize(events);
  return out;
}

std::vector<std::uint32_t> take(EventChannel& channel) {
  std::vector<Delivery> taken;
  channel.take_all(taken, Millis(0));
  std::vector<std::uint32_t> out;
  for (const Delivery& d : taken) out.push_back(d.source.value);
  return out;
}

using Sources = std::vector<std::uint32_t>;

TEST(Backlog, KeepsTheOrder) {
  EventChannel channel(1);
  Backlog backlog(channel);
  for (std::uint32_t i = 1; i <= 3; ++i) EXPECT_TRUE(backlog.put(numbered(i)));
  EXPECT_FALSE(backlog.empty());
  EXPECT_EQ(take(channel), (Sources{1}));
  EXPECT_TRUE(backlog.put(numbered(4)));
  EXPECT_EQ(take(channel), (Sources{2}));
  EXPECT_FALSE(backlog.retry());
  EXPECT_EQ(take(channel), (Sources{3}));
  EXPECT_TRUE(backlog.retry());
  EXPECT_TRUE(backlog.empty());
  EXPECT_EQ(take(channel), (Sources{4}));
}

TEST(Backlog, DropsAllWhenThereIsTooMuch) {
  EventChannel channel(1);
  Backlog backlog(channel, 100 * sizeof(Event));
  EXPECT_TRUE(backlog.put(numbered(1)));
  EXPECT_TRUE(backlog.put(numbered(2, 50)));
  EXPECT_FALSE(backlog.put(numbered(3, 50)));
  EXPECT_TRUE(backlog.empty());
  EXPECT_TRUE(backlog.put(numbered(4, 50))) << "there is room again";
  EXPECT_EQ(take(channel), (Sources{1}));
  EXPECT_TRUE(backlog.retry());
  EXPECT_EQ(take(channel), (Sources{4}));
}

TEST(Backlog, CountsWhatALongListHolds) {
  EventChannel channel(1);
  Backlog backlog(channel, 1000 * sizeof(ListedCall));
  EXPECT_TRUE(backlog.put(numbered(1)));
  auto body = std::make_shared<SnapshotBody>();
  body->waiting.resize(1000);
  Delivery list = numbered(2);
  list.events[0].what = SourceSnapshot{body};
  EXPECT_FALSE(backlog.put(std::move(list)));
}

class SecretFile : public ::testing::Test {
 protected:
  ~SecretFile() override { std::filesystem::remove(path_); }
  std::string read(const std::string& text) {
    std::ofstream(path_) << text;
    const auto secret = read_secret(path_);
    return secret ? *secret : "error";
  }
  const std::string path_ = ::testing::TempDir() + "jono_secret_" + std::to_string(::getpid());
};

TEST_F(SecretFile, IsOneLine) {
  EXPECT_EQ(read("s3cret\n"), "s3cret");
  EXPECT_EQ(read(" s3 cret \r\n\n"), "s3 cret");
  EXPECT_EQ(read("ä"), "ä");
  EXPECT_EQ(read(std::string(1023, 'x')), std::string(1023, 'x'));
}

TEST_F(SecretFile, NothingElseIsOne) {
  EXPECT_EQ(read(""), "error");
  EXPECT_EQ(read("\n"), "error");
  EXPECT_EQ(read("a\r\nAction: Originate"), "error");
  EXPECT_EQ(read(std::string("a\0b", 3)), "error");
  EXPECT_EQ(read(std::string(5000, 'x')), "error");
}

TEST_F(SecretFile, SaysWhyItCannotBeRead) {
  const auto missing = read_secret(path_);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().what, "cannot read " + path_ + ": No such file or directory");
  EXPECT_EQ(missing.error().code, Errc::retry_later);
  const auto folder = read_secret(::testing::TempDir());
  ASSERT_FALSE(folder);
  EXPECT_NE(folder.error().what.find("Is a directory"), std::string::npos);
}

}  // namespace
}  // namespace jono::asterisk
