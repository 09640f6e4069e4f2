// SPDX-License-Identifier: EUPL-1.2
#include "collectors/webhook/intake.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "daemon/event/event_names.h"
#include "daemon/event/printer.h"

namespace jono::webhook {

namespace json = boost::json;

std::string Receipt::json() const {
  boost::json::array list;
  for (const Fault& fault : faults) {
    boost::json::object one{{"record", fault.record}, {"reason", name_of(fault.reason)}};
    if (!fault.what.empty()) one["what"] = fault.what;
    list.push_back(std::move(one));
  }
  const boost::json::object out{{"taken", taken},
                                {"known", known},
                                {"ignored", ignored},
                                {"refused", refused},
                                {"faults", std::move(list)}};
  return boost::json::serialize(out) + "\n";
}

void KnownEvents::add(const Digest& digest) {
  if (!digests_.insert(digest).second) return;
  order_.push_back(digest);
  if (order_.size() <= kMost) return;
  digests_.erase(order_.front());
  order_.pop_front();
}

Intake::Intake(const mapping::Mapping* mapping, const Edge& edge, EpochNames& epochs,
               Millis future_tolerance)
    : edge_(edge),
      epochs_(epochs),
      future_tolerance_(future_tolerance),
      parser_(*edge.names, edge.hasher, epochs, SourceRule::transport) {
  if (mapping == nullptr) return;
  mapped_.emplace(*mapping, edge, epochs);
  pointers_ = mapping::pointers_of(mapping->places);
}

Intake::Taken Intake::take(const Records& records, const IsKnown& known, Instant now) {
  out_ = {};
  out_.delivery.source = edge_.source;
  known_ = &known;
  now_ = now;
  number_ = 0;
  for (const ReadRecord& record : records.records) {
    ++number_;
    if (!record.json) {
      Refusal refusal;
      refusal.source = edge_.source;
      refusal.length = static_cast<std::uint32_t>(record.length);
      refuse(refusal);
    } else if (mapped_) {
      take_mapped(record);
    } else {
      take_own(record, records.cloud_events);
    }
  }
  out_.delivery.repeated = out_.receipt.known;
  return std::exchange(out_, {});
}

void Intake::take_own(const ReadRecord& record, bool wrapped) {
  const json::value* event = &*record.json;
  if (wrapped) event = event->get_object().if_contains("data");
  const std::string line = event != nullptr ? json::serialize(*event) : "";
  if (const Event* const read = parser_.parse(line, edge_.source)) return take_event(*read);
  Refusal refusal = parser_.refusal();
  refusal.source = edge_.source;
  refusal.seq = 0;
  refuse(refusal);
}

void Intake::take_mapped(const ReadRecord& record) {
  const mapping::JsonRecord found(*record.json, pointers_);
  const std::size_t made =
      mapped_->read(found, record.length, [this](const mapping::MappedReader::Outcome& outcome) {
        if (outcome.event != nullptr) return take_event(*outcome.event);
        refuse(*outcome.refusal,
               outcome.misfit != nullptr ? outcome.misfit->what : std::string_view());
      });
  if (made == 0) ++out_.receipt.ignored;
}

void Intake::take_event(const Event& event) {
  Event taken = event;
  taken.seq = 0;
  taken.epoch = {};
  if (too_far_ahead(taken, now_, future_tolerance_)) {
    return refuse(refusal_of(taken, RefusalReason::future, *edge_.names));
  }
  const KnownEvents::Digest digest = digest_of(taken);
  if ((*known_)(digest)) {
    ++out_.receipt.known;
    return;
  }
  ++out_.receipt.taken;
  out_.digests.push_back(digest);
  out_.delivery.events.push_back(std::move(taken));
}

void Intake::refuse(const Refusal& refusal, std::string_view what) {
  Receipt& receipt = out_.receipt;
  ++receipt.refused;
  if (receipt.faults.size() < Receipt::kMostFaults) {
    receipt.faults.push_back({number_, refusal.reason, what});
  }
  out_.delivery.refusals.push_back(refusal);
}

KnownEvents::Digest Intake::digest_of(const Event& event) {
  printed_.clear();
  print(event, *edge_.names, epochs_, printed_);
  return edge_.hasher.digest(printed_);
}

}  // namespace jono::webhook
