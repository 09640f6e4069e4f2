// SPDX-License-Identifier: EUPL-1.2
// Whether a request over TCP was meant for this server. Pure.
#pragma once

#include <string_view>

namespace jono::http {

// `host` is a Host header: a name or a literal, with or without a port. Ours are localhost, every
// loopback literal and `configured`. Any other name may be one that a web page elsewhere has
// pointed at this machine, to have a browser here ask in its name.
[[nodiscard]] bool is_our_host(std::string_view host, std::string_view configured);

}  // namespace jono::http
