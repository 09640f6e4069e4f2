// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/dictionary.h"

#include <string_view>
#include <variant>

namespace jono::store {
namespace {

// Ids are small numbers; what is larger is no id, and a table for it would be memory for nothing.
constexpr std::uint32_t kMostIds = 1U << 20;

template <class Id, class Names>
void write_names(std::span<const Id> ids, const Names& names, ByteWriter& out) {
  out.number(static_cast<std::uint32_t>(ids.size()));
  for (const Id id : ids) {
    out.number(id.value);
    out.text(names.of(id));
  }
}

template <class Id, class Find>
void read_names(ByteReader& in, std::vector<Id>& table, Find find) {
  table.clear();
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    const auto id = in.number<std::uint32_t>();
    const std::string_view name = in.text();
    if (id >= kMostIds) in.fail();
    if (!in.ok()) return;
    if (id >= table.size()) table.resize(id + std::size_t{1});
    table[id] = find(name);
  }
}

// An unset id stays unset; a set one must be found.
template <class Id>
bool translate_id(const std::vector<Id>& table, Id& id) {
  if (!id.set()) return true;
  id = id.value < table.size() ? table[id.value] : Id{};
  return id.set();
}

}  // namespace

void DictionaryWriter::clear() {
  sources_.clear();
  lines_.clear();
  backlogs_.clear();
  epochs_used_.clear();
}

void DictionaryWriter::add(const Event& event) {
  sources_.add(event.source);
  lines_.add(event.line);
  epochs_used_.add(event.epoch);
  if (const auto* level = std::get_if<BacklogLevel>(&event.what)) backlogs_.add(level->backlog);
}

void DictionaryWriter::write(ByteWriter& out) const {
  write_names(sources_.ids(), *names_, out);
  write_names(lines_.ids(), *names_, out);
  write_names(backlogs_.ids(), *names_, out);
  write_names(epochs_used_.ids(), *epochs_, out);
}

void Dictionary::read(ByteReader& in) {
  read_names(in, sources_, [&](std::string_view name) { return names_->source(name); });
  read_names(in, lines_, [&](std::string_view name) { return names_->line(name); });
  read_names(in, backlogs_, [&](std::string_view name) { return names_->backlog(name); });
  read_names(in, epoch_ids_, [&](std::string_view name) { return epochs_->intern(name); });
}

bool Dictionary::translate(Event& event) const {
  auto* level = std::get_if<BacklogLevel>(&event.what);
  return event.source.set() && translate_id(sources_, event.source) &&
         translate_id(lines_, event.line) && translate_id(epoch_ids_, event.epoch) &&
         (level == nullptr || translate_id(backlogs_, level->backlog));
}

}  // namespace jono::store
