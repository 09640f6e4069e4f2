// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/reported_store.h"

#include <gmock/gmock.h>

#include "tests/store/store_fixture.h"

namespace jono::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Reported figure(int hour, const char* name, double value, const char* file) {
  const Instant from{std::chrono::hours(hour)};
  return {.source = "sums",
          .line = "aspa",
          .from = from,
          .to = from + std::chrono::hours(1),
          .figure = name,
          .value = value,
          .file = file};
}

class ReportedStoreTest : public StoreTest {
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
    auto opened = ReportedStore::open(*dir_);
    ASSERT_TRUE(opened) << opened.error().what;
    store_ = std::move(*opened);
  }
  std::optional<DataDir> dir_;
  std::unique_ptr<ReportedStore> store_;
};

TEST_F(ReportedStoreTest, TheLastFileCountsAndWhatItReplacedIsKept) {
  const Instant now{std::chrono::hours(1000)};
  const std::vector first = {figure(1, "offered", 10, "a.csv"), figure(1, "answered", 8, "a.csv")};
  ASSERT_TRUE(store_->keep(now, first));
  ASSERT_TRUE(store_->keep(now, first));
  EXPECT_THAT(store_->changes(10).value(), IsEmpty());
  ASSERT_TRUE(store_->keep(
      now, std::vector{figure(1, "offered", 12, "b.csv"), figure(1, "answered", 8, "b.csv")}));
  open();
  EXPECT_THAT(store_->read({}).value(),
              ElementsAre(figure(1, "answered", 8, "a.csv"), figure(1, "offered", 12, "b.csv")));
  const auto changes = store_->changes(10).value();
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].now.value, 12);
  EXPECT_EQ(changes[0].value_before, 10);
  EXPECT_EQ(changes[0].file_before, "a.csv");
}

TEST_F(ReportedStoreTest, GivesWhatIsWished) {
  ASSERT_TRUE(
      store_->keep({}, std::vector{figure(1, "offered", 1, "a"), figure(2, "offered", 2, "a"),
                                   figure(3, "offered", 3, "a")}));
  const Instant two{std::chrono::hours(2)};
  const Instant three{std::chrono::hours(3)};
  EXPECT_THAT(store_->read({.from = two, .to = three}).value(),
              ElementsAre(figure(2, "offered", 2, "a")));
  EXPECT_THAT(store_->read({.source = "other"}).value(), IsEmpty());
  EXPECT_THAT(store_->read({.line = "vaihde"}).value(), IsEmpty());
  EXPECT_EQ(store_->read({.source = "sums", .line = "aspa", .most = 2}).value().size(), 2U);
}

}  // namespace
}  // namespace jono::store
