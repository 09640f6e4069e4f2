// SPDX-License-Identifier: EUPL-1.2
// A desk with receivers round it, in virtual time: each sending is saved for and answered at once.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "alerting/desk.h"
#include "tests/alerting/fake_alertmanager.h"

namespace jono::alerting {

inline constexpr Instant kStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} +
                                std::chrono::hours(8)};

[[nodiscard]] Notice notice_at(Instant fired, const std::string& rule = "QueueLong",
                               const std::string& subject = "aspa");
[[nodiscard]] ReceiverSettings hook(const std::string& name);
[[nodiscard]] ReceiverSettings manager(const std::string& name, int urls = 1);
[[nodiscard]] ReceiverSettings heartbeat(const std::string& name);
// It takes over for `first`.
[[nodiscard]] ReceiverSettings second(const std::string& name, std::vector<std::string> first);

class World {
 public:
  explicit World(std::vector<ReceiverSettings> receivers);

  void fire(const std::string& rule = "QueueLong", const std::string& subject = "aspa");
  void end(Step step = Step::resolved, const std::string& rule = "QueueLong",
           const std::string& subject = "aspa");
  // Time passes, and all that is due then is sent.
  void play(Millis time);
  void send_due();
  // The desk is saved, thrown away and made anew, with other receivers where these are given.
  void restart();
  void restart(std::vector<ReceiverSettings> receivers);

  [[nodiscard]] Desk& desk() { return *desk_; }
  [[nodiscard]] FakeAlertmanager& manager_at(const std::string& name);
  // The result's names of all records so far of what was told `told`, in order.
  [[nodiscard]] std::vector<std::string> results(const std::string& told) const;

  Instant now = kStart;
  std::set<std::string> down;     // "sms"; of an Alertmanager's second url "am/1": answers fail
  std::set<std::string> refuses;  // likewise: answers refuse
  std::set<std::string> loses;    // likewise: takes it, but the answer is lost
  std::set<std::string> silent;   // likewise: what is sent is never answered
  // What was delivered: "02:00 sms firing QueueLong"; what an Alertmanager did about it:
  // "02:00 am fires QueueLong/aspa". Heartbeats: "00:30 beat heartbeat".
  std::vector<std::string> log;
  std::vector<NotificationRecord> journal;

 private:
  void send(const Sending& sending);
  void deliver(const Sending& sending, const std::string& name);
  void write(Instant at, const std::string& text);

  std::vector<ReceiverSettings> receivers_;
  std::unique_ptr<Desk> desk_;
  std::map<std::string, FakeAlertmanager> managers_;
};

}  // namespace jono::alerting
