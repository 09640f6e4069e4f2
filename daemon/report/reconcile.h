// SPDX-License-Identifier: EUPL-1.2
// Our figures against those that a phone system reports of itself, interval by interval: where both
// differ, whether another known definition explains all of it. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/base/time.h"
#include "daemon/report/words.h"

namespace jono::report {

// By the names of columns of the hour rows and of figures made from them; times in milliseconds,
// shares 0..1.
using Values = std::map<std::string, double, std::less<>>;

// One line in [from, to). `ours` are additive columns, put together from the hours in it, and,
// where the journal still has the events, answered_closed, abandoned_closed and redirected_closed:
// by the hour in which they ended.
struct Interval {
  std::string line;
  Instant from{};
  Instant to{};
  Values ours;
  Values theirs;
  double coverage = 1;  // of ours
};

// How somebody may count a figure.
struct Definition {
  std::string_view name;
  words::Text says;  // "theirs …"
  // nullopt: there is none, or it cannot be told.
  std::optional<double> (*value)(const Values& ours);
};

// Those that are tried for a figure; ours comes first. Empty: the figure is not compared.
[[nodiscard]] std::span<const Definition> definitions_of(std::string_view figure);

struct Compared {
  Instant from{};
  Instant to{};
  double ours = 0;  // by our definition
  double theirs = 0;
  double coverage = 1;
  bool agrees = false;  // by our definition
};

// One figure of one line over all intervals that have both.
struct Comparison {
  std::string line;
  std::string figure;
  std::vector<Compared> intervals;
  std::size_t differing = 0;  // by our definition
  // That makes all intervals agree; ours where nothing differs. Null: none does.
  const Definition* agrees_by = nullptr;
  [[nodiscard]] bool explained() const { return agrees_by != nullptr; }
};

// By line, then by figure, in the order in which they come.
[[nodiscard]] std::vector<Comparison> reconcile(std::span<const Interval> intervals);

// Whether two values of a figure are the same: counts exactly, times to the second, sums of times
// to a second a call, shares to half a percent, since that is how they are printed.
[[nodiscard]] bool same_figure(std::string_view figure, double ours, double theirs, double calls);

}  // namespace jono::report
