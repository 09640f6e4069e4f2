// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <boost/json.hpp>

#include "daemon/base/overload.h"
#include "daemon/report/figure_words.h"
#include "daemon/report/names.h"
#include "daemon/report/parts.h"
#include "daemon/report/printers.h"
#include "daemon/report/sentences.h"
#include "daemon/report/targets.h"

namespace jono::report {
namespace {

namespace json = boost::json;

std::string quoted(std::string_view text) { return json::serialize(json::string(text)); }

std::string text_of(const Value& value) {
  return std::visit(
      Overload{[](Absent) { return std::string("null"); },
               [](Hidden h) { return h.below > 0 ? fmt::format("\"<{}\"", h.below) : "\"..\""; },
               [](std::int64_t n) { return std::to_string(n); },
               [](Millis d) { return std::to_string(d.count()); },
               [](double share) { return fmt::format("{}", share); }},
      value);
}

// [a,b,…] with a line for each where there are several rows to read.
template <class Range, class Print>
std::string list(const Range& range, std::string_view before_each, Print print) {
  std::string out = "[";
  for (const auto& item : range) {
    if (out.size() > 1) out += ',';
    out += before_each;
    out += print(item);
  }
  return out + "]";
}

std::string row_text(const Report& report, const Row& row, Language language) {
  const Subject& subject = report.subject(row);
  std::string out =
      fmt::format(R"({{"kind":"{}","subject":{},"from":"{}","to":"{}")", kind_name(subject.kind),
                  quoted(subject.id), report.zone.format(row.from), report.zone.format(row.to));
  if (row.weekday) out += fmt::format(R"(,"weekday":{})", *row.weekday);
  if (row.hour) out += fmt::format(R"(,"hour":{},"hour_end":{})", *row.hour, row.hour_end);
  if (!row.known.empty()) {
    out += ",\"known\":" +
           list(row.known, "", [&](const LocalText& known) { return quoted(known.in(language)); });
  }
  const auto names = Figures::names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    out += fmt::format(R"(,"{}":{})", names[i], text_of(row.figures.values()[i]));
  }
  return out + "}";
}

template <class T>
std::string targets_text(const Report& report, const std::vector<InForce<T>>& targets) {
  return list(targets, "", [&](const InForce<T>& target) {
    return fmt::format(R"({{"from":"{}","to":"{}","value":{}}})", report.zone.format(target.from),
                       report.zone.format(target.to), text_of(Value(target.value)));
  });
}

std::string subject_text(const Report& report, const Subject& subject, Language language) {
  const auto shares = [&](ShareTarget target) {
    return targets_text(report, share_targets(subject, target, report.from, report.to));
  };
  const auto formula = service_level_of(subject);
  return fmt::format(
      R"({{"kind":"{}","id":{},"name":{},"lines":{},"service_level":{},)"
      R"("same_day_target":{},"answer_rate_target":{},"wait_target_ms":{}}})",
      kind_name(subject.kind), quoted(subject.id), quoted(subject.name.in(language)),
      list(subject.lines, "", [](const LineFacts* line) { return quoted(line->id); }),
      formula ? quoted(service_words(*formula).name) : "null", shares(&LineFacts::same_day_target),
      shares(&LineFacts::answer_rate_target),
      targets_text(report, wait_targets(subject, report.from, report.to)));
}

std::string definition_text(const FigureWords& figure, Language language) {
  return fmt::format(R"({{"figure":"{}","heading":{},"formula":{}}})", figure.name,
                     quoted(figure.heading.in(language)), quoted(figure.formula.in(language)));
}

constexpr std::string_view language_name(Language language) {
  constexpr std::string_view kNames[] = {"fi", "sv", "en"};
  return kNames[static_cast<std::size_t>(language)];
}

}  // namespace

std::string print_json(const Report& report, Language language) {
  std::string out = fmt::format(
      "{{\n\"id\":\"{}\",\n\"title\":{},\n\"language\":\"{}\",\n\"from\":\"{}\",\n\"to\":\"{}"
      "\",\n"
      "\"up_to\":{},\n\"small_cells\":{},\n\"same_day_final\":{}",
      id_of(report.period), quoted(title_of(report.period, language)), language_name(language),
      report.zone.format(report.from), report.zone.format(report.to),
      report.up_to ? quoted(report.zone.format(*report.up_to)) : "null", report.small_cells,
      report.same_day_final);
  out += ",\n\"cautions\":" + list(cautions(report, language), "\n", quoted);
  out += ",\n\"summary\":" + list(summary(report, language), "\n", quoted);
  out += ",\n\"subjects\":" + list(report.subjects, "\n", [&](const Subject& subject) {
           return subject_text(report, subject, language);
         });
  for_each_part(report, [&](std::string_view part, const Rows& rows) {
    out += fmt::format(",\n\"{}\":", part);
    out += list(rows, "\n", [&](const Row& row) { return row_text(report, row, language); });
  });
  out += ",\n\"definitions\":" + list(figure_words(), "\n", [&](const FigureWords& figure) {
           return definition_text(figure, language);
         });
  return out + "\n}\n";
}

}  // namespace jono::report
