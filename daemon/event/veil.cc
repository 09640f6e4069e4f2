// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/veil.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "daemon/event/json_reader.h"
#include "daemon/event/printer.h"
#include "daemon/event/raw_values.h"
#include "daemon/event/refusal.h"

namespace jono {
namespace {

namespace json = boost::json;

constexpr std::string_view kNoJson = "?";
constexpr std::size_t kLongestWord = 32;
constexpr std::size_t kLongestInstant = 40;

using Veil = json::value (*)(const json::value&, const IdHasher&);

// Of any length.
json::value snapshot_id(const json::value& given, const IdHasher& hasher) {
  const auto* text = given.if_string();
  if (text == nullptr || text->empty()) return "";
  std::string hex;
  append_hex(hex, hasher.digest({text->data(), text->size()}));
  return json::value(hex);
}

json::value id(const json::value& given, const IdHasher& hasher) {
  const auto* text = given.if_string();
  return text != nullptr && text->size() > kMostIdBytes ? "" : snapshot_id(given, hasher);
}

// Letters, dots and underscores are no number of anybody.
json::value word(const json::value& given, const IdHasher& /*hasher*/) {
  const auto* text = given.if_string();
  const auto plain = [](char c) { return ('a' <= c && c <= 'z') || c == '.' || c == '_'; };
  const bool keep =
      text != nullptr && text->size() <= kLongestWord && std::ranges::all_of(*text, plain);
  return keep ? given : json::value("?");
}

// "2026-11-23T08:15:02.412+02:00" and its like, or milliseconds.
json::value instant(const json::value& given, const IdHasher& /*hasher*/) {
  if (given.is_number()) return given;
  constexpr std::string_view kDate = "0000-00-00T";
  const auto* text = given.if_string();
  if (text == nullptr || text->size() < kDate.size() || text->size() > kLongestInstant) return "?";
  for (std::size_t i = 0; i < kDate.size(); ++i) {
    const bool digit = '0' <= (*text)[i] && (*text)[i] <= '9';
    const bool fits =
        kDate[i] == '0' ? digit : kDate[i] == ((*text)[i] & ~('t' ^ 'T')) || kDate[i] == (*text)[i];
    if (!fits) return "?";
  }
  return given;
}

// A number, a truth or nothing; a name in a place where none belongs does not stay.
json::value plain(const json::value& given, const IdHasher& /*hasher*/) {
  return given.is_number() || given.is_bool() || given.is_null() ? given : json::value("?");
}

json::value name(const json::value& given, const IdHasher& /*hasher*/) {
  return given.is_string() ? given : json::value("");
}

json::value source(const json::value& given, const IdHasher& /*hasher*/) {
  const auto* text = given.if_string();
  if (text == nullptr) return "";
  std::string kept;
  refused_line({text->data(), text->size()}, kept);
  return kept == std::string_view(text->data(), text->size()) ? given : json::value("?");
}

json::value items(const json::value& given, const IdHasher& hasher);

struct Field {
  std::string_view key;
  Veil veil;
};
constexpr auto kFields = std::to_array<Field>({
    {"v", plain},           {"source", source},
    {"type", word},         {"at", instant},
    {"line", name},         {"call", id},
    {"callback", id},       {"agent", id},
    {"coarse", plain},      {"reason", word},
    {"result", word},       {"state", word},
    {"open", plain},        {"oldest_at", instant},
    {"class", word},        {"id", snapshot_id},
    {"part", plain},        {"parts", plain},
    {"waiting", items},     {"callbacks", items},
    {"queued_at", instant}, {"requested_at", instant},
});

json::object object(const json::object& given, const IdHasher& hasher) {
  json::object out;
  for (const Field& field : kFields) {
    const auto* found = given.if_contains({field.key.data(), field.key.size()});
    if (found == nullptr || found->is_null()) continue;  // null is absent
    out[{field.key.data(), field.key.size()}] = field.veil(*found, hasher);
  }
  return out;
}

json::value items(const json::value& given, const IdHasher& hasher) {
  const auto* list = given.if_array();
  if (list == nullptr) return "?";
  json::array out;
  for (const json::value& item : *list) {
    const auto* one = item.if_object();
    out.push_back(one == nullptr ? json::value("?") : json::value(object(*one, hasher)));
  }
  return out;
}

}  // namespace

std::string veiled(std::string_view line, const IdHasher& hasher) {
  if (line.size() > JsonReader::kMost) return std::string(JsonReader::kMost + 1, '?');
  boost::system::error_code bad;
  const json::value value = json::parse({line.data(), line.size()}, bad);
  if (bad || !value.is_object()) return std::string(kNoJson);
  return json::serialize(object(value.get_object(), hasher));
}

}  // namespace jono
