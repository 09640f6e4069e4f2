// SPDX-License-Identifier: EUPL-1.2
#include "daemon/metrics/parts.h"

namespace jono::metrics {

void add_line_facts(Families& out, const Scrape& scrape) {
  Family info = Family::gauge("line_info", "Always 1; the group that the line belongs to.");
  Family target = Family::gauge(
      "line_target",
      "The line's targets in force now: of the wait in seconds, of shares from 0 to 1.");
  for (const LineFacts& line : scrape.context.lines) {
    info.add({{"line", line.id}, {"group", line.group}}, 1);
    target.add({{"line", line.id}, {"target", "wait_seconds"}}, seconds(line.wait_target));
    target.add({{"line", line.id}, {"target", "same_day"}}, line.same_day_target);
    target.add({{"line", line.id}, {"target", "answer_rate"}}, line.answer_rate_target);
  }
  Family open =
      Family::gauge("line_open", "1 while the line is open by its opening hours, else 0.");
  Family settled = Family::gauge(
      "line_settled",
      "1 while every source of the line has been connected for two minutes without a break.");
  Family coverage = Family::gauge(
      "coverage_ratio",
      "Share of the local hour so far in which every source of the line was connected and whole.");
  for_each_line(scrape, [&](const std::string& id, const engine::LineSnapshot& line) {
    open.add({{"line", id}}, number(line.open));
    settled.add({{"line", id}}, number(line.settled));
    coverage.add({{"line", id}}, line.coverage);
  });
  for (Family* family : {&info, &target, &open, &settled, &coverage}) family->move_to(out);
}

}  // namespace jono::metrics
