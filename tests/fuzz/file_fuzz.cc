// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a dropped file: the first says how its source reads it, the rest is the file. What
// is found does not depend on how the bytes are cut.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "collectors/file/intake.h"

namespace {

using namespace jono;

file::FileConfig calls() {
  file::FileConfig out;
  mapping::Mapping map;
  map.columns = true;
  const auto line = map.place("Jono"), id = map.place("Tunnus"), at = map.place("Saapui"),
             wait = map.place("Odotus");
  mapping::Rule left{.field = Field::at,
                     .place = at,
                     .form = mapping::TimeForm::written,
                     .format = "%d.%m.%Y %H:%M:%S"};
  left.plus = mapping::Length{.place = wait};
  map.templates = {{.rules = {{.field = Field::type, .constant = "call.abandoned"},
                              left,
                              {.field = Field::line, .place = line},
                              {.field = Field::call, .place = id}}}};
  out.mapping = map;
  return out;
}

file::FileConfig totals() {
  file::FileConfig out;
  file::TotalsRules rules;
  rules.rules.columns = true;
  const auto line = rules.rules.place("Jono"), at = rules.rules.place("Alku");
  rules.rules.templates = {{.rules = {{.field = Field::line, .place = line},
                                      {.field = Field::at,
                                       .place = at,
                                       .form = mapping::TimeForm::written,
                                       .format = "%d.%m.%Y %H:%M"}}}};
  rules.length = std::chrono::hours(1);
  rules.figures = {{*file::figure_named("offered"), rules.rules.place("Tulleet")},
                   {*file::figure_named("wait_mean_answered_ms"), rules.rules.place("Keskiarvo")}};
  out.totals = rules;
  return out;
}

file::Tally tally_of(const file::FileConfig& config, std::string_view bytes, std::size_t piece) {
  static const Names names({"aspa"}, {{"ace", {}}}, {});
  static const Edge edge{&names, IdHasher(IdKey{}), names.source("ace")};
  EpochNames epochs;
  const auto decoder = make_decoder(config, edge, epochs);
  file::ByteCheck check(edge.hasher);
  check.feed(bytes);
  file::Intake intake(config.layout, check.encoding(config.layout.encoding), *decoder,
                      [](file::Found& found) {
                        for (const Event& event : found.events) {
                          if (!event.source.set()) std::abort();
                        }
                        for (const file::Total& one : found.totals) {
                          if (!one.line.set() || one.value < 0 || one.to <= one.from) std::abort();
                        }
                      });
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
    intake.feed(bytes.substr(0, piece));
  }
  intake.finish();
  return intake.tally();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const file::FileConfig kCalls = calls();
  static const file::FileConfig kTotals = totals();
  static const file::FileConfig kOwn{.folder = {}, .layout = {.kind = file::Kind::ndjson}};
  const file::FileConfig& config = data[0] % 3 == 0 ? kCalls : data[0] % 3 == 1 ? kTotals : kOwn;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto whole = tally_of(config, bytes, size);
  const auto cut = tally_of(config, bytes, 1);
  if (whole.records != cut.records || whole.faults != cut.faults || whole.events != cut.events) {
    std::abort();
  }
  return 0;
}
