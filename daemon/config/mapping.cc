// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/mapping.h"

#include "daemon/config/mapping_file.h"
#include "daemon/config/mapping_template.h"
#include "daemon/config/scalars.h"
#include "daemon/config/text.h"

namespace jono::config {
namespace {

using mapping::Mapping;

}  // namespace

std::optional<calendar::Zone> zone_of(const Node& node) {
  const auto name = word(node);
  if (!name) return std::nullopt;
  const auto zone = calendar::Zone::find(*name);
  if (zone) return *zone;
  node.fault(printable(zone.error().what));
  return std::nullopt;
}

std::optional<Mapping> read_mapping(Keys& keys, RecordForm form, const calendar::Zone& zone,
                                    bool zone_is_of_use) {
  Mapping out;
  out.columns = form == RecordForm::columns;
  out.zone = zone;
  const bool zoned = keys.read("zone", out.zone, zone_of);
  const auto here = keys.find("mapping");
  const auto file = keys.find("mapping_file");
  const std::size_t faults = keys.node().faults().size();
  if (file) read_mapping_file(*file, out);
  if (here) read_templates(*here, out);
  if (zoned && !zone_is_of_use && !here && !file)
    keys.node().fault("`zone` is for a mapping, and there is none");
  if ((!here && !file) || keys.node().faults().size() != faults) return std::nullopt;
  return out;
}

}  // namespace jono::config
