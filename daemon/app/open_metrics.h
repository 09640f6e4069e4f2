// SPDX-License-Identifier: EUPL-1.2
// Hour rows of the past as the samples that Prometheus would have scraped. Pure.
#pragma once

#include <boost/json/array.hpp>
#include <iosfwd>

#include "daemon/base/time.h"

namespace jono::app {

// `rows` are those of /api/v1/hours. Each becomes jonovahti_hour_…{hour="previous"} through the
// hour that follows it, every four minutes, since Prometheus forgets a sample after five; nothing
// at or after `until`. What is absent has no sample. OpenMetrics text, with its end mark.
// Written column by column: a year is gigabytes.
void open_metrics(const boost::json::array& rows, Instant until, std::ostream& out);

}  // namespace jono::app
