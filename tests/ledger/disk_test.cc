// SPDX-License-Identifier: EUPL-1.2
// A full disk is waited for with everything else at work; files that are gone end it.
#include <sqlite3.h>

#include <cerrno>
#include <future>

#include "tests/ledger/ledger_fixture.h"

namespace jono::ledger {
namespace {

std::atomic<bool> disk_full = false;

ssize_t full_pwrite(int fd, const void* data, size_t size, off_t offset) {
  if (!disk_full) return ::pwrite(fd, data, size, offset);
  errno = ENOSPC;
  return -1;
}

class D01_Ledger : public LedgerTest {
 protected:
  D01_Ledger() { set_pwrite(reinterpret_cast<sqlite3_syscall_ptr>(&full_pwrite)); }
  ~D01_Ledger() override {
    set_pwrite(nullptr);
    disk_full = false;
  }

 private:
  static void set_pwrite(sqlite3_syscall_ptr call) {
    sqlite3_vfs* const vfs = ::sqlite3_vfs_find(nullptr);
    for (const char* name : {"pwrite64", "pwrite"}) vfs->xSetSystemCall(vfs, name, call);
  }
};
class D13_Ledger : public LedgerTest {};

TEST_F(D01_Ledger, AnswersWhileTheDiskIsFullAndResumesByItself) {
  auto s = start();
  s->give(SourceId{0}, traffic(*s, 1, 10), Link::up);
  s->round();
  disk_full = true;
  int told = 0;
  Delivery delivery;
  delivery.source = SourceId{0};
  delivery.events = traffic(*s, 11, 10);
  delivery.durable = [&] { ++told; };
  ASSERT_TRUE(s->channel.try_put(delivery));
  s->round();
  EXPECT_EQ(told, 0);
  EXPECT_EQ(s->ledger.phase(), Phase::disk_full);
  EXPECT_FALSE(s->receipts.accepting());
  EXPECT_EQ(s->receipts.get(SourceId{0}).seq, 10U);
  s->give(SourceId{0}, traffic(*s, 21, 10));
  auto asked = std::async(std::launch::async,
                          [&] { return s->ledger.record(LineId{0}, kNever, Instant::max()); });
  while (asked.wait_for(Millis(0)) != std::future_status::ready) s->round();
  ASSERT_TRUE(asked.get());
  EXPECT_GT(s->channel.depth(), 0U);  // nothing more was taken
  EXPECT_EQ(s->rows_of(LineId{0})[0].offered, 5);
  disk_full = false;
  s->round();
  EXPECT_EQ(s->receipts.get(SourceId{0}).seq, 20U);
  EXPECT_EQ(told, 1);
  s->round();
  EXPECT_EQ(s->ledger.phase(), Phase::ready);
  EXPECT_TRUE(s->receipts.accepting());
  EXPECT_EQ(s->receipts.get(SourceId{0}).seq, 30U);
  const std::string rows = s->rows();
  s = nullptr;
  s = start();
  s->give(SourceId{0}, {}, Link::up);
  s->round();
  EXPECT_EQ(s->rows(), rows);
}

TEST_F(D01_Ledger, StoppedWhileTheDiskIsFullItKeepsNothingThatIsNotInTheJournal) {
  auto s = start();
  s->give(SourceId{0}, traffic(*s, 1, 10), Link::up);
  s->round();
  disk_full = true;
  s->give(SourceId{0}, traffic(*s, 11, 10));
  s->channel.close();
  const auto ended = s->ledger.run();
  ASSERT_FALSE(ended);
  EXPECT_THAT(ended.error().what, ::testing::HasSubstr("while the disk was full"));
  s = nullptr;
  disk_full = false;
  s = start();
  EXPECT_EQ(s->receipts.get(SourceId{0}).seq, 10U);
}

TEST_F(D13_Ledger, AFileThatIsGoneEndsItWithinTenSeconds) {
  for (const char* gone : {"journal.db", "history.db", ""}) {
    std::filesystem::remove_all(path_);
    auto s = start();
    s->round();
    const auto away = path_.string() + ".away";
    std::filesystem::remove_all(away);
    std::filesystem::rename(path_ / gone, away);
    clock_.advance(seconds(10));
    s->channel.poke();
    const auto ended = s->ledger.round();
    ASSERT_FALSE(ended) << gone;
    EXPECT_EQ(ended.error().code, Errc::give_up);
    EXPECT_THAT(ended.error().what, ::testing::HasSubstr("was moved or deleted"));
    s = nullptr;
    s = start();  // made anew
    std::filesystem::remove_all(away);
  }
}

}  // namespace
}  // namespace jono::ledger
