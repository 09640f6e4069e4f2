// SPDX-License-Identifier: EUPL-1.2
#include "collectors/subscribe/subscriber.h"

#include <fmt/format.h>

#include <algorithm>

#include "daemon/event/bytes.h"

namespace jono::subscribe {
namespace {

constexpr std::string_view kOurs = "numbering-";

}  // namespace

Subscriber::Subscriber(const Edge& edge, EpochNames& epochs, std::string_view place,
                       const mapping::Mapping* mapping)
    : edge_(edge),
      epochs_(epochs),
      parser_(*edge.names, edge.hasher, epochs, SourceRule::transport) {
  gathered_.source = edge.source;
  if (mapping != nullptr) {
    mapped_.emplace(*mapping, edge, epochs);
    pointers_ = mapping::pointers_of(mapping->places);
  }
  ByteReader in(place);
  const auto numberings = in.number<std::uint64_t>();
  const auto whole = in.number<std::uint64_t>();
  if (!in.ok()) return;
  numberings_ = numberings;
  holes_.begin_at(std::string(in.rest()), whole);
}

std::string_view Subscriber::published_epoch(const Range& asked) {
  return asked.epoch.starts_with(kOurs) ? std::string_view() : std::string_view(asked.epoch);
}

const Event* Subscriber::parse(std::string_view line) {
  if (const Event* event = parser_.parse(line, edge_.source)) return event;
  gathered_.refusals.emplace_back(parser_.refusal()).source = edge_.source;
  return nullptr;
}

// A refused event has come all the same.
void Subscriber::note_refused(const std::string& epoch) {
  Refusal& refused = gathered_.refusals.back();
  if (refused.seq > 0 && !epoch.empty()) refused.epoch = epochs_.intern(epoch);
}

std::string Subscriber::epoch_of(const Event& event) const {
  if (event.epoch.set()) return epochs_.of(event.epoch);
  return numberings_ == 0 ? "" : fmt::format("{}{}", kOurs, numberings_);
}

void Subscriber::keep(const Event& event, const std::string& epoch) {
  Event& kept = gathered_.events.emplace_back(event);
  kept.epoch = epoch.empty() ? EpochId() : epochs_.intern(epoch);
}

// A record too deep or too long to be read, too, is told as one that is not JSON.
void Subscriber::on_record(std::string_view json) {
  const auto root = mapping::parse_json(json);
  if (!root) {
    Refusal& refused = gathered_.refusals.emplace_back();
    refused.source = edge_.source;
    refused.length = static_cast<std::uint32_t>(json.size());
    return;
  }
  const mapping::JsonRecord record(*root, pointers_);
  mapped_->read(record, json.size(), [this](const mapping::MappedReader::Outcome& outcome) {
    if (outcome.event != nullptr) {
      gathered_.events.push_back(*outcome.event);
    } else {
      gathered_.refusals.push_back(*outcome.refusal);
    }
  });
}

void Subscriber::on_event(std::string_view line) {
  if (mapped_) return on_record(line);
  const Event* event = parse(line);
  if (event == nullptr) {
    const std::uint64_t seq = gathered_.refusals.back().seq;
    if (seq > holes_.highest()) holes_.sent(holes_.epoch(), seq, true);
    return note_refused(holes_.epoch());
  }
  const bool heartbeat = event->type() == EventType::source_heartbeat;
  if (event->seq > 0) {
    const bool anew =
        !event->epoch.set() && epoch_of(*event) == holes_.epoch() && event->seq < holes_.highest();
    if (anew) ++numberings_;
    holes_.sent(epoch_of(*event), event->seq, !heartbeat);
  }
  keep(*event, event->seq > 0 ? epoch_of(*event) : "");
}

void Subscriber::on_replay(const Range& asked, std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.empty()) continue;
    const Event* event = parse(line);
    if (event == nullptr) {
      holes_.came(asked.epoch, gathered_.refusals.back().seq);
      note_refused(asked.epoch);
      continue;
    }
    if (event->seq < asked.from || event->seq > asked.to) continue;
    if (event->epoch.set() && epochs_.of(event->epoch) != asked.epoch) continue;
    holes_.came(asked.epoch, event->seq);
    keep(*event, asked.epoch);
  }
  holes_.answered(asked);
}

Delivery Subscriber::take() {
  Delivery out = std::move(gathered_);
  gathered_.clear();
  gathered_.source = edge_.source;
  {
    ByteWriter to(out.place);
    to.number(numberings_);
    to.number(holes_.whole_until());
    to.bytes(holes_.epoch());
  }
  return out;
}

}  // namespace jono::subscribe
