// SPDX-License-Identifier: EUPL-1.2
// The states a power cut can leave journal.db and its log in: of what was not synced, any part of
// the writes, each whole or torn; and files cut or damaged anywhere near their end.
#include <sqlite3.h>

#include <algorithm>
#include <functional>
#include <random>

#include "tests/store/store_fixture.h"

namespace {

// What was written to a file since it was last synced.
struct Write {
  int fd;
  off_t offset;
  std::string data;
};
std::vector<Write>* recorded = nullptr;

ssize_t recording_pwrite(int fd, const void* data, size_t size, off_t offset) {
  if (recorded != nullptr) {
    recorded->push_back({fd, offset, {static_cast<const char*>(data), size}});
  }
  return ::pwrite(fd, data, size, offset);
}

}  // namespace

namespace jono::store {
namespace {

constexpr const char* kLog = "journal.db-wal";

class CrashTest : public StoreTest {
 protected:
  static void set_pwrite(sqlite3_syscall_ptr call) {
    sqlite3_vfs* const vfs = ::sqlite3_vfs_find(nullptr);
    for (const char* name : {"pwrite64", "pwrite"}) vfs->xSetSystemCall(vfs, name, call);
  }
  static std::string fmt_of(const char* what, std::uint64_t n) {
    return std::string(what) + " " + std::to_string(n) + ": ";
  }
  static std::vector<Event> batch(std::uint64_t n) {
    std::vector<Event> out;
    for (std::uint64_t i = 0; i < 150; ++i) {
      out.push_back(queued(n * 1000 + i * 0x9e3779b97f4a7c15U, std::int64_t(i)));
    }
    return out;
  }
  // What is in the files as they are put there: the first `least` batches at least, `most` at most,
  // each as it was.
  void expect_whole_batches(const std::string& db, const std::string& log, std::size_t least,
                            std::size_t most, const std::string& what) {
    std::filesystem::remove(path / "journal.db-shm");
    write_file(path / "journal.db", db);
    write_file(path / kLog, log);
    OpenJournal j(path);
    ASSERT_TRUE(j.journal) << what << j.error.what;
    EXPECT_EQ(j.first_broken(), std::nullopt) << what;
    const auto kept = j.read();
    EXPECT_TRUE(j.last_read) << what;
    ASSERT_GE(kept.size(), least) << what;
    ASSERT_LE(kept.size(), most) << what;
    for (std::size_t i = 0; i < kept.size(); ++i) expect_same(kept[i].events, batch(i + 1));
  }
};
class C03_Journal : public CrashTest {
 protected:
  C03_Journal() { set_pwrite(reinterpret_cast<sqlite3_syscall_ptr>(&recording_pwrite)); }
  ~C03_Journal() override {
    set_pwrite(nullptr);
    recorded = nullptr;
  }
  // The log with these writes done, the last of them only to its first `torn` bytes.
  static std::string with(std::string log, const std::vector<Write>& writes,
                          const std::function<bool(std::size_t)>& done, std::size_t torn) {
    for (std::size_t i = 0; i < writes.size(); ++i) {
      if (!done(i)) continue;
      const auto at = static_cast<std::size_t>(writes[i].offset);
      std::string data = writes[i].data;
      if (i + 1 == writes.size()) data.resize(std::min(torn, data.size()));
      if (log.size() < at + data.size()) log.resize(at + data.size());
      log.replace(at, data.size(), data);
    }
    return log;
  }
};
class D09_Crash : public CrashTest {};
class D10_Crash : public CrashTest {};

// SQLite in write-ahead mode writes a commit to the log alone, and syncs it once.
TEST_F(C03_Journal, EveryPartOfAnUnsyncedCommitIsWithoutIt) {
  std::string db, log;
  std::vector<Write> writes;
  {
    OpenJournal j(path);
    j.append(batch(1));
    j.append(batch(2));
    db = read_file(path / "journal.db");
    log = read_file(path / kLog);
    recorded = &writes;
    j.append(batch(3));
    recorded = nullptr;
    EXPECT_EQ(read_file(path / "journal.db"), db);
  }
  ASSERT_GT(writes.size(), 2U);
  const std::size_t whole = std::string::npos;
  const auto all = [](std::size_t) { return true; };
  for (std::size_t prefix = 0; prefix < writes.size(); ++prefix) {
    const std::vector<Write> first(writes.begin(), writes.begin() + std::ptrdiff_t(prefix));
    for (const std::size_t torn : {whole, std::size_t{512}, std::size_t{1}}) {
      expect_whole_batches(db, with(log, first, all, torn), 2, 3, fmt_of("prefix", prefix));
    }
  }
  for (std::size_t hole = 0; hole < writes.size(); ++hole) {
    const auto without = [&](std::size_t i) { return i != hole; };
    expect_whole_batches(db, with(log, writes, without, whole), 2, 3, fmt_of("hole", hole));
  }
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    const auto mask = random();
    const auto some = [&](std::size_t i) { return (mask >> (i % 32) & 1U) != 0; };
    expect_whole_batches(db, with(log, writes, some, random() % 4096), 2, 3,
                         fmt_of("subset", mask));
  }
  expect_whole_batches(db, with(log, writes, all, whole), 3, 3, "synced");
}

TEST_F(D09_Crash, ALogCutAtAnyByteKeepsWhatIsWhole) {
  std::string db, log;
  std::vector<std::size_t> ends;  // of the log, after each batch
  {
    OpenJournal j(path);
    for (std::uint64_t n = 1; n <= 6; ++n) {
      j.append(batch(n));
      ends.push_back(std::filesystem::file_size(path / kLog));
    }
    db = read_file(path / "journal.db");
    log = read_file(path / kLog);
  }
  const std::size_t from = log.size() > 65'536 ? log.size() - 65'536 : 0;
  for (std::size_t size = from; size <= log.size(); size += 37) {
    const auto whole = std::size_t(std::ranges::count_if(ends, [&](auto e) { return e <= size; }));
    expect_whole_batches(db, log.substr(0, size), whole, whole, fmt_of("cut", size));
  }
}

TEST_F(D10_Crash, AFlippedBitIsFoundOrDoesNoHarm) {
  ChainLink head;
  {
    OpenJournal j(path);
    for (std::uint64_t n = 1; n <= 6; ++n) j.append(batch(n));
    head = j.journal->head();
  }
  const std::string whole = read_file(path / "journal.db");
  for (std::size_t bit = 3; bit < whole.size() * 8; bit += 499) {
    std::string damaged = whole;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    for (const char* file : {"journal.db-shm", kLog}) std::filesystem::remove(path / file);
    write_file(path / "journal.db", damaged);
    OpenJournal j(path);
    if (!j.journal) continue;  // found
    const auto broken = j.journal->reader().first_broken({});
    const bool lost = j.journal->head() != head;
    const auto kept = j.read();
    for (std::size_t i = 0; i < kept.size(); ++i) expect_same(kept[i].events, batch(i + 1));
    if (broken && !*broken && !lost) EXPECT_EQ(kept.size(), 6U) << bit;
    EXPECT_TRUE(!j.last_read || lost || kept.size() == 6U) << bit;
  }
}

}  // namespace
}  // namespace jono::store
