// SPDX-License-Identifier: EUPL-1.2
#include "daemon/api/routes.h"

#include <algorithm>
#include <iterator>

#include "daemon/api/daemon_routes.h"
#include "daemon/api/json.h"
#include "daemon/api/line_views.h"
#include "daemon/api/live_feed.h"
#include "daemon/api/page_routes.h"
#include "daemon/api/reported.h"
#include "daemon/api/reports.h"
#include "daemon/api/rows.h"
#include "daemon/api/site_views.h"

namespace jono::api {
namespace {

using http::Needs;
using http::Request;
using http::Response;

Response live(LiveFeed& feed) {
  const auto json = feed.json();
  if (!json) return still_reading();
  return {200, std::string(kJson), *json + "\n"};
}

// Whatever copies rows or writes long answers is left to the workers.
http::Route get(std::string path, http::Handler handler, Needs needs = Needs::viewer) {
  return {needs, "GET", std::move(path), std::move(handler), http::Match::exact, http::Pace::slow};
}

std::vector<http::Route> figure_routes(const Parts& parts) {
  auto feed = std::make_shared<LiveFeed>(parts);
  auto usual = std::make_shared<UsualDays>();
  http::Route stream = get("/api/v1/stream", {}, Needs::wall);
  stream.frames = [feed] { return feed->frame(); };
  return {
      get(
          "/api/v1/lines", [parts](const Request&) { return lines(parts); }, Needs::wall),
      {Needs::wall, "GET", "/api/v1/live",
       [feed](const Request&) { return live(*feed); }},  // quick: kept
      stream,
      get(
          "/api/v1/today", [parts, usual](const Request& r) { return today(parts, *usual, r); },
          Needs::wall),
      get("/api/v1/hours", [parts](const Request& r) { return hours(parts, r); }),
      get("/api/v1/days", [parts](const Request& r) { return days(parts, r); }),
      get("/api/v1/weeks", [parts](const Request& r) { return weeks(parts, r); }),
      get("/api/v1/reported", [parts](const Request& r) { return reported(parts, r); }),
      get("/api/v1/heatmap", [parts](const Request& r) { return heatmap(parts, r); }),
      get("/api/v1/waits", [parts](const Request& r) { return waits(parts, r); }),
      get("/api/v1/callbacks", [parts](const Request& r) { return callbacks(parts, r); }),
      get("/api/v1/sources", [parts](const Request&) { return sources(parts); }),
      get("/api/v1/reports", [parts](const Request&) { return reports(parts); }),
      {Needs::viewer, "GET", "/api/v1/reports/",
       [parts](const Request& r) { return report_of(parts, r); }, http::Match::prefix,
       http::Pace::slow},
  };
}

}  // namespace

std::vector<http::Route> make_routes(const Parts& parts) {
  std::vector<http::Route> out = make_page_routes();  // the page goes before the plain front
  std::ranges::move(make_daemon_routes(parts), std::back_inserter(out));
  std::ranges::move(figure_routes(parts), std::back_inserter(out));
  return out;
}

}  // namespace jono::api
