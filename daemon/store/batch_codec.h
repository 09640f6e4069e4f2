// SPDX-License-Identifier: EUPL-1.2
// A batch as one compressed blob: its names, its places, its events.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/store/batch.h"
#include "daemon/store/dictionary.h"
#include "daemon/store/zstd.h"

namespace jono::store {

// For one thread at a time; all its buffers are used again.
class BatchEncoder {
 public:
  struct Encoded {
    std::string_view blob;
    std::string_view lines;  // a JSON array of the names of the lines it touches
    std::uint32_t events = 0;
    std::optional<Instant> earliest_at;  // nullopt where there are no events
    std::optional<Instant> latest_at;
  };

  // `names` and `epochs` outlive it.
  BatchEncoder(const Names& names, const EpochNames& epochs)
      : names_(&names), dictionary_(names, epochs) {}

  // Holds until the next encode().
  [[nodiscard]] Encoded encode(const Batch& batch);

 private:
  void write_lines();

  const Names* names_;
  DictionaryWriter dictionary_;
  std::string plain_;
  std::string lines_;
  Compressor compressor_;
};

// A place that was stored, by the name of its source.
using NamedPlace = std::pair<std::string_view, std::string_view>;

// For one thread at a time.
class BatchDecoder {
 public:
  // `names` and `epochs` are today's, and outlive it.
  BatchDecoder(const Names& names, EpochNames& epochs) : dictionary_(names, epochs) {}

  // False if the blob does not hold exactly `count` events; nothing is then known of it.
  [[nodiscard]] bool decode(std::string_view blob, std::uint32_t count);

  // What decode() found, until the next one.
  [[nodiscard]] std::span<const Event> events() const { return events_; }
  [[nodiscard]] std::uint32_t skipped() const { return skipped_; }
  [[nodiscard]] std::span<const NamedPlace> places() const { return places_; }

 private:
  [[nodiscard]] bool read(std::string_view plain, std::uint32_t count);

  Dictionary dictionary_;
  Decompressor decompressor_;
  std::vector<Event> events_;
  std::vector<NamedPlace> places_;
  std::uint32_t skipped_ = 0;
};

}  // namespace jono::store
