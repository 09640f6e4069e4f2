// SPDX-License-Identifier: EUPL-1.2
// Alerting at work: one thread that looks at each snapshot, keeps what it decides, and tells.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "alerting/alert_log.h"
#include "alerting/desk_lane.h"
#include "alerting/receiver_settings.h"
#include "alerting/rule.h"
#include "alerting/view.h"
#include "daemon/base/clock.h"
#include "daemon/base/result.h"

namespace jono::alerting {

struct WatchSettings {
  Site site;
  std::vector<Rule> rules;
  std::vector<ReceiverSettings> receivers;
  Millis every = std::chrono::seconds(1);  // looks at least so often
  Millis hold = kHold;                     // see desk_lane.h
};

// All of it outlives the watch.
struct WatchParts {
  const Clock& clock;
  AlertLog& log;
  std::function<std::shared_ptr<const engine::Snapshot>()> snapshot;  // null: none yet
  std::function<void(std::string_view)> say;                          // one line for the log
};

class Watch {
 public:
  // Reads the receivers' secrets; refuses what cannot be used: bad_input.
  [[nodiscard]] static Result<std::unique_ptr<Watch>> start(WatchSettings settings,
                                                            const WatchParts& parts);
  // Ends the thread within a second; what was not told is told after the next start.
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // The rest from any thread.

  // There is a new snapshot. Does not wait.
  void wake();
  // Never null.
  [[nodiscard]] std::shared_ptr<const View> view() const;

  // Each is kept on disk when it returns well. bad_input: what was asked for is refused.
  [[nodiscard]] Result<std::uint32_t> silence(const Silence& wanted);
  [[nodiscard]] Result<void> unsilence(std::uint32_t id, const std::string& who,
                                       const std::string& why);
  // `alert` fires now.
  [[nodiscard]] Result<void> ack(const AlertId& alert, const std::string& who,
                                 const std::string& why, Millis length);

 private:
  class Worker;
  explicit Watch(std::unique_ptr<Worker> worker);
  std::unique_ptr<Worker> worker_;
};

}  // namespace jono::alerting
