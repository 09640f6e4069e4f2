// SPDX-License-Identifier: EUPL-1.2
// A file's records, one by one, into what they stand for.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "collectors/file/csv_reader.h"
#include "collectors/file/fault.h"
#include "collectors/file/file_config.h"
#include "collectors/file/totals.h"
#include "daemon/event/edge.h"
#include "daemon/event/epoch_names.h"
#include "daemon/event/event.h"

namespace jono::file {

struct Found {
  std::vector<Event> events;
  std::vector<Total> totals;
};

// For one thread and one file. A record is found whole or is a fault; one that the configuration
// wants nothing of gives nothing.
class Decoder {
 public:
  virtual ~Decoder() = default;
  // Of CSV only; before any row.
  [[nodiscard]] virtual Bad head(const CsvRow& names) = 0;
  [[nodiscard]] virtual Bad row(const CsvRow& cells, Found& out) = 0;
  // Of NDJSON only. `text` is UTF-8.
  [[nodiscard]] virtual Bad line(std::uint64_t number, std::string_view text, Found& out) = 0;
};

// All of it outlives the decoder.
[[nodiscard]] std::unique_ptr<Decoder> make_decoder(const FileConfig& config, const Edge& edge,
                                                    EpochNames& epochs);

}  // namespace jono::file
