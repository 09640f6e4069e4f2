// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include "daemon/report/print.h"
#include "daemon/report/sentences.h"
#include "daemon/report/words.h"

namespace jono::report {
namespace {

void caution_of_coverage(const Report& report, const Row& row, Language language,
                         std::vector<std::string>& out) {
  const Subject& subject = report.subject(row);
  if (subject.kind != Subject::Kind::line) return;
  const auto name = fmt::arg("name", subject.name.in(language));
  const auto* coverage = std::get_if<double>(&row.figures.at("coverage"));
  if (coverage == nullptr) {
    out.push_back(words::filled(words::kNoData, language, name));
  } else if (*coverage < kComplete) {
    out.push_back(words::filled(words::kIncomplete, language, name,
                                fmt::arg("coverage", percent(*coverage, language))));
  }
}

}  // namespace

std::vector<std::string> cautions(const Report& report, Language language) {
  std::vector<std::string> out;
  if (report.up_to) {
    const std::string when = date(report.zone.date_of(*report.up_to), language) + " " +
                             clock(report.zone, *report.up_to, language);
    out.push_back(words::filled(words::kSoFar, language, fmt::arg("when", when)));
  }
  if (report.small_cells > 0) {
    out.push_back(words::filled(words::kPublished, language, fmt::arg("limit", report.small_cells),
                                fmt::arg("most", report.small_cells - 1)));
  }
  for (const Row& row : report.now) caution_of_coverage(report, row, language, out);
  if (!report.same_day_final && !report.up_to) {
    out.emplace_back(words::kSameDayNotFinal.in(language));
  }
  return out;
}

}  // namespace jono::report
