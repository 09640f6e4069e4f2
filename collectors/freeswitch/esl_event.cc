// SPDX-License-Identifier: EUPL-1.2
#include "collectors/freeswitch/esl_event.h"

#include <charconv>

#include "collectors/freeswitch/esl_framer.h"

namespace jono::freeswitch {
namespace {

constexpr std::uint64_t kLastSecond = 253'402'300'799;  // of the year 9999

std::optional<char> escaped(std::string_view text) {
  if (text.size() < 3 || text[0] != '%') return std::nullopt;
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + 3, value, 16);
  if (error != std::errc{} || end != text.data() + 3) return std::nullopt;
  return static_cast<char>(value);
}

}  // namespace

std::string value_of(std::string_view event, std::string_view name) {
  std::string out;
  for (std::string_view rest = header(event, name); !rest.empty();) {
    const auto c = escaped(rest);
    out += c.value_or(rest[0]);
    rest.remove_prefix(c ? 3 : 1);
  }
  return out;
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::optional<Instant> instant_of_seconds(std::string_view text) {
  const auto seconds = whole_number(text);
  if (!seconds || *seconds == 0 || *seconds > kLastSecond) return std::nullopt;
  return Instant(std::chrono::seconds(*seconds));
}

std::optional<Instant> instant_of_micros(std::string_view text) {
  const auto micros = whole_number(text);
  if (!micros || *micros == 0 || *micros / 1'000'000 > kLastSecond) return std::nullopt;
  return Instant(Millis(*micros / 1000));
}

}  // namespace jono::freeswitch
