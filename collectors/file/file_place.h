// SPDX-License-Identifier: EUPL-1.2
// What a source of files remembers: which files it took, and which time they told of. Pure.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/file/intake.h"
#include "daemon/event/channel.h"

namespace jono::file {

// [from, to) of local days, hours or instants, by `covers`; never beyond `written`, since nobody
// writes down what is still to come.
[[nodiscard]] Span covered(const Tally& tally, Covers covers, const calendar::Zone& zone,
                           Instant written);

class FilePlace {
 public:
  static constexpr std::size_t kMostFiles = 512;
  static constexpr std::size_t kMostSpans = 512;

  // Anything but what bytes() gave is an empty place.
  [[nodiscard]] static FilePlace of(std::string_view bytes);
  [[nodiscard]] std::string bytes() const;

  // Of the last kMostFiles.
  [[nodiscard]] bool knows(const Digest& file) const;
  void add(const Digest& file);
  // Spans that meet or overlap become one; beyond kMostSpans the earliest two do, with what lies
  // between.
  void cover(Span span);
  // In order, apart from each other.
  [[nodiscard]] const std::vector<Span>& spans() const { return spans_; }

 private:
  std::deque<Digest> files_;
  std::vector<Span> spans_;
};

}  // namespace jono::file
