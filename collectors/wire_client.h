// SPDX-License-Identifier: EUPL-1.2
// Keeps a connection to a phone system, on a thread of its own: one session after the other.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "collectors/backlog.h"
#include "collectors/wire_session.h"
#include "daemon/base/clock.h"

namespace jono {

// Clock and `onward` outlive the client, and so does what `session` refers to.
struct WireParts {
  std::string name;  // of the source, for the log
  std::string host;
  std::uint16_t port = 0;
  std::filesystem::path secret_file;  // read anew for each connection
  Millis connect_within{};
  BackOff back_off{};
  const Clock& clock;
  Onward& onward;
  // Called on the client's thread, once a connection.
  std::function<std::unique_ptr<WireSession>(std::string secret, WireNow now)> session;
};

class WireClient {
 public:
  // Always starts; what cannot be reached is tried again and again, and logged.
  explicit WireClient(WireParts parts);
  // Logs off, passes on what was read and ends the thread: within three seconds, also when nobody
  // answers or there is no way on. (A name that no server resolves may take longer.)
  ~WireClient();
  WireClient(const WireClient&) = delete;
  WireClient& operator=(const WireClient&) = delete;

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace jono
