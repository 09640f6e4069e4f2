// SPDX-License-Identifier: EUPL-1.2
#include "alerting/prometheus/rule_file.h"

#include <fmt/format.h>

#include "alerting/prometheus/annotation.h"
#include "alerting/prometheus/expression.h"
#include "alerting/prometheus/promql.h"
#include "alerting/prometheus/service_levels.h"

namespace jono::alerting {
namespace {

constexpr std::string_view kHead =
    R"(# Made by `jonovahti rules` from the daemon's configuration: change the rules there.
#
# Each alert is held by what it has told already (ALERTS): a breach begins it, and it ends only when
# the figure is known, comes from sources that have been connected for two minutes, and has been
# clear for as long as the rule's `keep`. Without data it stays as it is.
#
# Opening hours are the daemon's, since Prometheus knows no time zone: jonovahti_line_open, and for
# groups, sources, backlogs and rules with hours of their own jonovahti_alert_judged. Closing time
# ends an alert at once, so only rules without hours use keep_firing_for; the others look back at
# jonovahti:alert_held.
)";

// A YAML string in double quotes.
std::string text(std::string_view plain) {
  std::string out = "\"";
  for (const char c : plain) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\x{:02x}", c);
    } else {
      out += c;
    }
  }
  return out + '"';
}

// An expression, of one line or more.
std::string block(std::string_view expression) {
  std::string out = "|-\n          ";
  for (const char c : expression) {
    out += c;
    if (c == '\n') out += "          ";
  }
  return out;
}

void add_group(std::string& out, std::string_view name) {
  out += fmt::format("  - name: {}\n    interval: {}\n    rules:\n", name,
                     promql::duration(kRuleInterval));
}

void add_recording(std::string& out, std::string_view name, std::string_view expression,
                   std::string_view alert = {}) {
  out += fmt::format("      - record: {}\n        expr: {}\n", name, block(expression));
  if (!alert.empty()) out += fmt::format("        labels:\n          alert: {}\n", text(alert));
}

void add_annotations(std::string& out, const Rule& rule, Language language) {
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) out += fmt::format("          {}: {}\n", name, text(value));
  };
  if (rule.text == LocalText{} && rule.runbook.empty()) return;
  out += "        annotations:\n";
  add("summary", annotation(rule, language));
  add("summary_fi", annotation(rule, Language::fi));
  add("summary_sv", annotation(rule, Language::sv));
  add("summary_en", annotation(rule, Language::en));
  add("runbook_url", rule.runbook);
}

void add_alert(std::string& out, const Rule& rule, const Site& site) {
  const Expressions expressions = expressions_of(rule, site, kRuleInterval);
  add_recording(out, kValueSeries, expressions.value, rule.name);
  if (!expressions.held.empty()) add_recording(out, kHeldSeries, expressions.held, rule.name);
  out += fmt::format("      - alert: {}\n        expr: {}\n", text(rule.name),
                     block(expressions.alert));
  if (rule.wait > Millis(0)) out += fmt::format("        for: {}\n", promql::duration(rule.wait));
  if (expressions.held.empty() && rule.keep > Millis(0)) {
    out += fmt::format("        keep_firing_for: {}\n", promql::duration(rule.keep));
  }
  out += fmt::format("        labels:\n          severity: {}\n", name_of(rule.severity));
  add_annotations(out, rule, site.language);
}

constexpr std::string_view kGuards = R"(      - alert: JonovahtiAbsent
        expr: absent(jonovahti_build_info)
        for: 1m
        labels:
          severity: page
        annotations:
          summary: No jonovahti is scraped, so nothing is known of the lines.
      - alert: JonovahtiDown
        expr: up == 0 and on (job, instance) last_over_time(jonovahti_build_info[1d])
        for: 1m
        labels:
          severity: page
        annotations:
          summary: jonovahti at {{ $labels.instance }} does not answer, or is catching up after a start.
)";

// Three alerts, ever more urgent, each in its own stretch of time.
void add_certificate_guard(std::string& out, int days, int next, Severity severity) {
  const std::string left = "jonovahti_notifier_certificate_expiry_timestamp_seconds - time()";
  out += fmt::format(
      "      - alert: NotifierCertificateEnds{0}\n"
      "        expr: {1} < {0} * 86400 and {1} >= {2} * 86400\n"
      "        labels:\n          severity: {3}\n        annotations:\n"
      "          summary: The certificate of receiver {{{{ $labels.notifier }}}} ends in less than "
      "{0} "
      "days; alerts will not reach it then.\n",
      days, left, next, name_of(severity));
}

}  // namespace

std::string rule_file(const Site& site, const std::vector<Rule>& rules) {
  std::string out(kHead);
  out += "groups:\n";
  add_group(out, "jonovahti-service-levels");
  for (const Recording& level : service_levels()) add_recording(out, level.name, level.expression);
  add_group(out, "jonovahti-alerts");
  add_recording(out, kStaleSeries, stale_expression());
  for (const Rule& rule : rules) add_alert(out, rule, site);
  add_group(out, "jonovahti-guards");
  out += kGuards;
  add_certificate_guard(out, 30, 7, Severity::info);
  add_certificate_guard(out, 7, 1, Severity::ticket);
  add_certificate_guard(out, 1, -3650, Severity::page);
  return out;
}

}  // namespace jono::alerting
