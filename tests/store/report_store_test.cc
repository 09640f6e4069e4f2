// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/report_store.h"

#include <gmock/gmock.h>

#include "tests/store/store_fixture.h"

namespace jono::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<KeptFile> kFiles = {{"b.html", std::string("<b>\0</b>", 8)}, {"a.csv", "a,b"}};
const Instant kNow{std::chrono::hours(1000)};

class ReportStoreTest : public StoreTest {
 protected:
  void SetUp() override {
    auto dir = DataDir::open(path);
    ASSERT_TRUE(dir) << dir.error().what;
    dir_.emplace(std::move(*dir));
    open();
  }
  // As after a restart.
  void open() {
    store_.reset();
    auto opened = ReportStore::open(*dir_);
    ASSERT_TRUE(opened) << opened.error().what;
    store_ = std::move(*opened);
  }
  std::optional<DataDir> dir_;
  std::unique_ptr<ReportStore> store_;
};

TEST_F(ReportStoreTest, KeepsWhatWasMadeFirst) {
  EXPECT_FALSE(store_->made("weekly", "2026-W47").value());
  ASSERT_TRUE(store_->keep("weekly", "2026-W47", {kNow, "folder mail", kFiles}));
  ASSERT_TRUE(store_->keep("weekly", "2026-W47", {kNow, "mail", {{"c", "d"}}}));
  open();
  EXPECT_TRUE(store_->made("weekly", "2026-W47").value());
  EXPECT_FALSE(store_->made("other", "2026-W47").value());
  const auto kept = store_->read("weekly", "2026-W47").value();
  EXPECT_EQ(kept.files, kFiles);
  EXPECT_EQ(kept.made, kNow);
  EXPECT_EQ(kept.ways, "folder mail");
  EXPECT_THAT(store_->periods("weekly").value(), ElementsAre("2026-W47"));
}

TEST_F(ReportStoreTest, RemembersWhatIsDelivered) {
  ASSERT_TRUE(store_->keep("weekly", "2026-W47", {kNow, "mail", kFiles}));
  EXPECT_FALSE(store_->delivered("weekly", "2026-W47", "mail").value());
  ASSERT_TRUE(store_->note_delivered("weekly", "2026-W47", "mail", kNow));
  ASSERT_TRUE(store_->note_delivered("weekly", "2026-W47", "mail", kNow));
  open();
  EXPECT_TRUE(store_->delivered("weekly", "2026-W47", "mail").value());
  EXPECT_FALSE(store_->delivered("weekly", "2026-W47", "folder").value());
}

TEST_F(ReportStoreTest, ForgetsOldBytesButNotThatTheyWereMade) {
  ASSERT_TRUE(store_->keep("weekly", "2026-W46", {kNow, "mail", kFiles}));
  ASSERT_TRUE(store_->keep("weekly", "2026-W47", {kNow + Millis(1), "mail", kFiles}));
  ASSERT_TRUE(store_->prune(kNow + Millis(1)));
  EXPECT_TRUE(store_->made("weekly", "2026-W46").value());
  EXPECT_THAT(store_->read("weekly", "2026-W46").value().files, IsEmpty());
  EXPECT_EQ(store_->read("weekly", "2026-W47").value().files, kFiles);
}

}  // namespace
}  // namespace jono::store
