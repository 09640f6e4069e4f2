// SPDX-License-Identifier: EUPL-1.2
// What the configuration says about one Asterisk. Plain data; the secret itself is never kept here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace jono::asterisk {

// One UserEvent that the dialplan sends: its name, and the names of those headers it has.
struct UserEventNames {
  std::string name;
  std::string queue = "Queue";
  std::string status = "Status";
  std::string callback_id = "CallbackId";
  std::string reason = "Reason";
};

// nullopt: the dialplan has no such UserEvent.
struct UserEvents {
  std::optional<UserEventNames> queue_done;          // queue, status
  std::optional<UserEventNames> callback_requested;  // queue, callback_id
  std::optional<UserEventNames> callback_reached;    // queue, callback_id
  std::optional<UserEventNames> callback_failed;     // queue, callback_id, reason
  // What the ActionID of an Originate begins with that calls back; the callback's id follows.
  std::optional<std::string> originate_response;
};

struct AsteriskConfig {
  std::string host = "127.0.0.1";
  std::uint16_t port = 5038;
  std::string user;
  std::filesystem::path secret_file;
  std::optional<std::filesystem::path> queue_log;  // the same PBX's file
  UserEvents events;
};

// Whether what is missed while AMI is away comes all the same, from the log: not what only the
// dialplan's own words tell, callbacks and refused calls.
[[nodiscard]] inline bool resumes(const AsteriskConfig& config) {
  const UserEvents& e = config.events;
  const bool by_dialplan = e.queue_done || e.callback_requested || e.callback_reached ||
                           e.callback_failed || e.originate_response;
  return config.queue_log && !by_dialplan;
}

}  // namespace jono::asterisk
