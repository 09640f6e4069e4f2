// SPDX-License-Identifier: EUPL-1.2
// What a report is made from, as plain data. Whoever asks for a report brings it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "daemon/base/local_text.h"
#include "daemon/engine/line_record.h"
#include "daemon/report/period.h"

namespace jono::report {

struct LineFacts {
  std::string id;
  LocalText name;
  std::string group;  // empty: in none
  const engine::LineSettings* settings = nullptr;
  calendar::Dated<double> same_day_target{1.0};
  calendar::Dated<double> answer_rate_target{0.9};
  // Of the period, the one before it and the one a year before; each holds at least its period.
  std::shared_ptr<const engine::LineRecord> now, before, year_before;
};

// Something that is known of a time beside the figures: an alert that fired. Feed faults are in the
// records' gaps.
struct Incident {
  std::string line;  // id
  Instant from{};
  Instant to{};  // kNever: it goes on
  LocalText what;
};

struct Facts {
  Period period;
  calendar::Zone zone;
  Instant now{};                 // what is later is not known yet
  std::vector<LineFacts> lines;  // in the order in which they are shown
  std::vector<Incident> incidents;
};

}  // namespace jono::report
