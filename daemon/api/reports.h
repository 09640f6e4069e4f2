// SPDX-License-Identifier: EUPL-1.2
// Reports over HTTP.
#pragma once

#include "daemon/api/parts.h"
#include "daemon/http/message.h"
#include "daemon/report/report.h"

namespace jono::api {

// The periods there are reports of.
[[nodiscard]] http::Response reports(const Parts& parts);
// Of what is known now.
[[nodiscard]] Result<std::string> report_text(const Parts& parts, const report::Period& period,
                                              const report::Wish& wish);
// The one that the path names.
[[nodiscard]] http::Response report_of(const Parts& parts, const http::Request& request);

}  // namespace jono::api
