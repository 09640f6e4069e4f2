// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <ostream>

#include "daemon/app/commands.h"
#include "daemon/app/hour_pages.h"
#include "daemon/app/open_metrics.h"
#include "daemon/app/output.h"
#include "daemon/base/clock.h"
#include "daemon/report/period.h"

namespace jono::app {
namespace {

namespace json = boost::json;

struct Given {
  std::string config;
  std::string period;
  std::string out = "-";
};

Result<void> write_export(const config::Config& config, const Given& given) {
  const auto period = report::parse_period(given.period);
  if (!period) return period.error();
  const Instant from = config.zone.day_start(period->first);
  const Instant to = config.zone.day_start(period->end);
  const auto rows = hour_rows_in(config, "", from, to);
  if (!rows) return rows.error();
  const Instant until = SystemClock().now();
  return write_output(given.out, [&](std::ostream& out) { open_metrics(*rows, until, out); });
}

}  // namespace

void add_export(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand("export", "the past, for other programs");
  auto given = std::make_shared<Given>();
  command->add_option("--config", given->config, "the configuration, YAML")->required();
  command
      ->add_option("--openmetrics", given->period,
                   "the hours of 2026-11-01..2026-11-30, 2026-11 or 2026-W47 for `promtool tsdb "
                   "create-blocks-from openmetrics`")
      ->required();
  command->add_option("--out", given->out, "where it goes; stdout where it is left out");
  command->callback([given, &chosen] {
    chosen = [given] {
      return with_config(given->config, [&](const config::Config& config) {
        return told(write_export(config, *given));
      });
    };
  });
}

}  // namespace jono::app
