// SPDX-License-Identifier: EUPL-1.2
// The options of the daemon's ROUTER, and the proof that they keep strangers out.
#pragma once

#include <functional>
#include <string>
#include <zmq.hpp>

#include "daemon/base/result.h"

namespace jono::feed {

inline constexpr int kMaxMessage = 65'536;  // bytes of a frame

// What bounds a peer's memory and time.
void set_limits(zmq::socket_t& socket);

// CURVE, and nobody in without a word of the ZAP handler, which is there already. `secret` in Z85.
void set_keys(zmq::socket_t& socket, const std::string& secret);

// What became of a connection that somebody made.
enum class Entry { let_in, kept_out, no_word };

// Connects to a bound socket, after `as` has set who connects.
[[nodiscard]] Entry enter(const std::string& endpoint,
                          const std::function<void(zmq::socket_t&)>& as);

// Connects to a bound socket as strangers do: without keys, and with a key that nobody knows. An
// error when one gets in, or when one does not hear within some seconds that it may not.
// `server_key` is the daemon's public one.
[[nodiscard]] Result<void> keeps_strangers_out(const std::string& endpoint,
                                               const std::string& server_key);

}  // namespace jono::feed
