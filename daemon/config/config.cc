// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/config.h"

#include <algorithm>
#include <utility>

#include "daemon/config/alerts.h"
#include "daemon/config/document.h"
#include "daemon/config/lines.h"
#include "daemon/config/reports.h"
#include "daemon/config/scalars.h"
#include "daemon/config/services.h"
#include "daemon/config/sources.h"
#include "daemon/config/text.h"
#include "daemon/config/walk.h"

namespace jono::config {
namespace {

// After a fault the zone stays what it was, so that the rest can be read.
void read_zone(Keys& keys, Config& config) {
  Place place;
  keys.read("timezone", config.timezone, [&](const Node& node) {
    place = node.value().place;
    return word(node);
  });
  const auto zone = calendar::Zone::find(config.timezone);
  if (zone) {
    config.zone = *zone;
  } else {
    keys.node().fault(place, printable(zone.error().what));
  }
}

void read_config(const Node& root, Config& config) {
  Keys keys(root);
  read_zone(keys, config);
  keys.read("language", config.language, language);
  keys.read("data_dir", config.data_dir, word);
  Line defaults = usual_line(config.zone);
  keys.read("defaults", defaults, [&](const Node& n) { return read_defaults(n, defaults); });
  keys.require("lines", config.lines, [&](const Node& n) { return read_lines(n, defaults); });
  keys.read("backlogs", config.backlogs,
            [&](const Node& n) { return read_backlogs(n, config.zone); });
  keys.require("sources", config.sources,
               [&](const Node& n) { return read_sources(n, config.lines, config.zone); });
  config.feed.secret_file = config.data_dir / "feed.secret";
  keys.read("feed", config.feed, [&](const Node& n) { return feed(n, config.feed); });
  keys.read("bridge", config.bridge,
            [&](const Node& n) { return bridge(n, config.data_dir / "bridge"); });
  config.http.socket = config.data_dir / "control.sock";
  keys.read("http", config.http, [&](const Node& n) { return http(n, config.http); });
  keys.read("store", config.store, store);
  keys.read("privacy", config.privacy, privacy);
  keys.read("log", config.log, log);
  keys.read("alerts", config.alerts, [&](const Node& n) { return read_alerts(n, config); });
  keys.read("reports", config.reports,
            [&](const Node& n) { return read_reports(n, config.language); });
  if (config.http.socket.native().size() > kLongestSocketPath) {
    keys.node().fault("data_dir is too long for a control.sock in it: set http.socket");
  }
}

}  // namespace

std::string Faults::text() const {
  std::string out;
  for (const Fault& fault : faults) {
    out += file + ":" + std::to_string(fault.place.line) + ":" +
           std::to_string(fault.place.column) + ": " + fault.what + "\n";
  }
  return out;
}

Outcome parse(std::string_view text, const std::string& file_name) {
  Config config{.zone = calendar::Zone::utc()};
  Faults faults{file_name, {}};
  if (const ValuePtr root = read_document(text, faults.faults)) {
    read_config(Node(*root, {}, faults.faults), config);
  }
  if (faults.faults.empty()) return config;
  std::ranges::sort(faults.faults);
  return faults;
}

Outcome load(const std::filesystem::path& path) {
  const Result<std::string> text = file_text(path);
  if (!text) return Faults{path.string(), {{{}, text.error().what}}};
  return parse(*text, path.string());
}

Names names(const Config& config) {
  std::vector<std::string> lines;
  for (const Line& line : config.lines) lines.push_back(line.settings.id);
  std::vector<std::string> backlogs;
  for (const Backlog& backlog : config.backlogs) backlogs.push_back(backlog.id);
  std::vector<SourceNames> sources;
  for (const Source& source : config.sources) {
    sources.push_back({source.id, {source.queues.begin(), source.queues.end()}});
  }
  return {std::move(lines), std::move(sources), std::move(backlogs)};
}

}  // namespace jono::config
