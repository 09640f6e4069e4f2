// SPDX-License-Identifier: EUPL-1.2
// Any bytes as the body of a request, under each media type. The first byte says which, and
// whether there is a mapping.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "collectors/webhook/intake.h"

namespace {

using namespace jono;

mapping::Mapping made_mapping() {
  mapping::Mapping out;
  mapping::Rule type{.field = Field::type, .place = out.place("/EventType")};
  type.values = {{"task-queue.entered", "call.queued"}};
  type.otherwise = "call.ended";
  mapping::Rule at{.field = Field::at, .place = out.place("/TimestampMs")};
  at.form = mapping::TimeForm::millis;
  mapping::Template one;
  one.rules = {type,
               at,
               {.field = Field::line, .place = out.place("/TaskAttributes/line")},
               {.field = Field::call, .place = out.place("/data/call")}};
  out.templates = {one};
  return out;
}

webhook::Post post_of(std::uint8_t kind, std::string body) {
  constexpr std::array<const char*, 6> kTypes = {"application/json",
                                                 "application/x-ndjson",
                                                 "application/x-www-form-urlencoded",
                                                 "application/cloudevents+json",
                                                 "application/cloudevents-batch+json",
                                                 ""};
  webhook::Post out{{{"Content-Type", kTypes[kind % kTypes.size()]}}, std::move(body)};
  if ((kind & 0x40U) != 0) out.headers.emplace_back("ce-specversion", "1.0");
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Names names({"aspa"}, {{"hook", {}}}, {"scans"});
  static const mapping::Mapping mapping = made_mapping();
  static EpochNames epochs;
  if (size == 0) return 0;
  const webhook::Post post =
      post_of(data[0], std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
  const auto records = webhook::read_records(post);
  if (!records) return 0;
  const Edge edge{&names, IdHasher(IdKey{}), names.source("hook")};
  webhook::Intake intake((data[0] & 0x80U) != 0 ? &mapping : nullptr, edge, epochs, Millis(1000));
  const auto known = [](const webhook::KnownEvents::Digest& digest) {
    return (digest[0] & 1U) != 0;
  };
  const auto taken = intake.take(*records, known, Instant(Millis(1'800'000'000'000)));
  const auto& receipt = taken.receipt;
  const bool adds_up =
      receipt.taken == taken.delivery.events.size() &&
      receipt.refused == taken.delivery.refusals.size() &&
      receipt.known == taken.delivery.repeated &&
      receipt.taken + receipt.known + receipt.ignored + receipt.refused == records->records.size();
  if (!adds_up || receipt.json().empty()) std::abort();
  for (const Event& event : taken.delivery.events) {
    if (event.seq != 0 || !event.source.set()) std::abort();
  }
  return 0;
}
