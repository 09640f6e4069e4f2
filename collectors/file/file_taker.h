// SPDX-License-Identifier: EUPL-1.2
// Takes one file: whole, or nothing of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "collectors/file/file_config.h"
#include "collectors/file/file_place.h"
#include "collectors/file/open_file.h"
#include "daemon/base/clock.h"
#include "daemon/event/channel.h"
#include "daemon/event/edge.h"
#include "daemon/event/epoch_names.h"

namespace jono::file {

enum class Fate : std::uint8_t {
  taken,    // all of it is on disk
  known,    // its very content was taken before: nothing changed
  faulty,   // nothing of it counts; the faults say why
  changed,  // somebody wrote to it meanwhile: to be looked at again
  stopped   // nothing more is to be done; perhaps part of it counts, and will be known again
};

struct Taken {
  Fate fate = Fate::faulty;
  Tally tally{};
};

// Where a file has got to: told after every piece.
struct Progress {
  bool delivering = false;  // the second pass
  std::uint64_t read = 0;   // bytes of this pass
  std::uint64_t size = 0;
  std::uint64_t records = 0;
};

// All of it outlives the taker.
struct TakerParts {
  const FileConfig& config;
  Edge edge;
  EpochNames& epochs;
  const Clock& clock;
  TotalsBook& totals;
  Millis future_tolerance{};  // a file with anything further in the future is faulty
  // Passes a delivery on once there is room; false: nothing more is to be done.
  std::function<bool(Delivery)> send;
  std::function<bool()> stopped;
};

// For one thread.
class FileTaker {
 public:
  // `place` is what the source's last delivery said; empty: there was none.
  FileTaker(TakerParts parts, std::string_view place)
      : parts_(std::move(parts)), place_(FilePlace::of(place)) {}

  using Tell = std::function<void(const Progress&)>;
  // Returns once all is on disk for certain. `name` is for the audit. Errors: it cannot be read, or
  // its totals cannot be kept.
  [[nodiscard]] Result<Taken> take(const OpenFile& file, const std::string& name,
                                   const Tell& tell = {});

  // What the source tells of itself after each start; nullopt: it is not judged by its files.
  [[nodiscard]] std::optional<std::vector<Span>> told() const;

 private:
  struct Seen {
    Digest digest{};
    Encoding encoding{};
    Tally tally{};
  };
  [[nodiscard]] Result<Seen> look_through(const OpenFile& file, const Tell& tell);
  [[nodiscard]] Result<bool> deliver(const OpenFile& file, const Seen& seen,
                                     const std::string& name, const Tell& tell);
  // False: stopped.
  [[nodiscard]] bool finish(const OpenFile& file, const Seen& seen);

  TakerParts parts_;
  FilePlace place_;
};

}  // namespace jono::file
