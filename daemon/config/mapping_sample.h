// SPDX-License-Identifier: EUPL-1.2
// Tries the samples that a mapping's file carries.
#pragma once

#include "collectors/mapping/mapping.h"
#include "daemon/config/walk.h"

namespace jono::config {

// A list of `record` and `events`; each sample that gives other events is a fault.
void try_samples(const Node& node, const mapping::Mapping& mapping);

}  // namespace jono::config
