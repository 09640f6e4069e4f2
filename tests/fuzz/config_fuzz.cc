// SPDX-License-Identifier: EUPL-1.2
// Whatever stands in a configuration file: structs or faults, never a crash. What is accepted must
// be good to use, too.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "daemon/config/config.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using jono::Instant;
  using jono::Millis;
  using jono::Names;
  namespace config = jono::config;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const config::Outcome outcome = config::parse(text, "fuzz");
  const auto* const accepted = std::get_if<config::Config>(&outcome);
  if (accepted == nullptr) return 0;
  const Names names = config::names(*accepted);
  const Instant now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23);
  for (const config::Line& line : accepted->lines) {
    if (!names.line(line.settings.id).set()) std::abort();
    const auto open = line.settings.calendar.open_between(now, now + std::chrono::days(7));
    if (open < Millis(0) || open > std::chrono::days(7)) std::abort();
    static_cast<void>(line.settings.calendar.due_end(now));
  }
  return 0;
}
