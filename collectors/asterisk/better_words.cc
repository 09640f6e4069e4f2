// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/better_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace jono::asterisk {
namespace {

// As events of both clocks are paired.
constexpr Millis kBefore{500};
constexpr Millis kAfter{1500};

// The number up to the next blank, which is taken too.
template <class T>
std::optional<T> take(std::string_view& text, int base = 10) {
  T out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
  if (error != std::errc() || end == text.data() + text.size() || *end != ' ') return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  return out;
}

}  // namespace

bool BetterWords::note(const Event& event) {
  if (const auto* left = std::get_if<CallRedirected>(&event.what)) {
    if (left->reason != RedirectReason::callback) return false;
    add({event.line, left->call, event.at, true});
    return true;
  }
  const auto* lost = std::get_if<CallLost>(&event.what);
  if (lost == nullptr || lost->reason != LostReason::restart) return false;
  add({event.line, lost->call, event.at, false});
  return true;
}

void BetterWords::add(const Word& word) {
  if (words_.size() >= kMost) words_.pop_front();
  words_.push_back(word);
}

bool BetterWords::use(LineId line, CallId call, Instant at, const What& log) {
  const bool redirected = std::holds_alternative<CallRedirected>(log);
  const auto found = std::ranges::find_if(words_, [&](const Word& w) {
    return !w.used && w.line == line && w.call == call && w.callback == redirected &&
           at - kBefore <= w.at && w.at < at + kAfter;
  });
  if (found == words_.end()) return false;
  found->used = true;
  return true;
}

void BetterWords::forget_used(Instant limit) {
  std::erase_if(words_, [limit](const Word& w) { return w.used || w.at < limit; });
}

std::string BetterWords::print(const Names& names) const {
  std::string out;
  for (const Word& w : words_) {
    if (w.used) continue;
    out += fmt::format("{} {} {:x} {:x} {}\n", w.callback ? 1 : 0, w.at.time_since_epoch().count(),
                       w.call.bits[0], w.call.bits[1], names.of(w.line));
  }
  return out;
}

BetterWords BetterWords::parse(std::string_view text, const Names& names) {
  BetterWords out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto callback = take<int>(line);
    const auto at = take<std::int64_t>(line);
    const auto high = take<std::uint64_t>(line, 16);
    const auto low = take<std::uint64_t>(line, 16);
    const LineId id = names.line(line);
    if (!callback || !at || !high || !low || !id.set()) continue;
    out.add({id, CallId{{*high, *low}}, Instant(Millis(*at)), *callback == 1});
  }
  return out;
}

}  // namespace jono::asterisk
