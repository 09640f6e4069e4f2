// SPDX-License-Identifier: EUPL-1.2
// A FreeSWITCH's event socket that follows a script, with a queue support@default and nobody in it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/wire_server.h"

namespace jono::test {

using EslPeer = WirePeer;

// A request's name is what is asked, without `api` and a secret: "auth", "event plain ALL",
// "callcenter_config queue list", "status".
struct EslServer : WireServer {
  explicit EslServer(std::vector<Script> scripts);
};

// Greets and accepts the secret.
void welcome_esl(EslPeer& peer);

using EslHeaders = std::initializer_list<std::pair<std::string_view, std::string_view>>;

inline constexpr std::string_view kAuthRequest = "Content-Type: auth/request\n\n";
std::string esl_reply(std::string_view text);
std::string esl_answer(std::string_view body);
// Of mod_callcenter; values are given as they are and encoded here. `micros` since 1970.
std::string esl_event(std::uint64_t sequence, std::int64_t micros, std::string_view action,
                      EslHeaders headers);
// Any other of the core's.
std::string esl_heartbeat(std::uint64_t sequence, std::int64_t micros);

// The answer to `queue list members` with those who wait, since `joined` (seconds).
std::string esl_members(std::int64_t joined, const std::vector<std::string>& calls);

}  // namespace jono::test
