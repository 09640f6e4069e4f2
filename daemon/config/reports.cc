// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/reports.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "daemon/config/receiver_kinds.h"
#include "daemon/config/scalars.h"
#include "daemon/config/text.h"

namespace jono::config {
namespace {

using report::Period;

const Choices<Period::Kind> kPeriods = {{"week", Period::Kind::week},
                                        {"month", Period::Kind::month},
                                        {"tertial", Period::Kind::tertial}};
const Choices<ReportFormat> kFormats = {{"html", ReportFormat::html},
                                        {"csv", ReportFormat::csv},
                                        {"json", ReportFormat::json},
                                        {"pdf", ReportFormat::pdf}};

// At least one of some, each once.
template <class T, class Reader>
std::optional<std::vector<T>> several(const Node& node, std::string_view what, Reader reader) {
  std::vector<T> out;
  for (const Node& item : items_of(node, what)) {
    const auto one = reader(item);
    if (!one) continue;
    if (std::ranges::find(out, *one) != out.end()) item.fault("is in the list twice");
    out.push_back(*one);
  }
  if (node.value().items.empty()) node.fault("at least one is needed");
  return out;
}

// It becomes part of file names.
std::optional<std::string> schedule_name(const Node& node) {
  constexpr std::string_view kShape = "a name of small letters, digits and -, such as weekly";
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789-";
  constexpr std::size_t kLongest = 40;
  return spelled(node, kShape, kLetters, kLongest);
}

std::optional<alerting::MailSettings> mail(const Node& node) {
  Keys keys(node);
  return read_mail(keys);
}

std::optional<ScheduledReport> scheduled(const Node& node, Language usual) {
  ScheduledReport out{.name = {}, .languages = {usual}, .mail = {}};
  Keys keys(node);
  keys.require("name", out.name, schedule_name);
  keys.require("period", out.period, [](const Node& n) { return choice(n, kPeriods); });
  keys.read("after", out.after, duration);
  keys.read("languages", out.languages, [](const Node& n) {
    return several<Language>(n, "a list such as [fi, sv]", language);
  });
  keys.read("formats", out.formats, [](const Node& n) {
    return several<ReportFormat>(n, "a list such as [html, csv]",
                                 [](const Node& item) { return choice(item, kFormats); });
  });
  keys.read("publish", out.publish, boolean);
  keys.read("folder", out.folder, word);
  keys.read("mail", out.mail, mail);
  if (out.folder.empty() && !out.mail) node.fault("goes nowhere: give it a folder or a mail");
  return out;
}

}  // namespace

std::optional<std::vector<ScheduledReport>> read_reports(const Node& node, Language usual) {
  std::vector<ScheduledReport> out;
  std::set<std::string> names;
  for (const Node& item : items_of(node, "a list of reports")) {
    auto one = scheduled(item, usual);
    if (!one) continue;
    if (!one->name.empty() && !names.insert(one->name).second) {
      item.fault("a second report with the name " + in_quotes(one->name));
    }
    out.push_back(std::move(*one));
  }
  return out;
}

}  // namespace jono::config
