// SPDX-License-Identifier: EUPL-1.2
// A publisher that exists already, as the configuration names it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "collectors/mapping/mapping.h"

namespace jono::subscribe {

struct SubscribeConfig {
  std::string publisher;                      // endpoint of its PUB socket
  std::vector<std::string> topics = {""};     // prefixes of the topics that are wanted
  std::string replay;                         // endpoint of its REP socket; empty: it has none
  std::optional<mapping::Mapping> mapping{};  // of what it publishes; nullopt: our own format
};

}  // namespace jono::subscribe
