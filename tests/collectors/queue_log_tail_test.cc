// SPDX-License-Identifier: EUPL-1.2
// Real files that grow, are renamed, copied, cut and removed, step by step.
#include "tests/collectors/queue_log_support.h"

namespace jono::asterisk {
namespace {

TEST_F(TailTest, ReadsFromTheBeginningAndThenWhatIsNew) {
  write(enter(101, 1) + enter(102, 2));
  EXPECT_EQ(read(), (Seconds{101, 102}));
  EXPECT_EQ(read(), Seconds{});
  write(enter(103, 3));
  EXPECT_EQ(read(), (Seconds{103}));
}

TEST_F(TailTest, WaitsForAFileThatIsNotThere) {
  EXPECT_EQ(read(), Seconds{});
  EXPECT_NE(error_.find("cannot read " + log_.native() + ": No such file"), std::string::npos);
  write(enter(101, 1));
  EXPECT_EQ(read(), (Seconds{101}));
  EXPECT_EQ(error_, "");
}

TEST_F(TailTest, WhatIsNoFileIsNotRead) {
  fs::create_directory(log_);
  EXPECT_EQ(read(), Seconds{});
  EXPECT_NE(error_.find("it is no file"), std::string::npos);
}

TEST_F(TailTest, WaitsForTheEndOfALine) {
  const std::string line = enter(101, 1);
  for (const char c : line.substr(0, line.size() - 1)) {
    write({c});
    EXPECT_EQ(read(), Seconds{});
  }
  write("\n");
  EXPECT_EQ(read(), (Seconds{101}));
  EXPECT_EQ(refusals_, 0u);
}

TEST_F(TailTest, FinishesARenamedFileBeforeTheNext) {
  write(enter(101, 1));
  EXPECT_EQ(read(), (Seconds{101}));
  rename("queue_log.1");
  EXPECT_EQ(read(), Seconds{});
  write(enter(102, 2), "queue_log.1");  // who writes has not noticed yet
  write("");                            // the new one, still empty
  EXPECT_EQ(read(), (Seconds{102}));
  write(enter(103, 3), "queue_log.1");
  write(enter(104, 4));
  EXPECT_EQ(read(), (Seconds{103, 104}));
  write(enter(105, 5));
  EXPECT_EQ(read(), (Seconds{105}));
  EXPECT_FALSE(tail_->take_loss());
}

TEST_F(TailTest, FollowsTwoRenamesAtOnce) {
  write(enter(101, 1));
  read();
  rename("queue_log.2");
  write(enter(102, 2), "queue_log.1");
  write(enter(103, 3));
  EXPECT_EQ(read(), (Seconds{102, 103}));
}

TEST_F(TailTest, AnOldFileThatIsGoneAtOnceIsNoLoss) {
  write(enter(101, 1));
  read();
  fs::remove(log_);
  write(enter(102, 2));
  EXPECT_EQ(read(), (Seconds{102}));
  EXPECT_FALSE(tail_->take_loss());
}

TEST_F(TailTest, StartsOverInAFileThatWasCopiedAndCut) {
  write(enter(101, 1) + enter(102, 2));
  read();
  write(enter(103, 3));
  fs::copy_file(log_, folder_ / "queue_log.1");
  fs::resize_file(log_, 0);
  EXPECT_EQ(read(), (Seconds{103})) << "from the copy";
  write(enter(104, 4));
  EXPECT_EQ(read(), (Seconds{104}));
}

TEST_F(TailTest, AFileThatWasCutAndHasGrownIsAnother) {
  write(enter(101, 1));
  read();
  fs::resize_file(log_, 0);
  write(enter(201, 1) + enter(202, 2) + enter(203, 3));
  EXPECT_EQ(read(), (Seconds{201, 202, 203}));
}

TEST_F(TailTest, GoesOnAfterARestart) {
  write(enter(101, 1) + enter(102, 2));
  read();
  write(enter(103, 3));
  start();
  EXPECT_EQ(read(), (Seconds{103}));
  EXPECT_FALSE(tail_->take_loss());
}

TEST_F(TailTest, GoesOnInARotatedFileAfterARestart) {
  write(enter(101, 1));
  read();
  write(enter(102, 2));
  rename("queue_log-20261122");
  write(enter(103, 3));
  rename("queue_log-20261123");
  write("this is packed", "queue_log-20261121.gz");
  write("and this is none");
  start();
  EXPECT_EQ(read(), (Seconds{102, 103}));
  write("\n" + enter(104, 4));
  EXPECT_EQ(read(), (Seconds{104}));
  EXPECT_EQ(refusals_, 1u);
  EXPECT_FALSE(tail_->take_loss());
}

TEST_F(TailTest, GoesOnInAFileThatIsCompressedByNow) {
  write(enter(90, 9), "queue_log.3");
  pack("queue_log.3");
  write(enter(101, 1));
  read();
  write(enter(102, 2));
  rename("queue_log.2");
  pack("queue_log.2");
  write(enter(103, 3));
  rename("queue_log.1");
  pack("queue_log.1");
  write(enter(104, 4));
  start();
  EXPECT_EQ(read(), (Seconds{102, 103, 104}));
  EXPECT_FALSE(tail_->take_loss());
  write(enter(105, 5));
  EXPECT_EQ(read(), (Seconds{105}));
  start();
  EXPECT_EQ(read(), (Seconds{}));
  EXPECT_FALSE(tail_->take_loss());
}

TEST_F(TailTest, APlaceInACompressedFileIsOne) {
  write(enter(101, 1) + abandon(103, 1));
  read();
  rename("queue_log.1");
  pack("queue_log.1");
  write(enter(104, 4));
  for (int i = 0; i < 2; ++i) {  // what is held stays in the packed file
    start();
    EXPECT_EQ(read(), (Seconds{104}));
    EXPECT_FALSE(tail_->take_loss());
  }
}

TEST_F(TailTest, AHalfWrittenCompressedFileIsALoss) {
  write(enter(101, 1) + enter(102, 2));
  read();
  rename("queue_log.1");
  pack("queue_log.1");
  fs::resize_file(folder_ / "queue_log.1.gz", fs::file_size(folder_ / "queue_log.1.gz") - 9);
  write(enter(103, 3));
  start();
  EXPECT_EQ(read(), (Seconds{103}));
  EXPECT_TRUE(tail_->take_loss());
}

TEST_F(TailTest, TellsThatTheOldFileIsGoneAfterARestart) {
  write(enter(101, 1));
  read();
  fs::remove(log_);
  write(enter(102, 2));
  start();
  EXPECT_EQ(read(), (Seconds{102}));
  EXPECT_TRUE(tail_->take_loss());
  EXPECT_FALSE(tail_->take_loss());
}

TEST_F(TailTest, APlaceThatIsNoneIsALossToo) {
  place_ = "nonsense";
  write(enter(101, 1));
  EXPECT_EQ(read(), (Seconds{101}));
  EXPECT_TRUE(tail_->take_loss());
}

TEST_F(TailTest, AHeldAbandonOutlivesARestartAndARotation) {
  write(enter(101, 1) + abandon(103, 1));
  read();
  rename("queue_log.1");
  write(enter(104, 4));
  EXPECT_EQ(read(), (Seconds{104}));
  EXPECT_EQ(abandons_, 0);
  start();
  EXPECT_EQ(read(), (Seconds{104})) << "again, since it came after what was held";
  write("105|NONE|NONE|NONE|QUEUESTART|\n");
  read();
  tail_->flush([this](Delivery d) { return take(std::move(d)); });
  EXPECT_EQ(abandons_, 0) << "it was a restart";
}

}  // namespace
}  // namespace jono::asterisk
