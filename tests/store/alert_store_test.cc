// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/alert_store.h"

#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <cerrno>
#include <limits>

#include "tests/store/store_fixture.h"

namespace {

int writes_left = -1;  // the one that finds 0 fails, and so do all after it

ssize_t failing_pwrite(int fd, const void* data, size_t size, off_t offset) {
  if (writes_left == 0) {
    errno = ENOSPC;
    return -1;
  }
  if (writes_left > 0) --writes_left;
  return ::pwrite(fd, data, size, offset);
}

void set_pwrite(sqlite3_syscall_ptr call) {
  sqlite3_vfs* const vfs = ::sqlite3_vfs_find(nullptr);
  for (const char* name : {"pwrite64", "pwrite"}) vfs->xSetSystemCall(vfs, name, call);
}

}  // namespace

namespace jono::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Instant kFirst{Millis::min()};
constexpr Instant kLast{Millis::max()};
constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();

KeptNotification told(std::int64_t at, const std::string& key = "QueueLong/line/aspa/1") {
  return {ms(at), "oncall", key, "firing", "delivered", "200 OK"};
}
AuditEntry done(std::int64_t at) { return {ms(at), "maija", "ack", "QueueLong/line/aspa", "näin"}; }

// An open store; at the end of its life it is closed.
struct Open {
  explicit Open(const std::filesystem::path& path) : dir(DataDir::open(path).value()) {
    auto opened = AlertStore::open(dir);
    if (opened) {
      store = std::move(*opened);
    } else {
      error = opened.error();
    }
  }
  AlertStore* operator->() { return store.get(); }

  DataDir dir;
  std::unique_ptr<AlertStore> store;
  Error error;
};

class AlertStoreTest : public StoreTest {
 protected:
  ~AlertStoreTest() override { set_pwrite(nullptr); }
};

TEST_F(AlertStoreTest, BeginsEmptyAndClosedToOthers) {
  Open store(path);
  EXPECT_EQ(store->load().value(), KeptAlerts{});
  EXPECT_THAT(store->notifications(kFirst, kLast, kAll).value(), IsEmpty());
  EXPECT_THAT(store->audit(kFirst, kLast, kAll).value(), IsEmpty());
  struct stat status{};
  ASSERT_EQ(::stat((path / "alerts.db").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600U);
}

TEST_F(AlertStoreTest, KeepsEverythingOverARestart) {
  const KeptAlerts state{std::string("b\0oard", 6), "desk"};
  {
    Open store(path);
    ASSERT_TRUE(store->save({"older", "older"}, {}, {}));
    ASSERT_TRUE(store->save(state, std::vector{told(1), told(2)}, std::vector{done(3)}));
  }
  Open store(path);
  EXPECT_EQ(store->load().value(), state);
  EXPECT_THAT(store->notifications(kFirst, kLast, kAll).value(), ElementsAre(told(2), told(1)));
  EXPECT_THAT(store->audit(kFirst, kLast, kAll).value(), ElementsAre(done(3)));
}

TEST_F(AlertStoreTest, GivesTheNewestOfARangeFirst) {
  Open store(path);
  const std::vector all{told(10), told(30), told(20, "a"), told(20, "b"), told(40)};
  ASSERT_TRUE(store->save({}, all, std::vector{done(10), done(20), done(30)}));
  EXPECT_THAT(store->notifications(ms(10), ms(40), kAll).value(),
              ElementsAre(told(30), told(20, "b"), told(20, "a"), told(10)));
  EXPECT_THAT(store->notifications(ms(11), ms(30), kAll).value(),
              ElementsAre(told(20, "b"), told(20, "a")));
  EXPECT_THAT(store->notifications(kFirst, kLast, 1).value(), ElementsAre(told(40)));
  EXPECT_THAT(store->notifications(kFirst, kLast, 0).value(), IsEmpty());
  EXPECT_THAT(store->audit(ms(10), ms(30), 1).value(), ElementsAre(done(20)));
}

TEST_F(AlertStoreTest, ForgetsWhatIsOlder) {
  Open store(path);
  ASSERT_TRUE(
      store->save({"b", "d"}, std::vector{told(10), told(20)}, std::vector{done(19), done(20)}));
  ASSERT_TRUE(store->prune(ms(20)));
  EXPECT_THAT(store->notifications(kFirst, kLast, kAll).value(), ElementsAre(told(20)));
  EXPECT_THAT(store->audit(kFirst, kLast, kAll).value(), ElementsAre(done(20)));
  EXPECT_EQ(store->load().value(), (KeptAlerts{"b", "d"}));
}

TEST_F(AlertStoreTest, RefusesANewerFormat) {
  {
    Open store(path);
  }
  {
    SQLite::Database db(path / "alerts.db", SQLite::OPEN_READWRITE);
    db.exec("PRAGMA user_version=2");
  }
  const Open store(path);
  EXPECT_EQ(store.error.code, Errc::give_up);
  EXPECT_THAT(store.error.what, HasSubstr("alerts.db: is of format 2, and this version knows 1: "
                                          "install the newer version again"));
}

TEST_F(AlertStoreTest, RefusesWhatIsNoDatabase) {
  {
    Open store(path);
  }
  for (const char* ending : {"", "-wal", "-shm"}) {
    std::filesystem::remove(path / (std::string("alerts.db") + ending));
  }
  write_file(path / "alerts.db", std::string(5000, 'x'));
  std::filesystem::permissions(path / "alerts.db", std::filesystem::perms(0600));
  const Open store(path);
  EXPECT_EQ(store.error.code, Errc::give_up);
  EXPECT_THAT(store.error.what, HasSubstr("alerts.db: cannot"));
}

TEST_F(AlertStoreTest, ALostFileBeginsEmpty) {
  {
    Open store(path);
    ASSERT_TRUE(store->save({"b", "d"}, std::vector{told(1)}, {}));
  }
  std::filesystem::remove_all(path);
  Open store(path);
  EXPECT_EQ(store->load().value(), KeptAlerts{});
  EXPECT_THAT(store->notifications(kFirst, kLast, kAll).value(), IsEmpty());
}

// The disk is full from the n-th write on, for every n: the second save is there whole, or not at
// all.
TEST_F(AlertStoreTest, AFailingWriteLeavesAllOrNothing) {
  constexpr int kMostWrites = 200;
  constexpr std::size_t kTold = 100;  // several pages
  set_pwrite(reinterpret_cast<sqlite3_syscall_ptr>(&failing_pwrite));
  for (int n = 0; n < kMostWrites; ++n) {
    std::filesystem::remove_all(path);
    bool saved = false;
    {
      Open store(path);
      ASSERT_TRUE(store->save({"first", "first"}, {}, {}));
      writes_left = n;
      const auto second =
          store->save({"second", "second"}, std::vector(kTold, told(1)), std::vector{done(1)});
      saved = second.has_value();
      if (!saved) {
        EXPECT_EQ(second.error().code, Errc::retry_later) << second.error().what;
      }
      writes_left = -1;
      EXPECT_EQ(store->load().value().board, saved ? "second" : "first") << n;
    }
    Open store(path);
    EXPECT_EQ(store->load().value().desk, saved ? "second" : "first") << n;
    EXPECT_THAT(store->notifications(kFirst, kLast, kAll).value(), SizeIs(saved ? kTold : 0)) << n;
    EXPECT_THAT(store->audit(kFirst, kLast, kAll).value(), SizeIs(saved ? 1 : 0)) << n;
    if (saved) return;
  }
  FAIL() << "the disk never had room enough";
}

}  // namespace
}  // namespace jono::store
