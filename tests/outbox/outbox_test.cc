// SPDX-License-Identifier: EUPL-1.2
#include "daemon/outbox/outbox.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace jono::outbox {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class N09_Outbox : public testing::Test {
 protected:
  N09_Outbox() {
    std::string pattern = testing::TempDir() + "jono_outbox_XXXXXX";
    path = ::mkdtemp(pattern.data());
  }
  ~N09_Outbox() override { std::filesystem::remove_all(path); }

  // As another process would find it.
  void reopen(OutboxSettings settings = {.source = "ace", .receivers = {"a", "b"}}) {
    box.reset();
    auto locked = store::DataDir::open(path);
    ASSERT_TRUE(locked) << locked.error().what;
    dir.emplace(std::move(*locked));
    auto opened = Outbox::open(*dir, std::move(settings));
    if (opened) {
      box = std::move(*opened);
    } else {
      error = opened.error();
    }
    ASSERT_TRUE(opened || !error.what.empty());
  }
  void close() {
    box.reset();
    dir.reset();
  }
  void reopened(OutboxSettings settings = {.source = "ace", .receivers = {"a", "b"}}) {
    close();
    reopen(std::move(settings));
  }

  std::filesystem::path path;
  std::optional<store::DataDir> dir;
  std::unique_ptr<Outbox> box;
  Error error;
};

TEST_F(N09_Outbox, NumbersGoOnOverRestarts) {
  reopen();
  ASSERT_TRUE(box->append({"one", "two"}));
  const std::string epoch = box->epoch();
  reopened();
  EXPECT_EQ(box->epoch(), epoch);
  EXPECT_EQ(box->highest(), 2U);
  ASSERT_TRUE(box->append({"three"}));
  EXPECT_THAT(*box->read(1, 10), ElementsAre("one", "two", "three"));
  EXPECT_THAT(*box->read(2, 1), ElementsAre("two"));
  EXPECT_THAT(*box->read(4, 1), IsEmpty());
}

TEST_F(N09_Outbox, DropsWhatEveryReceiverHas) {
  reopen();
  ASSERT_TRUE(box->append({"one", "two", "three"}));
  box->acknowledge("a", 3);
  box->acknowledge("b", 1);
  ASSERT_TRUE(box->drop_acknowledged());
  EXPECT_EQ(box->tail(), 2U);
  box->acknowledge("b", 3);
  ASSERT_TRUE(box->drop_acknowledged());
  reopened();
  EXPECT_EQ(box->tail(), 4U);
  EXPECT_EQ(box->highest(), 3U);
  EXPECT_EQ(box->acknowledged_by_all(), 3U);
}

TEST_F(N09_Outbox, EachReceiverHasItsPlace) {
  reopen();
  ASSERT_TRUE(box->append({"one", "two", "three"}));
  box->acknowledge("a", 2);
  box->acknowledge("a", 1);
  box->acknowledge("b", 9);  // beyond what was ever given
  ASSERT_TRUE(box->drop_acknowledged());
  reopened({.source = "ace", .receivers = {"a", "c"}});
  EXPECT_EQ(box->acknowledged("a"), 1U) << "one that was restored from a backup has less";
  EXPECT_EQ(box->acknowledged("c"), 1U) << "a new one gets what is held";
  EXPECT_EQ(box->tail(), 2U);
}

TEST_F(N09_Outbox, IsFullUntilMoreIsAcknowledged) {
  const OutboxSettings small{.source = "ace", .receivers = {"a"}, .most_bytes = 6};
  reopen(small);
  ASSERT_TRUE(box->append({"one"}));
  EXPECT_FALSE(box->full());
  ASSERT_TRUE(box->append({"two"}));
  EXPECT_TRUE(box->full());
  reopened(small);
  EXPECT_TRUE(box->full());
  box->acknowledge("a", 1);
  ASSERT_TRUE(box->drop_acknowledged());
  EXPECT_FALSE(box->full());
}

TEST_F(N09_Outbox, KeepsThePlaceWithTheLines) {
  reopen();
  EXPECT_EQ(box->place(), "");
  ASSERT_TRUE(box->append({"one"}, "at 1"));
  ASSERT_TRUE(box->append({"", "three"}));
  reopened();
  EXPECT_EQ(box->place(), "at 1");
  EXPECT_THAT(*box->read(1, 10), ElementsAre("one", "", "three"));
}

TEST_F(N09_Outbox, GivesUpTheOldestWhenItMust) {
  const OutboxSettings small{.source = "ace", .receivers = {"a"}, .most_bytes = 6};
  reopen(small);
  ASSERT_TRUE(box->append({"one"}));
  EXPECT_EQ(*box->make_room(), 0U);
  ASSERT_TRUE(box->append({"two", "three"}));
  EXPECT_EQ(*box->make_room(), 2U);
  EXPECT_FALSE(box->full());
  reopened(small);
  EXPECT_EQ(box->tail(), 3U);
  EXPECT_EQ(box->acknowledged("a"), 2U);
  EXPECT_THAT(*box->read(1, 10), ElementsAre("", "", "three")) << "the numbers stay";
  EXPECT_THAT(*box->read(1, 1), ElementsAre(""));
}

TEST_F(N09_Outbox, NeverGivesUpTheNewest) {
  reopen({.source = "ace", .receivers = {"a"}, .most_bytes = 6});
  ASSERT_TRUE(box->append({"one", "longer than all"}));
  EXPECT_EQ(*box->make_room(), 1U);
  EXPECT_EQ(*box->make_room(), 0U);
  EXPECT_THAT(*box->read(2, 1), ElementsAre("longer than all"));
}

TEST_F(N09_Outbox, RefusesAnotherSource) {
  reopen();
  reopened({.source = "mitel", .receivers = {"a"}});
  EXPECT_THAT(error.what, HasSubstr("is the outbox of source ace, not of mitel"));
}

TEST_F(N09_Outbox, RefusesAFileThatIsNone) {
  reopen();
  close();
  std::filesystem::remove(path / "outbox.db-wal");
  std::ofstream(path / "outbox.db", std::ios::binary | std::ios::trunc) << std::string(4096, 'x');
  reopen();
  EXPECT_THAT(error.what, HasSubstr("outbox.db"));
  EXPECT_EQ(error.code, Errc::give_up);
}

TEST_F(N09_Outbox, RefusesAForeignAndANewerFile) {
  reopen();
  close();
  {
    SQLite::Database db(path / "outbox.db", SQLite::OPEN_READWRITE);
    db.exec("PRAGMA user_version = 2");
  }
  reopen();
  EXPECT_THAT(error.what, HasSubstr("is of format 2"));
  close();
  {
    SQLite::Database db(path / "outbox.db", SQLite::OPEN_READWRITE);
    db.exec("PRAGMA application_id = 7");
  }
  reopen();
  EXPECT_THAT(error.what, HasSubstr("is not an outbox of jonovahti"));
}

TEST_F(N09_Outbox, HasOneProcess) {
  reopen();
  EXPECT_THAT(store::DataDir::open(path).error().what, HasSubstr("another jonovahti"));
}

TEST_F(N09_Outbox, N10_AFreshOneHasAnotherEpoch) {
  reopen();
  const std::string epoch = box->epoch();
  close();
  for (const auto& file : std::filesystem::directory_iterator(path)) {
    std::filesystem::remove(file.path());
  }
  reopen();
  EXPECT_NE(box->epoch(), epoch);
  EXPECT_EQ(box->highest(), 0U);
}

}  // namespace
}  // namespace jono::outbox
