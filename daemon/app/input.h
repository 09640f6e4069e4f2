// SPDX-License-Identifier: EUPL-1.2
// Recorded input of any kind, read in one way: bytes from a file or stdin into an EventSink.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/base/result.h"
#include "daemon/config/config.h"
#include "daemon/event/epoch_names.h"
#include "daemon/event/id_hasher.h"
#include "daemon/event/sink.h"

namespace jono::app {

enum class InputFormat { ndjson, queue_log, ami };

// What readers need, whatever the input. All references outlive the reader.
struct InputContext {
  const config::Config& config;
  const Names& names;
  const IdHasher& hasher;
  EpochNames& epochs;
  SourceId source;       // unset: none given
  std::string received;  // path of the receive times, for ami; may be empty
};

// Takes bytes in chunks of any size.
class InputReader {
 public:
  virtual ~InputReader() = default;
  virtual void feed(std::string_view bytes, EventSink& sink) = 0;
  virtual void finish(EventSink& sink) = 0;
};

// By its first bytes: `{` or white space is ndjson, the AMI banner or a header is ami, digits are
// queue_log.
[[nodiscard]] InputFormat guess_format(std::string_view first_bytes);

// Refuses where the source is needed and cannot be told, or the receive times are unreadable.
[[nodiscard]] Result<std::unique_ptr<InputReader>> make_reader(InputFormat format,
                                                               const InputContext& in);

// Reads a file ("-": stdin) to its end into `sink`; nullopt: its first bytes tell its format.
// `progress` is told the bytes read so far and the size (0: unknown).
using Progress = std::function<void(std::uint64_t read, std::uint64_t size)>;
[[nodiscard]] Result<void> read_input(const std::string& path, std::optional<InputFormat> format,
                                      const InputContext& in, EventSink& sink,
                                      const Progress& progress);

}  // namespace jono::app
