// SPDX-License-Identifier: EUPL-1.2
#include "tests/alerting/desk_world.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <utility>

#include "daemon/base/overload.h"

namespace jono::alerting {

Notice notice_at(Instant fired, const std::string& rule, const std::string& subject) {
  return {.rule = rule,
          .kind = Subject::Kind::line,
          .subject = subject,
          .title = {"Asiakaspalvelu", "Kundtjänst", "Customer service"},
          .severity = Severity::page,
          .fired = fired,
          .figure = "queue_length",
          .value = "23",
          .limit = "20",
          .text = {"jonossa 23", "23 i kö", "23 waiting"},
          .runbook = "https://example.invalid/queue-long"};
}

ReceiverSettings hook(const std::string& name) {
  WebhookSettings settings;
  settings.url = "http://example.invalid";
  return {.name = name, .kind = settings};
}

ReceiverSettings manager(const std::string& name, int urls) {
  AlertmanagerSettings settings;
  for (int i = 0; i < urls; ++i) settings.urls.push_back(fmt::format("http://{}{}", name, i));
  return {.name = name, .kind = settings};
}

ReceiverSettings heartbeat(const std::string& name) {
  return {.name = name, .kind = HeartbeatSettings{.url = "http://example.invalid"}};
}

ReceiverSettings second(const std::string& name, std::vector<std::string> first) {
  ReceiverSettings out = hook(name);
  out.instead_of = std::move(first);
  return out;
}

World::World(std::vector<ReceiverSettings> receivers)
    : receivers_(std::move(receivers)), desk_(std::make_unique<Desk>(receivers_)) {}

void World::fire(const std::string& rule, const std::string& subject) {
  desk_->changed(notice_at(now, rule, subject), Step::fired, now);
  send_due();
}

void World::end(Step step, const std::string& rule, const std::string& subject) {
  Notice notice = notice_at(now, rule, subject);
  notice.ended = now;
  desk_->changed(notice, step, now);
  send_due();
}

void World::play(Millis time) {
  const Instant until = now + time;
  for (Instant next = desk_->next_due(); next <= until; next = desk_->next_due()) {
    now = std::max(now, next);
    for (auto& [name, manager] : managers_) manager.pass(now);
    send_due();
  }
  now = until;
  for (auto& [name, manager] : managers_) manager.pass(now);
}

void World::send_due() {
  for (;;) {  // when one is answered, the next can be due
    const auto sendings = desk_->due(now);
    if (desk_->unsaved()) static_cast<void>(desk_->save());
    if (sendings.empty()) return;
    for (const Sending& sending : sendings) send(sending);
  }
}

void World::restart() { restart(receivers_); }

void World::restart(std::vector<ReceiverSettings> receivers) {
  const std::string bytes = desk_->save();
  desk_.reset();
  receivers_ = std::move(receivers);
  desk_ = std::make_unique<Desk>(receivers_);
  ASSERT_TRUE(desk_->restore(bytes, now));
  send_due();
}

FakeAlertmanager& World::manager_at(const std::string& name) {
  const auto change = [this, name](Instant at, const std::string& alert, bool fires) {
    if (alert != "Watchdog") write(at, name + (fires ? " fires " : " resolves ") + alert);
  };
  return managers_.try_emplace(name, change).first->second;
}

std::vector<std::string> World::results(const std::string& told) const {
  std::vector<std::string> out;
  for (const NotificationRecord& record : journal) {
    if (record.told == told) out.push_back(record.receiver + " " + record.result);
  }
  return out;
}

void World::send(const Sending& sending) {
  std::string name = receivers_[sending.receiver].name;
  if (sending.url > 0) name += fmt::format("/{}", sending.url);
  if (silent.contains(name)) return;
  if (loses.contains(name)) deliver(sending, name);
  if (down.contains(name) || loses.contains(name)) {
    desk_->answered(sending.id, Outcome::failed, "HTTP 500", now);
  } else if (refuses.contains(name)) {
    desk_->answered(sending.id, Outcome::refused, "HTTP 400", now);
  } else {
    deliver(sending, name);
    desk_->answered(sending.id, Outcome::delivered, "HTTP 200", now);
  }
  for (auto& record : desk_->take_notifications()) journal.push_back(std::move(record));
}

void World::deliver(const Sending& sending, const std::string& name) {
  std::visit(Overload{[&](const Batch& batch) { manager_at(name).post(batch, now); },
                      [&](const Telling& telling) {
                        write(now, fmt::format("{} {} {}", name, name_of(telling.told),
                                               telling.notice.rule));
                      },
                      [&](const Heartbeat&) { write(now, name + " heartbeat"); }},
             sending.what);
}

void World::write(Instant at, const std::string& text) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at - kStart).count();
  log.push_back(fmt::format("{:02}:{:02} {}", seconds / 60, seconds % 60, text));
}

}  // namespace jono::alerting
