// SPDX-License-Identifier: EUPL-1.2
#include "collectors/file/file_place.h"

#include <algorithm>

#include "daemon/event/bytes.h"

namespace jono::file {
namespace {

constexpr std::uint8_t kVersion = 1;

std::int64_t number(Instant t) { return t.time_since_epoch().count(); }

}  // namespace

Span covered(const Tally& tally, Covers covers, const calendar::Zone& zone, Instant written) {
  if (!tally.first || !tally.last) return {};
  Span out{*tally.first, *tally.last + Millis(1)};
  if (covers == Covers::days) {
    out = {zone.day_start(zone.date_of(*tally.first)), zone.day_end(zone.date_of(*tally.last))};
  } else if (covers == Covers::hours) {
    out = {zone.hour_start(*tally.first), zone.hour_end(*tally.last)};
  }
  out.to = std::min(out.to, std::max(written, *tally.last));
  return out;
}

FilePlace FilePlace::of(std::string_view bytes) {
  FilePlace out;
  ByteReader in(bytes);
  if (in.number<std::uint8_t>() != kVersion) return {};
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    Digest file;
    for (std::uint64_t& part : file) part = in.number<std::uint64_t>();
    out.add(file);
  }
  for (auto left = in.number<std::uint32_t>(); left > 0 && in.ok(); --left) {
    const Instant from{Millis(in.number<std::int64_t>())};
    const Instant to{Millis(in.number<std::int64_t>())};
    if (in.ok()) out.cover({from, to});
  }
  return in.ok() ? out : FilePlace();
}

std::string FilePlace::bytes() const {
  std::string out;
  {
    ByteWriter to(out);
    to.number(kVersion);
    to.number(static_cast<std::uint32_t>(files_.size()));
    for (const Digest& file : files_) {
      for (const std::uint64_t part : file) to.number(part);
    }
    to.number(static_cast<std::uint32_t>(spans_.size()));
    for (const Span& span : spans_) {
      to.number(number(span.from));
      to.number(number(span.to));
    }
  }
  return out;
}

bool FilePlace::knows(const Digest& file) const {
  return std::ranges::find(files_, file) != files_.end();
}

void FilePlace::add(const Digest& file) {
  files_.push_back(file);
  if (files_.size() > kMostFiles) files_.pop_front();
}

void FilePlace::cover(Span span) {
  if (span.from >= span.to) return;
  const auto apart = [&](const Span& s) { return s.to < span.from || s.from > span.to; };
  for (const Span& other : spans_) {
    if (apart(other)) continue;
    span = {std::min(span.from, other.from), std::max(span.to, other.to)};
  }
  std::erase_if(spans_, [&](const Span& s) { return !apart(s); });
  spans_.push_back(span);
  std::ranges::sort(spans_, {}, &Span::from);
  if (spans_.size() <= kMostSpans) return;
  spans_[1].from = spans_[0].from;
  spans_.erase(spans_.begin());
}

}  // namespace jono::file
