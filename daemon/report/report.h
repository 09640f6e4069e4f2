// SPDX-License-Identifier: EUPL-1.2
// Reports of a period: the situational picture of a week, a month, a tertial of self-monitoring,
// any days. Pure: the same facts give the same bytes.
#pragma once

#include <string>

#include "daemon/report/facts.h"

namespace jono::report {

enum class Format { html, csv, json };

struct Wish {
  Language language = Language::fi;
  Format format = Format::html;
  // Counts from 1 to one less are hidden, and what would give them away (a report for publishing).
  // 0: nothing is hidden.
  int small_cells = 0;
};

[[nodiscard]] std::string make_report(const Facts& facts, const Wish& wish);

}  // namespace jono::report
