// SPDX-License-Identifier: EUPL-1.2
#include "collectors/feed/feed_frames.h"

#include <boost/json.hpp>
#include <charconv>

namespace jono::feed {
namespace {

std::optional<boost::json::object> parse_object(std::string_view body) {
  boost::system::error_code ec;
  boost::json::value value = boost::json::parse({body.data(), body.size()}, ec);
  if (ec || !value.is_object()) return std::nullopt;
  return std::move(value.as_object());
}

std::string text_of(const boost::json::object& object, std::string_view key) {
  const auto* value = object.if_contains({key.data(), key.size()});
  if (value == nullptr || !value->is_string()) return {};
  return std::string(value->as_string());
}

std::optional<std::uint64_t> number_of(const boost::json::object& object, std::string_view key) {
  const auto* value = object.if_contains({key.data(), key.size()});
  if (value == nullptr) return std::nullopt;
  boost::system::error_code ec;
  const auto number = value->to_number<std::uint64_t>(ec);
  return ec || number > kLastNumber ? std::nullopt : std::optional(number);
}

}  // namespace

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out <= kLastNumber ? std::optional(out) : std::nullopt;
}

std::optional<Hello> parse_hello(std::string_view body) {
  const auto object = parse_object(body);
  if (!object) return std::nullopt;
  Hello out;
  out.source = text_of(*object, "source");
  out.epoch = text_of(*object, "epoch");
  out.process = text_of(*object, "process");
  const auto tail = number_of(*object, "tail");
  if (!tail && object->contains("tail")) return std::nullopt;
  out.tail = tail.value_or(1);
  const auto* outbox = object->if_contains("outbox");
  out.outbox = outbox == nullptr || !outbox->is_bool() || outbox->as_bool();
  if (out.epoch.empty() || out.epoch.size() > 128) return std::nullopt;
  return out;
}

std::optional<std::uint64_t> parse_gap_end(std::string_view body) {
  const auto object = parse_object(body);
  if (!object) return std::nullopt;
  return number_of(*object, "to");
}

}  // namespace jono::feed
