// SPDX-License-Identifier: EUPL-1.2
// Reads a mapping that stands in a file of its own, and tries the samples in it.
#pragma once

#include "collectors/mapping/mapping.h"
#include "daemon/config/walk.h"

namespace jono::config {

// `named` holds the file's path; its faults are told there, with their places in the file.
void read_mapping_file(const Node& named, mapping::Mapping& into);

}  // namespace jono::config
