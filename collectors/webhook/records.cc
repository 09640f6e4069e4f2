// SPDX-License-Identifier: EUPL-1.2
#include "collectors/webhook/records.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <string>
#include <utility>

#include "collectors/mapping/json_record.h"

namespace jono::webhook {

namespace json = boost::json;
using mapping::parse_json;

namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kBatch = "application/cloudevents-batch+json";
constexpr std::string_view kStructured = "application/cloudevents+json";

Error unreadable(std::string what) { return {Errc::bad_input, std::move(what)}; }

// Without its parameters.
std::string media_type(const Post& post) {
  std::string_view text = post.header("Content-Type");
  text = text.substr(0, text.find(';'));
  std::string out(text.substr(0, text.find_last_not_of(kBlanks) + 1));
  std::ranges::transform(out, out.begin(),
                         [](char c) { return 'A' <= c && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return out;
}

bool looks_like_json(std::string_view body) {
  const auto first = body.find_first_not_of(kBlanks);
  return first != std::string_view::npos && (body[first] == '{' || body[first] == '[');
}

bool says_lines(std::string_view type) {
  constexpr std::array<std::string_view, 4> kLines = {
      "application/x-ndjson", "application/ndjson", "application/jsonl", "application/json-lines"};
  return std::ranges::find(kLines, type) != kLines.end();
}

Result<Records> read_lines(std::string_view body) {
  Records out;
  bool any = false;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size());
    const std::string_view line = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    if (line.find_first_not_of(kBlanks) == std::string_view::npos) continue;
    out.records.push_back({parse_json(line), line.size()});
    any = any || out.records.back().json;
  }
  if (!any) return unreadable("none of its lines is JSON");
  return out;
}

// The items of a list, or the one thing itself.
Records records_of(json::value root, std::size_t length) {
  Records out;
  auto* const list = root.if_array();
  if (list == nullptr) {
    out.records.push_back({std::move(root), length});
    return out;
  }
  for (json::value& item : *list) {
    const std::size_t size = json::serialize(item).size();
    out.records.push_back({std::move(item), size});
  }
  return out;
}

bool is_envelope(const json::value& value) {
  const auto* const object = value.if_object();
  const auto* const version = object != nullptr ? object->if_contains("specversion") : nullptr;
  const auto* const text = version != nullptr ? version->if_string() : nullptr;
  return text != nullptr && *text == "1.0";
}

// data_base64 → data, where JSON is in it.
void unwrap_base64(json::object& envelope) {
  const auto* const coded = envelope.if_contains("data_base64");
  const auto* const text = coded != nullptr ? coded->if_string() : nullptr;
  if (text == nullptr || envelope.contains("data")) return;
  std::string bytes(text->size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text->data(),
                        text->size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0) {
    return;
  }
  bytes.resize(size);
  if (auto data = parse_json(bytes)) envelope["data"] = std::move(*data);
}

Result<Records> cloud_events(Records in) {
  for (ReadRecord& record : in.records) {
    if (!is_envelope(*record.json)) return unreadable("it is no CloudEvent of specversion 1.0");
    unwrap_base64(record.json->get_object());
  }
  in.cloud_events = true;
  return in;
}

// The envelope that `ce-` headers are, around the body.
Result<Records> binary_event(const Post& post, json::value data) {
  json::object envelope;
  for (const auto& [name, value] : post.headers) {
    constexpr std::size_t kPrefix = 3;
    if (name.size() <= kPrefix || !same_name(name.substr(0, kPrefix), "ce-")) continue;
    std::string attribute = name.substr(kPrefix);
    std::ranges::transform(attribute, attribute.begin(),
                           [](char c) { return 'A' <= c && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    envelope[attribute] = value;
  }
  envelope["data"] = std::move(data);
  Records out;
  out.records.push_back({std::move(envelope), post.body.size()});
  return cloud_events(std::move(out));
}

int hex(char c) {
  if ('0' <= c && c <= '9') return c - '0';
  if ('a' <= c && c <= 'f') return c - 'a' + 10;
  return 'A' <= c && c <= 'F' ? c - 'A' + 10 : -1;
}

std::optional<std::string> unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex(text[i + 1]) : -1;
    const int low = high >= 0 ? hex(text[i + 2]) : -1;
    if (low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

// What a text is in JSON, where it is UTF-8: the reader knows.
bool is_utf8(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c != '"' && c != '\\' && static_cast<unsigned char>(c) >= ' ') quoted += c;
  }
  return parse_json(quoted + '"').has_value();
}

}  // namespace

std::optional<json::object> read_form(std::string_view body) {
  json::object out;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('&'), body.size());
    const std::string_view field = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    if (field.empty()) continue;
    const std::size_t equals = std::min(field.find('='), field.size());
    const auto name = unescaped(field.substr(0, equals));
    const auto value = unescaped(field.substr(std::min(equals + 1, field.size())));
    if (!name || !value || !is_utf8(*name) || !is_utf8(*value)) return std::nullopt;
    out[*name] = *value;
  }
  return out;
}

Result<Records> read_records(const Post& post) {
  if (!post.header("Content-Encoding").empty() && post.header("Content-Encoding") != "identity") {
    return unreadable("its Content-Encoding is not taken: send it as it is");
  }
  if (post.body.find_first_not_of(kBlanks) == std::string::npos) return unreadable("it is empty");
  const std::string type = media_type(post);
  if (says_lines(type)) return read_lines(post.body);
  if (type == "application/x-www-form-urlencoded" && !looks_like_json(post.body)) {
    auto form = read_form(post.body);
    if (!form) return unreadable("it is no form in UTF-8");
    return records_of(std::move(*form), post.body.size());
  }
  auto root = parse_json(post.body);
  if (!root) {
    // Of what does not say, lines are taken for lines.
    if (type != "application/json" && type != kStructured && type != kBatch &&
        looks_like_json(post.body)) {
      return read_lines(post.body);
    }
    return unreadable("it is not JSON in UTF-8");
  }
  if (!post.header("ce-specversion").empty()) return binary_event(post, std::move(*root));
  Records out = records_of(std::move(*root), post.body.size());
  if (type == kStructured || type == kBatch) return cloud_events(std::move(out));
  return out;
}

}  // namespace jono::webhook
