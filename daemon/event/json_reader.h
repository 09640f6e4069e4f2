// SPDX-License-Identifier: EUPL-1.2
// Reads one JSON object into a RawEvent, without a tree and, once warm, without an allocation.
#pragma once

#include <memory>
#include <string_view>

#include "daemon/event/raw_event.h"

namespace jono {

// For one thread at a time.
class JsonReader {
 public:
  // No object may be longer: what an event may take, without its line end.
  static constexpr std::size_t kMost = 16'384;

  JsonReader();
  ~JsonReader();
  JsonReader(JsonReader&&) noexcept;
  JsonReader& operator=(JsonReader&&) noexcept;

  // `json` is at most kMost bytes. False if it is not exactly one JSON object in UTF-8, nested
  // deeper than 32, or with a number's exponent beyond 32 bits. Of a key that comes twice the last
  // counts; what is not listed is left out.
  [[nodiscard]] bool read(std::string_view json);

  // What the last read() that succeeded found. Its texts point into that `json` or into this
  // reader, and hold until the next read().
  [[nodiscard]] const RawEvent& event() const;

 private:
  class Handler;
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace jono
