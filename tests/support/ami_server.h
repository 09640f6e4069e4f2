// SPDX-License-Identifier: EUPL-1.2
// A manager that follows a script. `{id}` in an answer stands for the action's ActionID.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/wire_server.h"

namespace jono::test {

using AmiPeer = WirePeer;

struct AmiServer : WireServer {
  explicit AmiServer(std::vector<Script> scripts);
};

// Banner, login and FullyBooted.
void welcome_ami(AmiPeer& peer);

// "Key: value" lines and a blank one.
std::string ami_message(std::initializer_list<std::pair<std::string_view, std::string_view>> lines);

}  // namespace jono::test
