// SPDX-License-Identifier: EUPL-1.2
// The other way round of alerting/figure.h: makes a snapshot in which a figure has a value.
#pragma once

#include "alerting/figure.h"
#include "alerting/site.h"
#include "daemon/engine/snapshot.h"

namespace jono::alerting {

// For any reading and subject that value_of() takes; the snapshot has the site's lines, sources and
// backlogs. What the figure cannot be (half a call, an age
// below 0) becomes something else: value_of() tells. Of a group its first line has it all.
void set_figure(engine::Snapshot& snapshot, const Reading& reading, const Subject& subject,
                const Site& site, double value);

}  // namespace jono::alerting
