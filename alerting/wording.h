// SPDX-License-Identifier: EUPL-1.2
// Words for people: templates filled in, local times, and what is said of an alert. Pure.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "alerting/sending.h"
#include "daemon/base/local_text.h"
#include "daemon/base/result.h"
#include "daemon/calendar/calendar.h"

namespace jono::alerting {

// What a rule's text may have in {{…}}: the subject's title as `subject` and under the name of its
// kind; `since` is local.
inline constexpr std::array<std::string_view, 10> kTextVariables = {
    "line", "group", "source", "backlog", "subject", "value", "limit", "since", "rule", "runbook"};

// An empty value is false to a section: {{#runbook}}…{{/runbook}} is then left out.
using Variables = std::map<std::string, std::string, std::less<>>;
using Escape = std::function<std::string(const std::string&)>;

// Fails with what is wrong: Mustache's own faults, a variable that is not one of `names`, and what
// has no use here: partials, other delimiters, variables without escaping.
[[nodiscard]] Result<void> check_template(const std::string& text,
                                          std::span<const std::string_view> names);
// `text` passes check_template; of one that does not, what can be filled in is.
[[nodiscard]] std::string fill(const std::string& text, const Variables& variables,
                               const Escape& escape);

[[nodiscard]] std::string rfc3339(Instant t);  // 2026-03-01T08:02:03.045Z
[[nodiscard]] std::string local_minute(const calendar::Zone& zone, Instant t);  // 2026-03-01 10:02
// "10:02–10:09", with dates where it is not one day's; "10:02–" while it fires.
[[nodiscard]] std::string local_span(const calendar::Zone& zone, const Notice& notice);
// One line: the notice's text, and that and when it ended.
[[nodiscard]] LocalText said(const Telling& telling, const calendar::Zone& zone);

}  // namespace jono::alerting
