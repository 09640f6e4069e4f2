// SPDX-License-Identifier: EUPL-1.2
#include "daemon/api/reported.h"

#include <fmt/format.h>

#include "daemon/api/csv.h"
#include "daemon/api/json.h"
#include "daemon/api/parts.h"
#include "daemon/http/problem.h"
#include "daemon/report/csv_cell.h"

namespace jono::api {
namespace {

namespace json = boost::json;
using http::Request;
using http::Response;

constexpr std::size_t kMost = 200'000;

Response as_csv(const std::vector<ReportedFigure>& figures, const calendar::Zone& zone) {
  Response out{.status = 200, .content_type = std::string(kCsv), .body = {}};
  out.revalidate = true;
  out.body = "source,line,from,to,figure,value,file\r\n";
  for (const ReportedFigure& one : figures) {
    out.body += fmt::format("{},{},{},{},{},{},{}\r\n", report::csv_cell(one.source),
                            report::csv_cell(one.line), zone.format(one.from), zone.format(one.to),
                            one.figure, one.value, report::csv_cell(one.file));
  }
  return out;
}

Response as_json(const std::vector<ReportedFigure>& figures, const calendar::Zone& zone) {
  json::array rows;
  for (const ReportedFigure& one : figures) {
    rows.push_back({{"source", one.source},
                    {"line", one.line},
                    {"from", zone.format(one.from)},
                    {"to", zone.format(one.to)},
                    {"figure", one.figure},
                    {"value", one.value},
                    {"file", one.file}});
  }
  return kept_answer(json::object{{"figures", std::move(rows)}});
}

Response too_many() {
  return http::problem(400, {"Lukuja on liian monta: anna lyhyempi aika tai yksi linja.",
                             "Det är för många tal: ge en kortare tid eller en linje.",
                             "There are too many figures: give a shorter time or one line."});
}

Response no_such_source() {
  return http::problem(404, {"Sellaista lähdettä ei ole: /api/v1/sources luettelee ne.",
                             "En sådan källa finns inte: /api/v1/sources räknar upp dem.",
                             "There is no such source: /api/v1/sources lists them."});
}

}  // namespace

Response reported(const Parts& parts, const Request& request) {
  Query query(request, parts.names);
  const bool one_line = !request.parameter("line").value_or("").empty();
  const LineId named = one_line ? query.line() : LineId();
  const InstantSpan span = query.instants();
  const std::string format = query.word("format", {"json", "csv"});
  if (query.refusal()) return *query.refusal();
  const std::string source(request.parameter("source").value_or(""));
  if (!source.empty() && !parts.names.source(source).set()) return no_such_source();
  const std::string line = one_line ? parts.names.of(named) : std::string();
  const auto figures = parts.reported.read(source, line, span, kMost + 1);
  if (!figures) return http::problem(503, figures.error().what);
  if (figures->size() > kMost) return too_many();
  return format == "csv" ? as_csv(*figures, parts.config.zone)
                         : as_json(*figures, parts.config.zone);
}

}  // namespace jono::api
