// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/parser.h"

#include <cstdint>

#include "daemon/event/raw_values.h"
#include "daemon/event/what_reader.h"

namespace jono {
namespace {

std::string_view without_line_end(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::optional<EventType> type_of(const RawEvent& raw) { return word<EventType>(raw[Field::type]); }

// 0 where there is none, nullopt where it is no whole number >= 1.
std::optional<std::uint64_t> seq_of(const RawEvent& raw) {
  const RawValue& seq = raw[Field::seq];
  if (seq.absent()) return 0;
  const auto number = seq.natural();
  return number == 0U ? std::nullopt : number;
}

bool is_about_callback(const RawEvent& raw, std::optional<EventType> type) {
  if (!type) return !raw[Field::callback].absent();
  return *type >= EventType::callback_requested && *type <= EventType::callback_closed;
}

}  // namespace

EventParser::EventParser(const Names& names, const IdHasher& hasher, EpochNames& epochs,
                         SourceRule rule)
    : names_(&names), ids_(hasher), epochs_(&epochs), rule_(rule) {}

const Event* EventParser::parse(std::string_view line, SourceId transport) {
  const std::string_view json = without_line_end(line);
  length_ = json.size();
  event_.source = transport;
  raw_ = nullptr;
  return outcome(read(json));
}

const Event* EventParser::judge(const RawEvent& raw, std::size_t length, SourceId transport) {
  length_ = length;
  event_.source = transport;
  raw_ = &raw;
  return outcome(read_event());
}

const Event* EventParser::outcome(Bad bad) {
  if (!bad) return &event_;
  describe(*bad, length_);
  return nullptr;
}

EventParser::Bad EventParser::read(std::string_view json) {
  if (json.size() > JsonReader::kMost) return RefusalReason::too_long;
  if (!reader_.read(json)) return RefusalReason::not_json;
  raw_ = &reader_.event();
  return read_event();
}

EventParser::Bad EventParser::read_event() {
  const RawEvent& raw = *raw_;
  const Bad bad_source = read_source();
  if (raw[Field::v].natural() != 1U) return RefusalReason::bad_version;
  if (bad_source) return bad_source;
  const auto seq = seq_of(raw);
  if (!seq) return RefusalReason::bad_seq;
  const auto type = type_of(raw);
  if (!type) return RefusalReason::unknown_type;
  const auto at = instant(raw[Field::at]);
  if (!at) return RefusalReason::bad_at;
  event_.seq = *seq;
  event_.at = *at;
  if (const Bad bad = read_place_and_what(*type)) return bad;
  const auto coarse = raw[Field::coarse].kind;
  using Kind = RawValue::Kind;
  if (coarse != Kind::absent && coarse != Kind::yes && coarse != Kind::no) {
    return RefusalReason::bad_field;
  }
  event_.coarse = coarse == Kind::yes;
  return read_epoch();
}

EventParser::Bad EventParser::read_source() {
  const RawValue& given = (*raw_)[Field::source];
  if (!given.absent()) {
    const SourceId named = names_->source(given.string().value_or(""));
    if (rule_ == SourceRule::body) event_.source = named;
    if (event_.source.set() && event_.source != named) return RefusalReason::other_source;
  }
  return event_.source.set() ? std::nullopt : Bad(RefusalReason::unknown_source);
}

EventParser::Bad EventParser::read_place_and_what(EventType type) {
  const RawEvent& raw = *raw_;
  const std::string_view name = raw[Field::line].string().value_or("");
  event_.line = {};
  BacklogId backlog;
  if (type == EventType::backlog_level) {
    backlog = names_->backlog(name);
    if (!backlog.set()) return RefusalReason::unknown_line;
  } else if (type != EventType::source_heartbeat) {
    event_.line = names_->line(event_.source, name);
    if (!event_.line.set()) return RefusalReason::unknown_line;
  }
  const Bad bad = read_what(type, raw, ids_, event_.what);
  if (auto* level = std::get_if<BacklogLevel>(&event_.what)) level->backlog = backlog;
  return bad;
}

EventParser::Bad EventParser::read_epoch() {
  const RawValue& given = (*raw_)[Field::epoch];
  event_.epoch = {};
  if (given.absent()) return std::nullopt;
  const auto name = id_text(given);
  if (!name) return RefusalReason::bad_field;
  if (!epoch_.set() || *name != epoch_name_) {
    epoch_ = epochs_->intern(*name);
    epoch_name_ = *name;
  }
  event_.epoch = epoch_;
  return epoch_.set() ? std::nullopt : Bad(RefusalReason::bad_field);
}

void EventParser::describe(RefusalReason reason, std::size_t length) {
  refusal_.reason = reason;
  refusal_.source = event_.source;
  refusal_.seq = 0;
  refusal_.type.reset();
  refusal_.at.reset();
  refusal_.line.clear();
  refusal_.length = static_cast<std::uint32_t>(length);
  refusal_.id = {};
  if (raw_ != nullptr) describe_fields();
}

void EventParser::describe_fields() {
  const RawEvent& raw = *raw_;
  refusal_.seq = seq_of(raw).value_or(0);
  refusal_.type = type_of(raw);
  refusal_.at = instant(raw[Field::at]);
  refused_line(raw[Field::line].string().value_or(""), refusal_.line);
  const Field field = is_about_callback(raw, refusal_.type) ? Field::callback : Field::call;
  if (const auto id = id_text(raw[field])) refusal_.id = ids_.hash<CallId>(*id).bits;
}

}  // namespace jono
