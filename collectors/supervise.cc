// SPDX-License-Identifier: EUPL-1.2
#include "collectors/supervise.h"

#include <string>

namespace jono {

boost::asio::awaitable<void> supervise(Supervision parts) {
  int failures = 0;
  std::string told;
  for (;;) {
    const SessionEnd end = co_await parts.session();
    if (end.how == SessionEnd::How::stopped) co_return;
    if (end.healthy > Millis(0)) told.clear();
    if (end.why != told) parts.report(end);
    told = end.why;
    failures = end.healthy >= parts.back_off.healthy ? 1 : failures + 1;
    const Millis pause = pause_after(parts.back_off, failures, end.how, parts.random());
    if (!co_await parts.pause(pause)) co_return;
  }
}

}  // namespace jono
