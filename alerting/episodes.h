// SPDX-License-Identifier: EUPL-1.2
// What a run over the past tells of the rules: when each alert fired and for how long, and how its
// figure and limit went. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "alerting/board.h"

namespace jono::alerting {

struct Episode {
  Instant fired{};
  std::optional<Instant> ended{};  // nullopt: fires still at the end of the run
  bool closed = false;             // ended at closing time
  std::optional<double> worst{};   // the figure's value that was furthest beyond the limit
};

// One column of a picture: what the figure was in a stretch of time.
struct Point {
  std::optional<double> lowest{}, highest{}, limit{};
};

struct Past {
  std::vector<Episode> episodes;
  std::vector<Point> points;  // of equal stretches, from the run's begin to its end
};

class Episodes {
 public:
  // For so many alerts, over [from, to).
  Episodes(std::size_t alerts, Instant from, Instant to);

  // After each look of the board.
  void note(const Board& board, std::span<const AlertChange> changes, Instant now);

  // By the place of an alert on the board.
  [[nodiscard]] const Past& past(std::size_t alert) const { return pasts_[alert]; }
  [[nodiscard]] Instant from() const { return from_; }
  [[nodiscard]] Instant to() const { return to_; }

 private:
  Instant from_;
  Instant to_;
  std::vector<Past> pasts_;
};

// One picture of the figure, its limit and the times at which the alert fired: SVG, complete in
// itself, readable in a browser and on paper.
[[nodiscard]] std::string picture(const Alert& alert, const Past& past, const Site& site,
                                  Instant from, Instant to);

}  // namespace jono::alerting
