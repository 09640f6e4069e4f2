// SPDX-License-Identifier: EUPL-1.2
#include "alerting/prometheus/annotation.h"

#include <fmt/format.h>

#include "alerting/notice.h"
#include "alerting/prometheus/promql.h"
#include "alerting/wording.h"

namespace jono::alerting {
namespace {

// Figures that need not be whole numbers.
bool has_tenths(Figure figure) {
  return figure == Figure::callbacks_at_risk || figure == Figure::usual_offered ||
         figure == Figure::usual_queue_mean;
}

// An alert that is held without data for long has no value: NaN, which equals nothing.
std::string value_template(Figure figure) {
  const auto shown = [&]() -> std::string {
    switch (info(figure).unit) {
      case Unit::seconds:
        return "humanizeDuration $value";
      case Unit::ratio:
        return "humanizePercentage $value";
      case Unit::count:
        break;
    }
    return fmt::format("printf \"%.{}f\" $value", has_tenths(figure) ? 1 : 0);
  };
  return "{{ if eq $value $value }}{{ " + shown() + " }}{{ else }}–{{ end }}";
}

std::string limit_words(const Condition& when) {
  if (std::holds_alternative<std::monostate>(when.limit.of)) {
    return for_people(when.limit.factor, info(when.figure.figure).unit);
  }
  const std::string all = print(when);
  const std::string op = fmt::format(" {} ", name_of(when.op));
  return all.substr(all.find(op) + op.size());
}

// Of dated versions the one in force.
std::string limit_template(const Rule& rule) {
  const auto& versions = rule.when.versions();
  std::string out = limit_words(versions.front().second);
  for (std::size_t i = 1; i < versions.size(); ++i) {
    out = fmt::format("{{{{ if query \"vector(time()) >= {}\" }}}}{}{{{{ else }}}}{}{{{{ end }}}}",
                      promql::timestamp(versions[i].first), limit_words(versions[i].second), out);
  }
  return out;
}

}  // namespace

std::string annotation(const Rule& rule, Language language) {
  const std::string& text = rule.text.in(language);
  if (text.empty()) return {};
  const std::string subject =
      "{{ $labels.line }}{{ $labels.group }}{{ $labels.source }}{{ $labels.backlog }}";
  const Variables variables = {
      {"line", "{{ $labels.line }}"},
      {"group", "{{ $labels.group }}"},
      {"source", "{{ $labels.source }}"},
      {"backlog", "{{ $labels.backlog }}"},
      {"subject", subject},
      {"value", value_template(rule.when.versions().back().second.figure.figure)},
      {"limit", limit_template(rule)},
      {"rule", rule.name},
      {"runbook", rule.runbook}};
  return fill(text, variables, [](const std::string& plain) { return plain; });
}

}  // namespace jono::alerting
