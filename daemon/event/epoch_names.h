// SPDX-License-Identifier: EUPL-1.2
// The names of feeds' epochs, as small numbers for the life of the process. Bounded, since a name
// comes from outside. May be used from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>

#include "daemon/base/ids.h"
#include "daemon/event/names.h"

namespace jono {

class EpochNames {
 public:
  static constexpr std::size_t kMost = 4096;

  // The same id for the same name. Unset when the table is full and `name` is new.
  [[nodiscard]] EpochId intern(std::string_view name);
  // `id` is one that intern() gave. The reference holds as long as the table.
  [[nodiscard]] const std::string& of(EpochId id) const;
  [[nodiscard]] std::uint32_t size() const;

 private:
  mutable std::mutex mutex_;
  IdByName<EpochId> ids_;
  std::deque<std::string> names_;
};

}  // namespace jono
