// SPDX-License-Identifier: EUPL-1.2
// What the figures are called, and how each is made, in words.
#pragma once

#include <span>

#include "daemon/engine/line_settings.h"
#include "daemon/report/words.h"

namespace jono::report {

struct FigureWords {
  std::string_view name;  // of the definitions
  words::Text heading;    // of a column
  words::Text formula;    // a footnote; empty: the heading says it all
};

// Those that people are shown, in the order of the footnotes.
[[nodiscard]] std::span<const FigureWords> figure_words();
// A name that is none of them is a bug.
[[nodiscard]] const words::Text& heading_of(std::string_view name);

// Of the formula by which a line's service level is told: the figure's name, and what of ("of the
// answered").
struct ServiceWords {
  std::string_view name;
  words::Text of_what;
};
[[nodiscard]] const ServiceWords& service_words(engine::ServiceLevel formula);

}  // namespace jono::report
