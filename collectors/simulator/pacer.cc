// SPDX-License-Identifier: EUPL-1.2
#include "collectors/simulator/pacer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "daemon/event/codec.h"

namespace jono::simulator {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr Millis kTick(1);
constexpr hours kBeforeTen(2);  // a turned run begins at eight
constexpr std::string_view kVersion = "1";

std::int64_t count(Instant t) { return t.time_since_epoch().count(); }

bool same_day(const Place& told, const std::vector<TrafficLine>& lines, Instant now) {
  if (told.turned) {
    return now >= told.start && std::chrono::floor<days>(told.at - told.start) ==
                                    std::chrono::floor<days>(now - told.start);
  }
  const calendar::Zone& zone = lines.front().calendar.zone();
  return zone.date_of(told.at) == zone.date_of(now);
}

Instant morning(const PacerParts& parts, Instant now) {
  if (parts.config.turned || parts.lines.empty()) return now - kBeforeTen;
  const calendar::Zone& zone = parts.lines.front().calendar.zone();
  return zone.day_start(zone.date_of(now));
}

}  // namespace

std::string Place::text() const {
  const std::string turn = turned ? std::to_string(count(*turned)) : "-";
  return fmt::format("{} {} {} {} {} {}", kVersion, count(start), turn, told, count(at), digest);
}

std::optional<Place> Place::parse(std::string_view text) {
  std::array<std::string_view, 6> words;
  for (std::string_view& word : words) {
    const std::size_t end = std::min(text.find(' '), text.size());
    word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  bool good = words[0] == kVersion && text.empty();
  const auto read = [&](std::string_view word, auto zero) {
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), zero);
    good = good && error == std::errc() && end == word.data() + word.size();
    return zero;
  };
  const auto instant = [&](std::string_view word) {
    return Instant(Millis(read(word, std::int64_t{})));
  };
  Place out;
  out.start = instant(words[1]);
  if (words[2] != "-") out.turned = instant(words[2]);
  out.told = read(words[3], std::uint64_t{});
  out.at = instant(words[4]);
  out.digest = read(words[5], std::uint64_t{});
  return good ? std::optional(out) : std::nullopt;
}

Pacer::Pacer(const PacerParts& parts, std::string_view place, Instant now) {
  const auto told = Place::parse(place);
  const bool same = told && !parts.lines.empty() && same_day(*told, parts.lines, now);
  if (same && told->turned.has_value() == parts.config.turned && resume(parts, *told)) return;
  const auto turned = parts.config.turned ? std::optional(now) : std::nullopt;
  begin(parts, same ? std::max(now, told->at + kTick) : morning(parts, now), turned);
}

void Pacer::begin(const PacerParts& parts, Instant start, std::optional<Instant> turned) {
  told_ = {};
  told_.start = start;
  told_.turned = turned;
  telling_.emplace(TrafficPlan{parts.config, parts.lines, start, turned}, parts.edge, parts.epochs);
}

bool Pacer::resume(const PacerParts& parts, const Place& told) {
  begin(parts, told.start, told.turned);
  while (told_.told < told.told && telling_->peek(told.at + kTick) != nullptr) next();
  return told_ == told;
}

Event Pacer::next() {
  const Told next = telling_->take();
  told_.told = telling_->taken();
  told_.at = next.at;
  Event same = next.event;  // in any process
  same.epoch = {};
  same.source = {};
  bytes_.clear();
  encode(same, bytes_);
  told_.digest = mix(told_.digest, bytes_);
  return next.event;
}

void Pacer::take(Instant now, std::size_t most, std::vector<Event>& out) {
  for (std::size_t i = 0; i < most && telling_->peek(now + kTick) != nullptr; ++i) {
    out.push_back(next());
  }
}

Instant Pacer::next_due(Instant latest) {
  const Told* next = telling_->peek(latest);
  return next == nullptr ? latest : next->at;
}

std::string Pacer::place() const { return told_.told == 0 ? "" : told_.text(); }

}  // namespace jono::simulator
