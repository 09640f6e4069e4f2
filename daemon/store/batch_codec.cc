// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/batch_codec.h"

#include <algorithm>

#include "daemon/event/bytes.h"
#include "daemon/event/codec.h"
#include "daemon/event/printer.h"

namespace jono::store {
namespace {

bool kept(const Event& event) { return event.type() != EventType::agent_state; }

void write_places(std::span<const Place> places, const Names& names, ByteWriter& out) {
  out.number(static_cast<std::uint32_t>(places.size()));
  for (const Place& place : places) {
    out.text(name_of(place, names));
    out.number(static_cast<std::uint32_t>(place.bytes.size()));
    out.bytes(place.bytes);
  }
}

}  // namespace

BatchEncoder::Encoded BatchEncoder::encode(const Batch& batch) {
  Encoded out;
  dictionary_.clear();
  for (const Event& event : batch.events) {
    if (!kept(event)) continue;
    dictionary_.add(event);
    ++out.events;
    out.earliest_at = std::min(out.earliest_at.value_or(event.at), event.at);
    out.latest_at = std::max(out.latest_at.value_or(event.at), event.at);
  }
  plain_.clear();
  {
    ByteWriter head(plain_);
    dictionary_.write(head);
    write_places(batch.places, *names_, head);
  }
  for (const Event& event : batch.events) {
    if (kept(event)) jono::encode(event, plain_);
  }
  write_lines();
  out.lines = lines_;
  out.blob = compressor_.compress(plain_);
  return out;
}

void BatchEncoder::write_lines() {
  lines_ = "[";
  for (const LineId line : dictionary_.lines()) {
    if (lines_.size() > 1) lines_ += ',';
    append_json(lines_, names_->of(line));
  }
  lines_ += ']';
}

bool BatchDecoder::decode(std::string_view blob, std::uint32_t count) {
  events_.clear();
  places_.clear();
  skipped_ = 0;
  const auto plain = decompressor_.decompress(blob);
  return plain && read(*plain, count);
}

bool BatchDecoder::read(std::string_view plain, std::uint32_t count) {
  ByteReader in(plain);
  dictionary_.read(in);
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    const std::string_view source = in.text();
    places_.emplace_back(source, in.bytes(in.number<std::uint32_t>()));
  }
  std::string_view rest = in.rest();
  for (; in.ok() && count > 0; --count) {
    auto event = jono::decode(rest);
    if (!event) return false;
    if (dictionary_.translate(*event)) {
      events_.push_back(std::move(*event));
    } else {
      ++skipped_;
    }
  }
  return in.ok() && rest.empty();
}

}  // namespace jono::store
