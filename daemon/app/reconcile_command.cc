// SPDX-License-Identifier: EUPL-1.2
// reconcile: our hours against what a phone system reports of itself.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "daemon/app/commands.h"
#include "daemon/app/output.h"
#include "daemon/app/reconcile_input.h"
#include "daemon/config/scalars.h"
#include "daemon/report/csv_cell.h"

namespace jono::app {
namespace {

namespace json = boost::json;
using report::Compared;
using report::Comparison;
using report::words::Text;

struct Given {
  std::string config;
  std::string source;
  std::string line;
  std::string from;
  std::string to;
  std::string totals;
  std::string language;
  std::string format = "text";
  std::string out = "-";
};

constexpr std::size_t kShown = 24;  // differences of one figure, in the table

constexpr Text kHead{"linja            luku                        välejä  eroja  selitys",
                     "linje            siffra                    intervall  olika  förklaring",
                     "line             figure                  intervals differ  explanation"};
constexpr Text kSame{"samat", "lika", "they agree"};
constexpr Text kOpen{"EI SELITETTY", "OFÖRKLARAT", "NOT EXPLAINED"};
constexpr Text kOurs{"meillä", "vårt", "ours"};
constexpr Text kTheirs{"heillä", "deras", "theirs"};
constexpr Text kApart{"ero", "skillnad", "difference"};
constexpr Text kCoverage{"kattavuus", "täckning", "coverage"};
constexpr Text kMore{"ja {count} muuta", "och {count} till", "and {count} more"};
constexpr Text kLeftOut{
    "{count} lukua jätettiin pois: ne ovat tunnin osista, joista koko tuntia ei ole.",
    "{count} tal utelämnades: de gäller delar av timmar som inte finns i sin helhet.",
    "{count} figures were left out: they are of parts of hours that are not there as a whole."};

std::string printed(std::string_view figure, double value) {
  const bool share =
      !figure.ends_with("_ms") && value != static_cast<double>(static_cast<std::int64_t>(value));
  if (share) return fmt::format("{:.1f} %", value * 100);
  if (!figure.ends_with("_ms")) return fmt::format("{:.0f}", value);
  const auto seconds = static_cast<std::int64_t>((value < 0 ? -value : value) / 1000 + 0.5);
  return fmt::format("{}{}:{:02}:{:02}", value < 0 ? "-" : "", seconds / 3600, seconds / 60 % 60,
                     seconds % 60);
}

std::string_view verdict(const Comparison& one, Language language) {
  if (one.differing == 0) return kSame.in(language);
  return one.explained() ? one.agrees_by->says.in(language) : kOpen.in(language);
}

void print_differences(const Comparison& one, const calendar::Zone& zone, Language language,
                       std::string& out) {
  std::size_t left = one.differing;
  std::size_t shown = 0;
  for (const Compared& each : one.intervals) {
    if (each.agrees || shown == kShown) continue;
    ++shown;
    --left;
    out += fmt::format("    {}  {} {:>8}  {} {:>8}  {} {:>8}", zone.format(each.from),
                       kOurs.in(language), printed(one.figure, each.ours), kTheirs.in(language),
                       printed(one.figure, each.theirs), kApart.in(language),
                       printed(one.figure, each.theirs - each.ours));
    if (each.coverage < 1) {
      out += fmt::format("  {} {:.0f} %", kCoverage.in(language), each.coverage * 100);
    }
    out += '\n';
  }
  if (left > 0) {
    out += "    " + report::words::filled(kMore, language, fmt::arg("count", left)) + "\n";
  }
}

std::string as_text(const std::vector<Comparison>& all, std::size_t left_out,
                    const calendar::Zone& zone, Language language) {
  std::string out(kHead.in(language));
  out += '\n';
  for (const Comparison& one : all) {
    out += fmt::format("{:<16} {:<26} {:>6} {:>6}  {}\n", one.line, one.figure,
                       one.intervals.size(), one.differing, verdict(one, language));
    if (!one.explained()) print_differences(one, zone, language, out);
  }
  if (left_out > 0) {
    out += report::words::filled(kLeftOut, language, fmt::arg("count", left_out)) + "\n";
  }
  return out;
}

std::string as_csv(const std::vector<Comparison>& all, const calendar::Zone& zone) {
  std::string out = "line,figure,from,to,ours,theirs,difference,coverage,explained_by\r\n";
  for (const Comparison& one : all) {
    for (const Compared& each : one.intervals) {
      out += fmt::format("{},{},{},{},{},{},{},{},{}\r\n", report::csv_cell(one.line), one.figure,
                         zone.format(each.from), zone.format(each.to), each.ours, each.theirs,
                         each.theirs - each.ours, each.coverage,
                         one.explained() ? one.agrees_by->name : "");
    }
  }
  return out;
}

std::string as_json(const std::vector<Comparison>& all, std::size_t left_out,
                    const calendar::Zone& zone) {
  json::array comparisons;
  for (const Comparison& one : all) {
    json::array intervals;
    for (const Compared& each : one.intervals) {
      intervals.push_back({{"from", zone.format(each.from)},
                           {"to", zone.format(each.to)},
                           {"ours", each.ours},
                           {"theirs", each.theirs},
                           {"coverage", each.coverage},
                           {"agrees", each.agrees}});
    }
    json::value by = nullptr;
    if (one.explained()) {
      const Text& says = one.agrees_by->says;
      by = {{"name", one.agrees_by->name}, {"fi", says.fi}, {"sv", says.sv}, {"en", says.en}};
    }
    comparisons.push_back({{"line", one.line},
                           {"figure", one.figure},
                           {"differing", one.differing},
                           {"explained_by", std::move(by)},
                           {"intervals", std::move(intervals)}});
  }
  return json::serialize(
             json::object{{"comparisons", std::move(comparisons)}, {"left_out", left_out}}) +
         "\n";
}

// The wish, or what is wrong with it. Dates are whole local days, --to's included.
Result<ReconcileWish> wish_of(const config::Config& config, const Given& given) {
  ReconcileWish out{.source = given.source, .line = given.line, .totals = given.totals};
  const auto day = [](const char* option, const std::string& text) -> Result<calendar::LocalDate> {
    const auto date = config::parse_date(text);
    if (date) return *date;
    return Error{Errc::bad_input, fmt::format("{} {}: no date such as 2026-11-23", option, text)};
  };
  if (!given.from.empty()) {
    const auto from = day("--from", given.from);
    if (!from) return from.error();
    out.from = config.zone.day_start(*from);
  }
  if (!given.to.empty()) {
    const auto to = day("--to", given.to);
    if (!to) return to.error();
    out.to = config.zone.day_end(*to);
  }
  return out;
}

Language language_of(const config::Config& config, const Given& given) {
  if (given.language == "fi") return Language::fi;
  if (given.language == "sv") return Language::sv;
  return given.language == "en" ? Language::en : config.language;
}

int run_reconcile(const config::Config& config, const Given& given) {
  const auto wish = wish_of(config, given);
  if (!wish) return told(wish.error());
  const auto input = reconcile_input(config, *wish);
  if (!input) return told(input.error());
  const auto all = report::reconcile(input->intervals);
  const std::string text = given.format == "csv"    ? as_csv(all, config.zone)
                           : given.format == "json" ? as_json(all, input->left_out, config.zone)
                                                    : as_text(all, input->left_out, config.zone,
                                                              language_of(config, given));
  if (const auto written = write_output(given.out, text); !written) return told(written);
  return std::ranges::all_of(all, &Comparison::explained) ? kDone : kFailed;
}

}  // namespace

void add_reconcile(CLI::App& app, Command& chosen) {
  auto* command = app.add_subcommand(
      "reconcile", "our hours against what a phone system reports of itself; 1: some differ");
  auto given = std::make_shared<Given>();
  command->add_option("--config", given->config, "the configuration, YAML")->required();
  command->add_option("--source", given->source, "the source of type file whose totals it is")
      ->required();
  command->add_option("--from", given->from, "the first day, such as 2026-11-23; all there is");
  command->add_option("--to", given->to, "the last day; all there is");
  command->add_option("--line", given->line, "one line; all where it is left out");
  command->add_option("--totals", given->totals,
                      "a report file in place of those that the source has taken");
  command->add_option("--lang", given->language, "the configuration's where it is left out")
      ->check(CLI::IsMember({"fi", "sv", "en"}));
  command->add_option("--format", given->format, "text where it is left out")
      ->check(CLI::IsMember({"text", "csv", "json"}));
  command->add_option("--out", given->out, "where it goes; stdout where it is left out");
  command->callback([given, &chosen] {
    chosen = [given] {
      return with_config(given->config, [&](const config::Config& config) {
        return run_reconcile(config, *given);
      });
    };
  });
}

}  // namespace jono::app
