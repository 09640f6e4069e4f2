// SPDX-License-Identifier: EUPL-1.2
#include "collectors/mapping/json_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <charconv>

namespace jono::mapping {

namespace json = boost::json;

namespace {

constexpr int kMostOpened = 2;

std::string unescaped(std::string_view part) {
  std::string out;
  for (std::size_t i = 0; i < part.size(); ++i) {
    const bool escape = part[i] == '~' && i + 1 < part.size();
    out += escape ? (part[++i] == '1' ? '/' : '~') : part[i];
  }
  return out;
}

// Digits without a leading zero.
std::optional<std::size_t> index_of(const std::string& part) {
  std::size_t out = 0;
  const char* const end = part.data() + part.size();
  const auto [read, error] = std::from_chars(part.data(), end, out);
  const bool led_by_zero = part.size() > 1 && part[0] == '0';
  if (error != std::errc() || read != end || led_by_zero) return std::nullopt;
  return out;
}

const json::value* child(const json::value& of, const std::string& part) {
  if (const auto* object = of.if_object()) return object->if_contains(part);
  const auto* array = of.if_array();
  const auto index = array != nullptr ? index_of(part) : std::nullopt;
  return index ? array->if_contains(*index) : nullptr;
}

}  // namespace

bool Pointer::good(std::string_view text) {
  if (!text.empty() && text[0] != '/') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '~') continue;
    if (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1')) return false;
  }
  return true;
}

Pointer::Pointer(std::string_view text) {
  while (!text.empty()) {
    text.remove_prefix(1);
    const std::size_t end = std::min(text.find('/'), text.size());
    parts_.push_back(unescaped(text.substr(0, end)));
    text.remove_prefix(end);
  }
}

std::optional<json::value> parse_json(std::string_view text) {
  json::error_code error;
  json::value out = json::parse(text, error);
  return error ? std::nullopt : std::optional(std::move(out));
}

std::vector<Pointer> pointers_of(const std::vector<std::string>& places) {
  std::vector<Pointer> out;
  for (const std::string& place : places) out.emplace_back(place);
  return out;
}

JsonRecord::JsonRecord(const json::value& root, const std::vector<Pointer>& places) {
  values_.reserve(places.size());
  for (const Pointer& place : places) {
    const json::value* const found = find(root, place);
    values_.push_back(found != nullptr ? value_of(*found) : Value{});
  }
}

const json::value* JsonRecord::find(const json::value& root, const Pointer& pointer) {
  const json::value* at = &root;
  int opened = 0;
  for (const std::string& part : pointer.parts()) {
    if (const auto* text = at->if_string()) at = opened++ < kMostOpened ? open(*text) : nullptr;
    if (at != nullptr) at = child(*at, part);
    if (at == nullptr) return nullptr;
  }
  return at;
}

// The JSON in `text`, read once; null where it is none.
const json::value* JsonRecord::open(const json::string& text) {
  const auto known = std::ranges::find(opened_, &text, &Opened::text);
  if (known != opened_.end()) return &known->json;
  return &opened_.emplace_back(Opened{&text, parse_json(text).value_or(nullptr)}).json;
}

Value JsonRecord::number(std::string spelling) {
  return {Value::Kind::number, spellings_.emplace_back(std::move(spelling))};
}

Value JsonRecord::value_of(const json::value& found) {
  switch (found.kind()) {
    case json::kind::null:
      return {};
    case json::kind::bool_:
      return {Value::Kind::truth, found.get_bool() ? "true" : "false"};
    case json::kind::int64:
      return number(fmt::format("{}", found.get_int64()));
    case json::kind::uint64:
      return number(fmt::format("{}", found.get_uint64()));
    case json::kind::double_:
      return number(fmt::format("{}", found.get_double()));
    case json::kind::string:
      return {Value::Kind::text, {found.get_string().data(), found.get_string().size()}};
    case json::kind::array:
    case json::kind::object:
      return {Value::Kind::other, {}};
  }
  return {};
}

}  // namespace jono::mapping
