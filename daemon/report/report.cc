// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/report.h"

#include "daemon/report/model.h"
#include "daemon/report/printers.h"

namespace jono::report {

std::string make_report(const Facts& facts, const Wish& wish) {
  const Report report = make_model(facts, wish.small_cells);
  switch (wish.format) {
    case Format::html:
      return print_html(report, wish.language);
    case Format::csv:
      return print_csv(report, wish.language);
    case Format::json:
      return print_json(report, wish.language);
  }
  return {};
}

}  // namespace jono::report
