// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/data_dir.h"

#include <sys/stat.h>
#include <unistd.h>

#include "tests/store/store_fixture.h"

namespace jono::store {
namespace {

class DataDirTest : public StoreTest {};
class C08_DataDir : public StoreTest {};
class D14_DataDir : public StoreTest {
 protected:
  std::string fault(const char* file) {
    const auto dir = DataDir::open(path);
    if (!dir) return dir.error().what;
    const auto opened = dir->open_file(file);
    return opened ? "" : opened.error().what;
  }
};

unsigned mode_of(const std::filesystem::path& path) {
  struct stat status{};
  EXPECT_EQ(::lstat(path.c_str(), &status), 0);
  return status.st_mode & 07777U;
}

TEST_F(DataDirTest, IsMadeForUsAlone) {
  const auto dir = DataDir::open(path);
  ASSERT_TRUE(dir);
  EXPECT_EQ(mode_of(path), 0700U);
  EXPECT_EQ(mode_of(path / "lock"), 0600U);
  ASSERT_TRUE(dir->open_file("x"));
  EXPECT_EQ(mode_of(path / "x"), 0600U);
}

TEST_F(DataDirTest, KnowsWhatItHas) {
  const auto dir = DataDir::open(path);
  EXPECT_FALSE(dir->has("x"));
  ASSERT_TRUE(dir->open_file("x"));
  EXPECT_TRUE(dir->has("x"));
  ASSERT_TRUE(dir->rename("x", "y"));
  EXPECT_FALSE(dir->has("x"));
  EXPECT_TRUE(dir->has("y"));
  EXPECT_FALSE(dir->rename("x", "z"));
}

TEST_F(DataDirTest, NeedsAParent) {
  const auto dir = DataDir::open(root / "no" / "such");
  ASSERT_FALSE(dir);
  EXPECT_EQ(dir.error().code, Errc::give_up);
}

TEST_F(C08_DataDir, ASecondStartIsRefused) {
  {
    const auto first = DataDir::open(path);
    ASSERT_TRUE(first);
    const auto second = DataDir::open(path);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::give_up);
    EXPECT_NE(second.error().what.find("another jonovahti is using"), std::string::npos);
  }
  EXPECT_TRUE(DataDir::open(path));
}

TEST_F(D14_DataDir, ALinkInItsPlaceIsRefused) {
  std::filesystem::create_directory(root / "real");
  std::filesystem::create_directory_symlink(root / "real", path);
  EXPECT_FALSE(DataDir::open(path));
}

TEST_F(D14_DataDir, AFileInItsPlaceIsRefused) {
  write_file(path, "x");
  EXPECT_FALSE(DataDir::open(path));
}

TEST_F(D14_DataDir, OneThatOthersMayWriteToIsRefused) {
  ASSERT_TRUE(DataDir::open(path));
  ::chmod(path.c_str(), 0770);
  EXPECT_NE(fault("x").find("is open to other users (mode 0770)"), std::string::npos);
  ::chmod(path.c_str(), 0755);
  EXPECT_EQ(fault("x"), "");
}

TEST_F(D14_DataDir, AFileOpenToOthersIsRefused) {
  EXPECT_EQ(fault("x"), "");
  ::chmod((path / "x").c_str(), 0640);
  EXPECT_NE(fault("x").find("is open to other users (mode 0640)"), std::string::npos);
}

TEST_F(D14_DataDir, AFileThatIsALinkIsRefused) {
  EXPECT_EQ(fault("x"), "");
  std::filesystem::create_symlink(path / "x", path / "link");
  std::filesystem::create_symlink(path / "nowhere", path / "dangling");
  EXPECT_NE(fault("link"), "");
  EXPECT_NE(fault("dangling"), "");
  EXPECT_FALSE(std::filesystem::exists(path / "nowhere"));
}

TEST_F(D14_DataDir, ADirectoryForAFileIsRefused) {
  std::filesystem::create_directories(path / "x");
  EXPECT_NE(fault("x"), "");
}

TEST_F(D14_DataDir, AFileOfAnotherUserIsRefused) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  EXPECT_EQ(fault("x"), "");
  ASSERT_EQ(::chown((path / "x").c_str(), 65534, 65534), 0);
  EXPECT_NE(fault("x").find("belongs to another user"), std::string::npos);
}

}  // namespace
}  // namespace jono::store
