// SPDX-License-Identifier: EUPL-1.2
// A backup is whole and private, or not there at all.
#include "daemon/store/backup.h"

#include <algorithm>

#include "tests/store/store_fixture.h"

namespace jono::store {
namespace {

class BackupTest : public StoreTest {
 protected:
  [[nodiscard]] std::vector<std::string> names_in(const std::filesystem::path& dir) const {
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::directory_iterator(dir)) {
      out.push_back(entry.path().filename());
    }
    std::ranges::sort(out);
    return out;
  }
  std::filesystem::path to = root / "copy";
};

TEST_F(BackupTest, CopiesWhatIsThereWhileItIsWritten) {
  OpenJournal j(path);
  for (int i = 1; i <= 5; ++i) j.append({queued(std::uint64_t(i), i)});
  write_file(path / "id.key", "k");
  write_file(path / "feed.secret", "s");
  const auto made = back_up(path, to, true);
  ASSERT_TRUE(made) << made.error().what;
  EXPECT_EQ(names_in(to), (std::vector<std::string>{"journal.db"}));
  EXPECT_EQ(std::filesystem::status(to).permissions(), std::filesystem::perms(0700));
  EXPECT_EQ(std::filesystem::status(to / "journal.db").permissions(), std::filesystem::perms(0600));
  j.append({queued(6, 6)});
  OpenJournal copy(to);
  ASSERT_TRUE(copy.journal) << copy.error.what;
  EXPECT_EQ(copy.first_broken(), std::nullopt);
  EXPECT_EQ(copy.read().size(), 5U);
  EXPECT_EQ(j.read().size(), 6U);
}

TEST_F(BackupTest, LeavesTheJournalOut) {
  OpenJournal j(path);
  ASSERT_TRUE(back_up(path, to, false));
  EXPECT_EQ(names_in(to), std::vector<std::string>{});
}

TEST_F(BackupTest, RefusesWhatIsThere) {
  OpenJournal j(path);
  std::filesystem::create_directory(to);
  for (const std::filesystem::path& wrong : {to, std::filesystem::path("copy"), root / ""}) {
    const auto made = back_up(path, wrong, false);
    ASSERT_FALSE(made) << wrong;
    EXPECT_EQ(made.error().code, Errc::bad_input);
  }
}

TEST_F(BackupTest, LeavesNothingOfABackupThatFailed) {
  std::filesystem::create_directory(path);
  write_file(path / "history.db", std::string(5000, 'x'));
  const auto made = back_up(path, to, false);
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().what.find("history.db"), std::string::npos);
  EXPECT_EQ(names_in(root), std::vector<std::string>{"data"});
}

}  // namespace
}  // namespace jono::store
