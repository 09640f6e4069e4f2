// SPDX-License-Identifier: EUPL-1.2
#include "collectors/feed/key_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "collectors/feed/feed_target.h"

namespace jono::feed {
namespace {

class KeyFileTest : public ::testing::Test {
 protected:
  KeyFileTest() { std::filesystem::create_directories(folder_); }
  ~KeyFileTest() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path put(const std::string& name, const std::string& text, mode_t mode) {
    const auto path = folder_ / name;
    std::ofstream(path) << text;
    ::chmod(path.c_str(), mode);
    return path;
  }
  static std::string fault(const Result<KeyFile>& file) { return file ? "" : file.error().what; }
  static bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
  }

  std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) / ("keys-" + std::to_string(::getpid()));
  KeyPair pair_ = make_keys();
};

TEST_F(KeyFileTest, ReadsWhatItPrints) {
  const KeyFile file{"ace", {"aspa", "vaihde"}, pair_.key, pair_.secret};
  const auto read = parse_key_file(print_key_file(file));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->source, "ace");
  EXPECT_EQ(read->lines, file.lines);
  EXPECT_EQ(read->key, pair_.key);
  EXPECT_EQ(read->secret, pair_.secret);
}

TEST_F(KeyFileTest, SaysWhatIsWrongAndWhere) {
  EXPECT_TRUE(has(fault(parse_key_file("")), "no `public`"));
  EXPECT_TRUE(has(fault(parse_key_file("# a\nnonsense\n")), "line 2"));
  EXPECT_TRUE(has(fault(parse_key_file("public: short\n")), "40 characters"));
  EXPECT_TRUE(has(fault(parse_key_file("public: " + std::string(40, '"') + "\n")), "Z85"));
  EXPECT_TRUE(has(fault(parse_key_file("sourse: ace\n")), "only `source`"));
  EXPECT_TRUE(has(fault(parse_key_file("lines: a,,b\n")), "commas"));
  EXPECT_TRUE(has(fault(parse_key_file("source: a\nsource: b\n")), "twice"));
}

TEST_F(KeyFileTest, ASecretThatOthersCanReadIsRefused) {
  const std::string text = print_key_file({"ace", {}, pair_.key, pair_.secret});
  EXPECT_EQ(fault(read_secret_file(put("a.secret", text, 0600))), "");
  EXPECT_TRUE(has(fault(read_secret_file(put("b.secret", text, 0640))), "chmod 600"));
  EXPECT_TRUE(has(fault(read_secret_file(put("b.secret", text, 0604))), "b.secret"));
}

TEST_F(KeyFileTest, ALinkAFolderAndALongFileAreRefused) {
  const auto real = put("a.pub", print_key_file({"ace", {}, pair_.key, {}}), 0644);
  EXPECT_EQ(fault(read_public_file(real)), "");
  std::filesystem::create_symlink(real, folder_ / "link.pub");
  EXPECT_TRUE(has(fault(read_public_file(folder_ / "link.pub")), "symbolic link"));
  EXPECT_TRUE(has(fault(read_public_file(folder_)), "no file"));
  EXPECT_TRUE(has(fault(read_public_file(put("c.pub", std::string(20'000, '#'), 0644))), "16 KiB"));
  EXPECT_TRUE(has(fault(read_public_file(put("d.pub", "public: x", 0666))), "go-w"));
}

TEST_F(KeyFileTest, KeysThatAreNoPairAndMisplacedSecretsAreRefused) {
  const KeyPair other = make_keys();
  EXPECT_TRUE(has(fault(read_secret_file(
                      put("a.secret", print_key_file({"a", {}, other.key, pair_.secret}), 0600))),
                  "no pair"));
  EXPECT_TRUE(has(fault(read_public_file(
                      put("a.pub", print_key_file({"a", {}, pair_.key, pair_.secret}), 0600))),
                  "only the .pub"));
}

TEST_F(KeyFileTest, NeverWritesOverAFile) {
  const auto path = folder_ / "new.secret";
  ASSERT_TRUE(write_new_file(path, "one", 0600));
  struct stat status{};
  ::stat(path.c_str(), &status);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  const auto again = write_new_file(path, "two", 0600);
  ASSERT_FALSE(again);
  EXPECT_TRUE(has(again.error().what, "already"));
  std::string text;
  std::ifstream(path) >> text;
  EXPECT_EQ(text, "one");
}

TEST_F(KeyFileTest, ATargetNeedsBothFilesOrNeither) {
  const KeyPair server = make_keys();
  const auto own = put("a.secret", print_key_file({"ace", {}, pair_.key, pair_.secret}), 0600);
  const auto daemon = put("feed.pub", print_key_file({{}, {}, server.key, {}}), 0644);
  EXPECT_FALSE(feed_target("tcp://h:1", own, {}));
  EXPECT_FALSE(feed_target("tcp://h:1", {}, daemon));
  ASSERT_TRUE(feed_target("tcp://h:1", {}, {}));
  EXPECT_FALSE(feed_target("tcp://h:1", {}, {})->keys);
  const auto target = feed_target("tcp://h:1", own, daemon);
  ASSERT_TRUE(target);
  EXPECT_EQ(target->keys->server, server.key);
  EXPECT_EQ(target->keys->own_public, pair_.key);
  EXPECT_EQ(target->keys->own_secret, pair_.secret);
}

}  // namespace
}  // namespace jono::feed
