// SPDX-License-Identifier: EUPL-1.2
// What is wrong with a configuration, and where: all of it at once.
#pragma once

#include <compare>
#include <string>
#include <vector>

namespace jono::config {

// Both count from 1; a column counts bytes.
struct Place {
  int line = 1;
  int column = 1;
  auto operator<=>(const Place&) const = default;
};

struct Fault {
  Place place;
  std::string what;  // one line, without control characters
  auto operator<=>(const Fault&) const = default;
};

struct Faults {
  std::string file;
  std::vector<Fault> faults;  // in the file's order

  // file:line:column: what, a line for each fault.
  [[nodiscard]] std::string text() const;
};

}  // namespace jono::config
