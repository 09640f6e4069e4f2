// SPDX-License-Identifier: EUPL-1.2
// The names that stand beside a batch's events, so that they can be read when the configuration,
// and with it every number, has changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "daemon/base/ids.h"
#include "daemon/event/bytes.h"
#include "daemon/event/epoch_names.h"
#include "daemon/event/event.h"
#include "daemon/event/names.h"

namespace jono::store {

// Distinct ids in the order in which they came.
template <class Id>
class UsedIds {
 public:
  void add(Id id) {
    if (!id.set()) return;
    if (id.value >= marks_.size()) marks_.resize(id.value + std::size_t{1});
    if (marks_[id.value] == round_) return;
    marks_[id.value] = round_;
    ids_.push_back(id);
  }
  // Keeps the memory.
  void clear() {
    ids_.clear();
    ++round_;
  }
  [[nodiscard]] std::span<const Id> ids() const { return ids_; }

 private:
  std::vector<Id> ids_;
  std::vector<std::uint64_t> marks_;  // the round in which an id was last added
  std::uint64_t round_ = 1;
};

class DictionaryWriter {
 public:
  DictionaryWriter(const Names& names, const EpochNames& epochs)
      : names_(&names), epochs_(&epochs) {}

  void clear();
  void add(const Event& event);
  void write(ByteWriter& out) const;

  [[nodiscard]] std::span<const LineId> lines() const { return lines_.ids(); }

 private:
  const Names* names_;
  const EpochNames* epochs_;
  UsedIds<SourceId> sources_;
  UsedIds<LineId> lines_;
  UsedIds<BacklogId> backlogs_;
  UsedIds<EpochId> epochs_used_;
};

class Dictionary {
 public:
  // `names` and `epochs` are today's, and outlive this.
  Dictionary(const Names& names, EpochNames& epochs) : names_(&names), epochs_(&epochs) {}

  // Fails `in` on malformed bytes.
  void read(ByteReader& in);
  // Puts today's ids into an event. False if something it names is no more.
  [[nodiscard]] bool translate(Event& event) const;

 private:
  // Today's ids by those of the batch; unset where there is none.
  template <class Id>
  using Table = std::vector<Id>;

  const Names* names_;
  EpochNames* epochs_;
  Table<SourceId> sources_;
  Table<LineId> lines_;
  Table<BacklogId> backlogs_;
  Table<EpochId> epoch_ids_;
};

}  // namespace jono::store
