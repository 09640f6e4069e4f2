// SPDX-License-Identifier: EUPL-1.2
// A request's records as what the ledger takes, and what the sender is told of them. Pure but for
// what it remembers.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/mapping/json_record.h"
#include "collectors/mapping/mapped_reader.h"
#include "collectors/webhook/records.h"
#include "daemon/event/channel.h"
#include "daemon/event/edge.h"
#include "daemon/event/parser.h"

namespace jono::webhook {

// What became of a request's records. A record of which nothing is made is `ignored`.
struct Receipt {
  struct Fault {
    std::size_t record = 0;  // from 1
    RefusalReason reason{};
    std::string_view what{};  // a literal; empty: the reason says it
  };
  static constexpr std::size_t kMostFaults = 100;

  std::uint64_t taken = 0;
  std::uint64_t known = 0;
  std::uint64_t ignored = 0;
  std::uint64_t refused = 0;
  std::vector<Fault> faults{};  // the first ones

  // One object and a line end.
  [[nodiscard]] std::string json() const;
};

// The events that are on disk since the daemon began, the last ones of them.
class KnownEvents {
 public:
  using Digest = std::array<std::uint64_t, 2>;
  static constexpr std::size_t kMost = 50'000;

  [[nodiscard]] bool has(const Digest& digest) const { return digests_.contains(digest); }
  void add(const Digest& digest);

 private:
  std::set<Digest> digests_;
  std::deque<Digest> order_;
};

// Whether an event of that digest is on disk, as far as is remembered.
using IsKnown = std::function<bool(const KnownEvents::Digest&)>;

// For one thread at a time.
class Intake {
 public:
  // `mapping` is null where events come in our own format. It, `epochs` and the names that `edge`
  // refers to outlive it.
  Intake(const mapping::Mapping* mapping, const Edge& edge, EpochNames& epochs,
         Millis future_tolerance);

  struct Taken {
    Delivery delivery;  // of the new events and the refusals; `repeated` counts the others
    Receipt receipt;
    std::vector<KnownEvents::Digest> digests;  // of the delivery's events
  };
  // `now` is when the request came. Events have no numbers here: HTTP keeps no order, and so they
  // are known again by what they say.
  [[nodiscard]] Taken take(const Records& records, const IsKnown& known, Instant now);

 private:
  void take_own(const ReadRecord& record, bool wrapped);
  void take_mapped(const ReadRecord& record);
  void take_event(const Event& event);
  void refuse(const Refusal& refusal, std::string_view what = {});
  [[nodiscard]] KnownEvents::Digest digest_of(const Event& event);

  Edge edge_;
  EpochNames& epochs_;
  Millis future_tolerance_;
  EventParser parser_;
  std::optional<mapping::MappedReader> mapped_;
  std::vector<mapping::Pointer> pointers_;
  // Of the request that is being taken.
  Taken out_;
  const IsKnown* known_ = nullptr;
  Instant now_{};
  std::size_t number_ = 0;
  std::string printed_;
};

}  // namespace jono::webhook
