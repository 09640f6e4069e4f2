// SPDX-License-Identifier: EUPL-1.2
// What there is to tell of one alert, complete in itself: it can be kept, sent, and sent again
// after a restart or a change of the rules.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "alerting/board.h"
#include "alerting/rule.h"

namespace jono::alerting {

struct Notice {
  std::string rule;
  Subject::Kind kind{};
  std::string subject;  // id
  LocalText title;      // what people call the subject
  Severity severity{};
  Instant fired{};
  // nullopt: it fires still.
  std::optional<Instant> ended{};
  bool closed = false;  // ended at closing time, not by evidence
  std::string figure;   // as in the rule: "queue_length"
  std::string value;    // when it fired, for people: "23", "0:12:05", "68 %"
  std::string limit;    // likewise
  LocalText text;       // the rule's, filled in
  std::string runbook;
};

// The same for every telling of one firing: rule/kind/subject/fired in ms.
[[nodiscard]] std::string key_of(const Notice& notice);

// `alert` fires, as it is now.
[[nodiscard]] Notice notice_of(const Alert& alert, const Site& site);

// "23", "0:12:05" (seconds), "68 %" (ratio); "–" for nullopt.
[[nodiscard]] std::string for_people(std::optional<double> value, Unit unit);

}  // namespace jono::alerting
