// SPDX-License-Identifier: EUPL-1.2
// A rule as plain data: which figure of whom, which limit, for how long and in which hours.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "alerting/figure.h"
#include "alerting/site.h"
#include "daemon/base/local_text.h"
#include "daemon/base/result.h"
#include "daemon/calendar/calendar.h"

namespace jono::alerting {

enum class Op : std::uint8_t { less, less_equal, greater, greater_equal, equal, unequal };

// What the configuration sets for the subject. In seconds, or a ratio.
enum class Target : std::uint8_t {
  wait_target,         // of a line
  same_day_target,     // of a line
  answer_rate_target,  // of a line
  silent_after,        // of a source
  age_target,          // of a backlog and the class of the figure it is compared with
};

// A number, or so many times another figure or a target of the same subject.
struct Limit {
  double factor = 0;
  std::variant<std::monostate, Reading, Target> of{};
  bool operator==(const Limit&) const = default;
};

// "queue_length > 20", "longest_wait_seconds > 4 * wait_target", "window_answer_rate[60m] < 70%",
// "window_offered[60m] < 0.2 * usual_offered", "oldest_callback_seconds > 4h".
struct Condition {
  Reading figure;
  Op op = Op::greater;
  Limit limit;
  bool operator==(const Condition&) const = default;
};
[[nodiscard]] Result<Condition> parse_condition(std::string_view text);
[[nodiscard]] std::string print(const Condition& condition);
[[nodiscard]] std::string_view name_of(Op op);  // "<" and so on
[[nodiscard]] std::string_view name_of(Target target);
[[nodiscard]] bool compare(double value, Op op, double limit);
[[nodiscard]] Op opposite(Op op);

// The limit's value for `subject`; nullopt where what it is made of is not known.
[[nodiscard]] std::optional<double> limit_of(const Condition& condition, const Subject& subject,
                                             const Site& site, const engine::Snapshot& snapshot);

// When a rule is judged: the subject's opening hours, the rest of the time, always, or hours of the
// rule's own.
struct Hours {
  enum class Kind : std::uint8_t { open, closed, always, own };
  Kind kind = Kind::open;
  std::optional<calendar::LineCalendar> own;  // for Kind::own
};

enum class Severity : std::uint8_t { page, ticket, info };
[[nodiscard]] std::string_view name_of(Severity severity);

struct Rule {
  std::string name;  // letters, digits, _; an alert's label, so unique
  std::vector<Subject> subjects;
  calendar::Dated<Condition> when;
  // nullopt: the opposite of `when`.
  std::optional<calendar::Dated<Condition>> clear{};
  Millis wait{0};                         // `for`: the breach must last so long
  Millis keep = std::chrono::minutes(5);  // and be over for so long
  Hours hours{};
  Severity severity = Severity::ticket;
  LocalText text{};       // Mustache
  std::string runbook{};  // address; may be empty
};

// The clear condition in force at `t`.
[[nodiscard]] Condition clear_at(const Rule& rule, Instant t);
[[nodiscard]] bool in_hours(const Rule& rule, const Subject& subject, const Site& site, Instant t);

}  // namespace jono::alerting
