// SPDX-License-Identifier: EUPL-1.2
// How far each source's events are on disk for certain: what may be acknowledged. Written by the
// ledger alone, read by the collectors.
#pragma once

#include <functional>
#include <mutex>
#include <vector>

#include "daemon/base/ids.h"

namespace jono {

struct Durable {
  EpochId epoch;  // unset: nothing is known of the source
  std::uint64_t seq = 0;
  bool operator==(const Durable&) const = default;
};

// May be used from any thread.
class Receipts {
 public:
  explicit Receipts(std::size_t sources) : durable_(sources), left_(sources) {}

  void set(SourceId source, Durable durable);
  [[nodiscard]] Durable get(SourceId source) const;
  // Whether the source has left that epoch for another one.
  [[nodiscard]] bool has_left(SourceId source, EpochId epoch) const;

  // False while the disk is full: nothing new should be sent.
  void set_accepting(bool accepting);
  [[nodiscard]] bool accepting() const;

  // `wake` is called, on the ledger's thread, after each round of changes. One listener.
  void on_change(std::function<void()> wake);
  void notify() const;

 private:
  mutable std::mutex mutex_;
  std::vector<Durable> durable_;
  std::vector<std::vector<EpochId>> left_;
  bool accepting_ = true;
  std::function<void()> wake_;
};

}  // namespace jono
