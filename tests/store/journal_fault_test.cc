// SPDX-License-Identifier: EUPL-1.2
// The disk fails at the n-th write or sync, for every n: what append() gave an id for is there
// after the next start, and nothing is half there.
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <semaphore>
#include <thread>

#include "daemon/store/history.h"
#include "tests/store/store_fixture.h"

namespace {

// Counts the calls down; the one that finds 0 fails, and so do those after it while `for_good`.
struct Fault {
  int left = -1;
  int error = 0;
  bool for_good = false;

  bool due() {
    if (left < 0) return false;
    if (left > 0) {
      --left;
      return false;
    }
    if (!for_good) left = -1;
    errno = error;
    return true;
  }
};
Fault write_fault;
Fault sync_fault;
std::function<void()> on_sync = [] {};  // on the thread that syncs

ssize_t failing_pwrite(int fd, const void* data, size_t size, off_t offset) {
  return write_fault.due() ? -1 : ::pwrite(fd, data, size, offset);
}

}  // namespace

// Stands before the C library's for all of this test program, and does nothing: no test here cuts
// the power, and the other programs' disk is spared.
extern "C" int fdatasync(int) {
  on_sync();
  return sync_fault.due() ? -1 : 0;
}

namespace jono::store {
namespace {

constexpr int kBatches = 4;
constexpr int kMostCalls = 200;

class FaultTest : public StoreTest {
 protected:
  FaultTest() { set_pwrite(reinterpret_cast<sqlite3_syscall_ptr>(&failing_pwrite)); }
  ~FaultTest() override {
    set_pwrite(nullptr);
    write_fault = {};
    sync_fault = {};
    on_sync = [] {};
  }

  // Appends with `fault` set to fail at its n-th call, for every n until it no longer comes up.
  // `expected` is what an append that meets it says.
  void fail_everywhere(Fault& fault, int error, Errc expected) {
    for (int n = 0; n < kMostCalls; ++n) {
      std::filesystem::remove_all(path);
      std::vector<std::uint64_t> acked;
      const bool met = append_with(fault, {n, error, false}, expected, acked);
      fault = {};
      expect_all_there(acked, n);
      if (!met) return;
    }
    FAIL() << "the fault never stopped coming up";
  }

  // Whether the fault came up. Ends at a give_up, as the process would.
  bool append_with(Fault& fault, const Fault& armed, Errc expected,
                   std::vector<std::uint64_t>& acked) {
    OpenJournal j(path);
    fault = armed;
    for (std::uint64_t i = 1; i <= kBatches; ++i) {
      const std::vector<Event> events(50, queued(i, 1));
      const auto id = j.journal->append({.received_at = ms(1), .events = events});
      if (id) {
        acked.push_back(i);
        continue;
      }
      EXPECT_EQ(id.error().code, expected) << id.error().what;
      if (id.error().code == Errc::give_up) break;
    }
    return fault.left < 0;
  }

  void expect_all_there(const std::vector<std::uint64_t>& acked, int n) {
    OpenJournal j(path);
    ASSERT_TRUE(j.journal) << j.error.what;
    EXPECT_EQ(j.first_broken(), std::nullopt) << n;
    std::vector<std::uint64_t> found;
    for (const Kept& batch : j.read()) {
      ASSERT_EQ(batch.events.size(), 50U) << n;
      found.push_back(std::get<CallQueued>(batch.events[0].what).call.bits[0]);
    }
    EXPECT_TRUE(std::ranges::includes(found, acked)) << n;
  }

 private:
  static void set_pwrite(sqlite3_syscall_ptr call) {
    sqlite3_vfs* const vfs = ::sqlite3_vfs_find(nullptr);
    for (const char* name : {"pwrite64", "pwrite"}) vfs->xSetSystemCall(vfs, name, call);
  }
};
class D01_Journal : public FaultTest {};
class D02_History : public FaultTest {};
class D04_Journal : public FaultTest {};
class D05_Journal : public FaultTest {};
class D08_Journal : public FaultTest {};
class JournalLog : public FaultTest {};

TEST_F(D01_Journal, AFullDiskIsWaitedFor) {
  fail_everywhere(write_fault, ENOSPC, Errc::retry_later);
}

TEST_F(D01_Journal, NothingChangesWhileTheDiskIsFull) {
  OpenJournal j(path);
  j.append({queued(1, 1)});
  const ChainLink head = j.journal->head();
  write_fault = {0, ENOSPC, true};
  const std::vector<Event> events{queued(2, 2)};
  for (int i = 0; i < 3; ++i) {
    const auto id = j.journal->append({.events = events});
    ASSERT_FALSE(id);
    EXPECT_EQ(id.error().code, Errc::retry_later);
    EXPECT_NE(id.error().what.find("make room on the disk"), std::string::npos);
    EXPECT_EQ(j.journal->head(), head);
    EXPECT_EQ(j.read().size(), 1U);
  }
  write_fault = {};
  EXPECT_EQ(j.append(events), BatchId{2});
  EXPECT_EQ(j.read().size(), 2U);
  EXPECT_EQ(j.first_broken(), std::nullopt);
}

TEST_F(D04_Journal, AFailingWriteEndsIt) { fail_everywhere(write_fault, EIO, Errc::give_up); }

TEST_F(D05_Journal, AFailingSyncEndsIt) { fail_everywhere(sync_fault, EIO, Errc::give_up); }

TEST_F(D05_Journal, AFailingSyncEndsItEvenIfTheDiskIsFull) {
  fail_everywhere(sync_fault, ENOSPC, Errc::give_up);
}

TEST_F(D05_Journal, AFailingSyncOfTheCheckpointEndsIt) {
  OpenJournal j(path);
  for (int i = 0; i < 20; ++i) j.append_much();
  sync_fault = {0, EIO, false};
  ASSERT_TRUE(j.journal->checkpoint());  // begins it
  const auto moved = j.journal->checkpoint();
  ASSERT_FALSE(moved);
  EXPECT_EQ(moved.error().code, Errc::give_up);
}

// Something more is written during each sync of those who move it: none of them moves all of it.
TEST_F(JournalLog, BeginsAnewThoughWritingNeverPauses) {
  const auto writer = std::this_thread::get_id();
  std::counting_semaphore<> syncing(0);
  std::counting_semaphore<> written(0);
  on_sync = [&] {
    if (std::this_thread::get_id() == writer) return;
    syncing.release();
    written.acquire();
  };
  const auto header = [&] { return read_file(path / "journal.db-wal").substr(0, 32); };
  OpenJournal j(path);
  for (int i = 0; i < 9; ++i) j.append_much();
  const std::string before = header();
  for (int syncs = 0; syncs < 20 && header() == before;) {
    EXPECT_TRUE(j.journal->checkpoint());
    const bool waits = syncing.try_acquire_for(std::chrono::milliseconds(1));
    j.append({queued(1, 1)});
    if (waits) written.release();
    syncs += waits ? 1 : 0;
  }
  EXPECT_NE(header(), before);
  written.release(2);  // for what is under way
}

// Whatever write or sync of a checkpoint fails, the one before it or the new one is there, whole.
TEST_F(D02_History, AFailingCheckpointLeavesTheOneBefore) {
  const auto checkpoint = [](std::uint64_t n) {
    Checkpoint out;
    out.journal.id.value = n;
    for (std::uint64_t i = 0; i < 20'000; ++i) {
      out.state += static_cast<char>((n + i) * 0x9e3779b97f4a7c15U >> 56);
    }
    return out;
  };
  for (auto& [fault, error] : {std::pair{&write_fault, ENOSPC}, std::pair{&write_fault, EIO},
                               std::pair{&sync_fault, EIO}}) {
    bool met = true;
    for (int n = 0; met; ++n) {
      ASSERT_LT(n, kMostCalls);
      std::filesystem::remove_all(path);
      const auto dir = DataDir::open(path);
      ASSERT_TRUE(dir);
      std::uint64_t saved = 0;
      {
        const auto history = History::open(*dir);
        ASSERT_TRUE((*history)->save(checkpoint(1), {}, {}));
        *fault = {n, error, false};
        for (saved = 1; saved < 4; ++saved) {
          if (!(*history)->save(checkpoint(saved + 1), {}, {})) break;
        }
        met = fault->left < 0;
        *fault = {};
      }
      const auto history = History::open(*dir);
      ASSERT_TRUE(history);
      const auto found = (*history)->checkpoint();
      ASSERT_TRUE(found && *found);
      const std::uint64_t id = (*found)->journal.id.value;
      EXPECT_TRUE(id == saved || id == saved + 1) << id << ' ' << saved;
      EXPECT_TRUE((*found)->state == checkpoint(id).state) << id;
    }
  }
}

TEST_F(D08_Journal, AReadOnlyDiskIsWaitedFor) {
  fail_everywhere(write_fault, EROFS, Errc::retry_later);
}

}  // namespace
}  // namespace jono::store
