// SPDX-License-Identifier: EUPL-1.2
// A fresh directory a test, and a journal in it that can be closed and opened again.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "daemon/store/journal.h"

namespace jono::store {

inline Instant ms(std::int64_t count) { return Instant(Millis(count)); }

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

class StoreTest : public testing::Test {
 protected:
  StoreTest() {
    std::string pattern = testing::TempDir() + "jono_store_XXXXXX";
    root = ::mkdtemp(pattern.data());
    path = root / "data";
  }
  ~StoreTest() override { std::filesystem::remove_all(root); }

  std::filesystem::path root;
  std::filesystem::path path;  // not made yet
};

inline Event queued(std::uint64_t call, std::int64_t at, SourceId source = SourceId{0},
                    LineId line = LineId{0}) {
  Event e;
  e.at = ms(at);
  e.source = source;
  e.line = line;
  e.what = CallQueued{CallId{{call, 1}}};
  return e;
}

// A stored batch that outlives the call it was handed to.
struct Kept {
  BatchId id;
  Instant received_at;
  std::vector<Event> events;
  std::vector<Refusal> refusals;
  std::uint32_t skipped;
};

inline void expect_same(const std::vector<Event>& got, const std::vector<Event>& want) {
  ASSERT_EQ(got.size(), want.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    EXPECT_TRUE(same_content(got[i], want[i])) << i;
    EXPECT_EQ(got[i].seq, want[i].seq) << i;
    EXPECT_EQ(got[i].epoch, want[i].epoch) << i;
  }
}

// An open journal and all that it needs. Lines aspa, hoito; sources ace, bulk; backlog kirjeet.
struct OpenJournal {
  explicit OpenJournal(const std::filesystem::path& path,
                       Names configured = Names({"aspa", "hoito"}, {{"ace", {}}, {"bulk", {}}},
                                                {"kirjeet"}))
      : names(std::move(configured)), dir(DataDir::open(path)) {
    if (!dir) {
      error = dir.error();
      return;
    }
    auto opened = Journal::open(*dir, names, epochs);
    if (opened) {
      journal = std::move(*opened);
    } else {
      error = opened.error();
    }
  }

  // Half a megabyte that no compression makes smaller.
  BatchId append_much() {
    std::string bytes(500'000, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    const std::vector<Place> places{{SourceId{0}, bytes}};
    return append({.received_at = ms(1000), .places = places});
  }

  BatchId append(const std::vector<Event>& events, std::int64_t received = 1000) {
    return append({.received_at = ms(received), .events = events});
  }
  BatchId append(const Batch& batch) {
    const auto id = journal->append(batch);
    if (!id) ADD_FAILURE() << id.error().what;
    return id ? *id : BatchId{};
  }
  std::vector<Kept> read(BatchId after = {}) {
    std::vector<Kept> out;
    last_read = journal->reader().for_each(after, keep_in(out));
    return out;
  }
  static JournalReader::OnBatch keep_in(std::vector<Kept>& out) {
    return [&out](const StoredBatch& b) {
      out.push_back({b.id,
                     b.received_at,
                     {b.events.begin(), b.events.end()},
                     {b.refusals.begin(), b.refusals.end()},
                     b.skipped});
    };
  }
  std::optional<std::uint64_t> first_broken(const ChainLink& known = {}) {
    const auto broken = journal->reader().first_broken(known);
    if (!broken) {
      ADD_FAILURE() << broken.error().what;
      return std::nullopt;
    }
    return *broken ? std::optional((*broken)->value) : std::nullopt;
  }

  Names names;
  EpochNames epochs;
  Result<DataDir> dir;
  std::unique_ptr<Journal> journal;
  Error error;
  Result<void> last_read;
  std::minstd_rand random{1};
};

}  // namespace jono::store
