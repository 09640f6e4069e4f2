// SPDX-License-Identifier: EUPL-1.2
// What the page of one line shows beside its rows.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "daemon/api/parts.h"
#include "daemon/engine/figures.h"
#include "daemon/http/message.h"

namespace jono::api {

// What is usual in the hours of a day: read from months of rows, so it is kept for an hour. From
// any thread.
class UsualDays {
 public:
  using Hours = std::vector<std::optional<engine::Usual>>;

  // One for each of `hours`, which begin in `day`.
  [[nodiscard]] Result<std::shared_ptr<const Hours>> of(const Parts& parts, LineId line,
                                                        calendar::LocalDate day,
                                                        const std::vector<Instant>& hours);

 private:
  struct Kept {
    Instant until{};
    std::shared_ptr<const Hours> hours;
  };
  std::mutex mutex_;
  std::map<std::pair<LineId, calendar::LocalDate>, Kept> kept_;
};

[[nodiscard]] http::Response today(const Parts& parts, UsualDays& usual,
                                   const http::Request& request);
[[nodiscard]] http::Response heatmap(const Parts& parts, const http::Request& request);
[[nodiscard]] http::Response waits(const Parts& parts, const http::Request& request);
[[nodiscard]] http::Response callbacks(const Parts& parts, const http::Request& request);

}  // namespace jono::api
