// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/id_key.h"

#include <sys/stat.h>

#include "tests/store/store_fixture.h"

namespace jono::store {
namespace {

class IdKeyTest : public StoreTest {
 protected:
  IdKeyTest() : dir(DataDir::open(path)) {}
  std::string refused(bool journal_empty) {
    const auto key = load_or_create_id_key(*dir, journal_empty);
    return key ? "" : key.error().what;
  }
  Result<DataDir> dir;
};

TEST_F(IdKeyTest, IsMadeOnceAndKept) {
  const auto made = load_or_create_id_key(*dir, true);
  ASSERT_TRUE(made);
  EXPECT_NE(*made, IdKey{});
  EXPECT_EQ(read_file(path / "id.key"),
            std::string(reinterpret_cast<const char*>(made->data()), made->size()));
  struct stat status{};
  ASSERT_EQ(::stat((path / "id.key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);
  EXPECT_FALSE(dir->has("id.key.new"));
  EXPECT_EQ(*load_or_create_id_key(*dir, true), *made);
  EXPECT_EQ(*load_or_create_id_key(*dir, false), *made);
}

TEST_F(IdKeyTest, IsNotReplacedWhileTheJournalHoldsEvents) {
  EXPECT_NE(refused(false).find("is missing, and the journal holds ids"), std::string::npos);
  EXPECT_FALSE(dir->has("id.key"));
}

TEST_F(IdKeyTest, OfAnotherSizeIsRefused) {
  ASSERT_TRUE(load_or_create_id_key(*dir, true));
  for (const std::size_t size : {0U, 31U, 33U}) {
    write_file(path / "id.key", std::string(size, 'k'));
    EXPECT_NE(refused(true).find("a key has 32"), std::string::npos) << size;
    EXPECT_NE(refused(false).find("a key has 32"), std::string::npos) << size;
  }
}

TEST_F(IdKeyTest, AHalfWrittenOneIsWrittenAnew) {
  ASSERT_TRUE(dir->open_file("id.key.new"));
  write_file(path / "id.key.new", std::string(40, 'x'));
  ASSERT_TRUE(load_or_create_id_key(*dir, true));
  EXPECT_EQ(read_file(path / "id.key").size(), 32U);
}

TEST_F(IdKeyTest, OpenToOthersIsRefused) {
  ASSERT_TRUE(load_or_create_id_key(*dir, true));
  ::chmod((path / "id.key").c_str(), 0644);
  EXPECT_NE(refused(true).find("is open to other users"), std::string::npos);
}

}  // namespace
}  // namespace jono::store
