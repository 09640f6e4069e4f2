// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/queue_log_reader.h"

#include <algorithm>
#include <utility>

#include "collectors/gather.h"

namespace jono::asterisk {

std::size_t QueueLogReader::take(std::string_view bytes, bool last) {
  Gather sink(gathered_);
  std::size_t taken = 0;
  while (!bytes.empty() && gathered_.weight() <= kMostEvents) {
    const std::size_t newline = bytes.find('\n');
    const bool whole = newline != std::string_view::npos;
    if (!whole && !last && bytes.size() < kMostLine) break;
    const std::string_view text = bytes.substr(0, newline);
    const std::size_t length = text.size() + (whole ? 1 : 0);
    starts_.push_back({lines_++, place_});
    decoder_.line(text, sink);
    if (place_.offset == 0) place_.born = born_of(text.substr(0, kMostBorn));
    place_.offset += length;
    taken += length;
    bytes.remove_prefix(length);
    forget_told();
  }
  return taken;
}

void QueueLogReader::flush() {
  Gather sink(gathered_);
  decoder_.flush(sink);
  forget_told();
}

void QueueLogReader::forget_told() {
  const auto held = decoder_.first_held();
  while (!starts_.empty() && (!held || starts_.front().line < *held)) starts_.pop_front();
}

std::optional<Delivery> QueueLogReader::take_delivery() {
  const LogPlace& from = starts_.empty() ? place_ : starts_.front().place;
  if (empty(gathered_) && from == told_) return std::nullopt;
  told_ = from;
  Delivery out = std::exchange(gathered_, {});
  out.source = source_;
  out.place = print_place(from);
  return out;
}

}  // namespace jono::asterisk
