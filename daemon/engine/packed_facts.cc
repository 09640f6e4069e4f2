// SPDX-License-Identifier: EUPL-1.2
#include "daemon/engine/packed_facts.h"

#include <cstring>

namespace jono::engine {
namespace {

// First byte of a fact: its kind in the low four bits, and what follows it.
constexpr unsigned kCoarse = 0x10;
constexpr unsigned kSequenced = 0x20;
constexpr unsigned kReason = 0x40;
constexpr unsigned kTag = 0x80;

void put_varint(std::uint64_t value, std::vector<unsigned char>& out) {
  while (value >= 0x80) {
    out.push_back(static_cast<unsigned char>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<unsigned char>(value));
}

std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

class Cursor {
 public:
  explicit Cursor(std::span<const unsigned char> bytes)
      : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  [[nodiscard]] bool done() const { return at_ == end_; }
  unsigned byte() { return *at_++; }

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      const std::uint64_t b = *at_++;
      value |= (b & 0x7f) << shift;
      if (b < 0x80) return value;
    }
  }

  std::uint32_t word() {
    std::uint32_t value = 0;
    std::memcpy(&value, at_, sizeof(value));
    at_ += sizeof(value);
    return value;
  }

 private:
  const unsigned char* at_;
  const unsigned char* end_;
};

void put_fact(const Fact& fact, Instant previous, std::vector<unsigned char>& out) {
  const unsigned flags = (fact.coarse ? kCoarse : 0) | (fact.sequenced ? kSequenced : 0) |
                         (fact.reason != 0 ? kReason : 0) | (fact.tag != 0 ? kTag : 0);
  out.push_back(static_cast<unsigned char>(static_cast<unsigned>(fact.kind) | flags));
  put_varint(zigzag((fact.at - previous).count()), out);
  if (fact.reason != 0) out.push_back(fact.reason);
  if (fact.tag != 0) {
    const auto size = out.size();
    out.resize(size + sizeof(fact.tag));
    std::memcpy(out.data() + size, &fact.tag, sizeof(fact.tag));
  }
  if (fact.kind == FactKind::listed) put_varint(zigzag(fact.listed_after.count()), out);
}

Fact take_fact(Cursor& in, Instant previous) {
  Fact fact;
  const unsigned head = in.byte();
  fact.kind = static_cast<FactKind>(head & 0x0f);
  fact.coarse = (head & kCoarse) != 0;
  fact.sequenced = (head & kSequenced) != 0;
  fact.at = previous + Millis(unzigzag(in.varint()));
  if ((head & kReason) != 0) fact.reason = static_cast<std::uint8_t>(in.byte());
  if ((head & kTag) != 0) fact.tag = in.word();
  if (fact.kind == FactKind::listed) fact.listed_after = Millis(unzigzag(in.varint()));
  return fact;
}

}  // namespace

void pack(std::span<const Fact> facts, std::vector<unsigned char>& out) {
  out.clear();
  Instant previous{};
  for (const Fact& fact : facts) {
    put_fact(fact, previous, out);
    previous = fact.at;
  }
}

void unpack(std::span<const unsigned char> bytes, Facts& out) {
  out.clear();
  Instant previous{};
  for (Cursor in(bytes); !in.done();) {
    out.push_back(take_fact(in, previous));
    previous = out.back().at;
  }
}

}  // namespace jono::engine
