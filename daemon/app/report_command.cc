// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "daemon/app/commands.h"
#include "daemon/app/look_up.h"
#include "daemon/app/output.h"
#include "daemon/app/pdf.h"
#include "daemon/report/period.h"

namespace jono::app {
namespace {

struct Given {
  std::string config;
  std::string period;
  std::string language;
  std::string format = "html";
  std::string out = "-";
  bool publish = false;
};

std::string path_of(const Given& given, const report::Period& period) {
  return fmt::format("/api/v1/reports/{}?format={}&lang={}&publish={}", report::id_of(period),
                     given.format == "pdf" ? "html" : given.format, given.language, given.publish);
}

Result<void> write_report(const config::Config& config, const Given& given) {
  const auto period = report::parse_period(given.period);
  if (!period) return period.error();
  auto body = look_up_body(config, path_of(given, *period));
  if (body && given.format == "pdf") body = pdf_of(*body);
  if (!body) return body.error();
  return write_output(given.out, *body);
}

int run_report(const Given& given) {
  return with_config(given.config, [&](const config::Config& config) {
    return told(write_report(config, given));
  });
}

}  // namespace

void add_report(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand("report", "a report of a week, month, tertial or any days");
  auto given = std::make_shared<Given>();
  command->add_option("--config", given->config, "the configuration, YAML")->required();
  command
      ->add_option("--period", given->period,
                   "2026-W47, 2026-11, 2026-T3 or 2026-11-02..2026-11-08")
      ->required();
  command->add_option("--lang", given->language, "the configuration's where it is left out")
      ->check(CLI::IsMember({"fi", "sv", "en"}));
  command->add_option("--format", given->format, "html where it is left out; pdf takes Chromium")
      ->check(CLI::IsMember({"html", "csv", "json", "pdf"}));
  command->add_option("--out", given->out, "where it goes; stdout where it is left out");
  command->add_flag("--publish", given->publish, "small counts are hidden");
  command->callback([given, &chosen] { chosen = [given] { return run_report(*given); }; });
}

}  // namespace jono::app
