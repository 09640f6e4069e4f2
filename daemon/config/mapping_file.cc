// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/mapping_file.h"

#include <filesystem>
#include <string>
#include <system_error>

#include "daemon/config/document.h"
#include "daemon/config/mapping_sample.h"
#include "daemon/config/mapping_template.h"
#include "daemon/config/scalars.h"
#include "daemon/config/text.h"

namespace jono::config {
namespace {

using mapping::Mapping;

void read_file(const Node& root, Mapping& into) {
  Keys keys(root);
  std::string about;
  keys.read("about", about, word);
  const auto templates = keys.find("mapping");
  if (templates) {
    read_templates(*templates, into);
  } else {
    root.fault("missing key 'mapping'");
  }
  const auto samples = keys.find("samples");
  // Those of a faulty mapping would only say it again.
  if (samples && root.faults().empty()) try_samples(*samples, into);
}

}  // namespace

void read_mapping_file(const Node& named, Mapping& into) {
  const auto path = word(named);
  if (!path) return;
  std::error_code error;
  if (!std::filesystem::is_regular_file(*path, error)) {
    return named.fault(in_quotes(*path) + " is no file that can be read");
  }
  const auto text = file_text(*path);
  if (!text) return named.fault(in_quotes(*path) + " " + text.error().what);
  Faults found{*path, {}};
  if (const ValuePtr root = read_document(*text, found.faults)) {
    read_file(Node(*root, {}, found.faults), into);
  }
  for (const Fault& fault : found.faults) {
    named.fault(printable(*path) + ":" + std::to_string(fault.place.line) + ":" +
                std::to_string(fault.place.column) + ": " + fault.what);
  }
}

}  // namespace jono::config
