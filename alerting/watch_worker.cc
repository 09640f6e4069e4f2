// SPDX-License-Identifier: EUPL-1.2
#include "alerting/watch_worker.h"

#include <algorithm>
#include <boost/json.hpp>

namespace jono::alerting {
namespace {

namespace json = boost::json;

constexpr Millis kLongestIdle = std::chrono::seconds(1);
constexpr Millis kRetryKeeping = std::chrono::seconds(1);
constexpr Millis kPruneEvery = std::chrono::hours(1);
constexpr Millis kRecordsKept = std::chrono::days(400);
constexpr std::size_t kMostUnkept = 10'000;  // records, while the disk takes none
// Without a snapshot for this long the daemon counts as dead, and says so by saying nothing.
constexpr Millis kDeadAfter = std::chrono::seconds(60);

}  // namespace

Watch::Worker::Worker(WatchSettings settings, const WatchParts& parts)
    : settings_(std::move(settings)),
      parts_(parts),
      office_(settings_.site, settings_.receivers),
      board_(settings_.site, settings_.rules),
      desk_(settings_.receivers, settings_.hold) {
  for (const ReceiverSettings& receiver : settings_.receivers) results_[receiver.name];
}

Watch::Worker::~Worker() {
  {
    const std::lock_guard lock(asked_mutex_);
    stopping_ = true;
  }
  wake();
  if (thread_.joinable()) thread_.join();
}

Result<void> Watch::Worker::start() {
  if (auto open = office_.open(); !open) return open;
  restore();
  show(parts_.clock.now());
  thread_ = std::thread([this] { run(); });
  return {};
}

// What cannot be read begins empty: a daemon that watches is worth more than one that refuses.
void Watch::Worker::restore() {
  const Instant now = parts_.clock.now();
  const auto kept = parts_.log.load();
  if (!kept) return parts_.say("alerts begin anew: " + kept.error().what);
  if (!kept->board.empty()) {
    boost::system::error_code fault;
    const json::value root = json::parse(kept->board, fault);
    const auto* object = fault ? nullptr : root.if_object();
    const auto* board = object ? object->if_contains("board") : nullptr;
    if (board == nullptr || !board_.restore(json::serialize(*board))) {
      parts_.say("alerts.db: the alerts' states cannot be read; they begin anew");
    } else if (const auto* results = object->if_contains("results")) {
      restore_results(*results);
    }
  }
  if (!kept->desk.empty() && !desk_.restore(kept->desk, now)) {
    parts_.say("alerts.db: what was to be told cannot be read; it begins anew");
  }
  std::vector<Notice> firing;
  for (const Alert& alert : board_.alerts()) {
    if (alert.state.phase == Phase::firing) firing.push_back(notice_of(alert, settings_.site));
  }
  desk_.reconcile(firing, now);
}

void Watch::Worker::restore_results(const json::value& kept) {
  if (!kept.is_object()) return;
  for (const auto& [name, counts] : kept.get_object()) {
    const auto found = results_.find(std::string(name));
    if (found == results_.end() || !counts.is_object()) continue;
    for (const auto& [result, count] : counts.get_object()) {
      boost::system::error_code fault;
      const auto number = count.to_number<std::uint64_t>(fault);
      if (!fault) found->second[std::string(result)] = number;
    }
  }
}

void Watch::Worker::run() {
  while (!stopping_) {
    const Instant now = parts_.clock.now();
    hear(now);
    look(now);
    answer(now);
    tell(now);
    show(now);
    office_.wait(idle(now));
  }
  answer(parts_.clock.now());
  static_cast<void>(keep(parts_.clock.now()));
}

void Watch::Worker::answer(Instant now) {
  std::deque<std::function<void(Instant)>> asked;
  {
    const std::lock_guard lock(asked_mutex_);
    asked.swap(asked_);
  }
  for (const auto& what : asked) what(now);
}

void Watch::Worker::hear(Instant now) {
  office_.hear();
  for (const Delivered& one : office_.delivered()) {
    desk_.answered(one.sending, one.outcome, one.answer, now);
    Address& address = addresses_[{one.receiver, one.url}];
    if (one.certificate_ends) {
      if (address.certificate_ends != one.certificate_ends) address.warned = 0;
      address.certificate_ends = one.certificate_ends;
      warn_of_end(settings_.receivers[one.receiver].name, address, now);
    }
    if (one.outcome == Outcome::delivered) {
      address.confirmed = now;
      address.failing.reset();
      address.answer.clear();
    } else {
      address.failing = address.failing.value_or(now);
      address.answer = one.answer;
    }
  }
  for (auto& [where, silences] : office_.foreign_silences()) foreign_[where] = std::move(silences);
}

// Thirty days, seven and one before its end.
void Watch::Worker::warn_of_end(const std::string& receiver, Address& address, Instant now) {
  for (const int days : {1, 7, 30}) {
    if (now < *address.certificate_ends - std::chrono::days(days)) continue;
    if (address.warned == days) return;
    address.warned = days;
    return parts_.say(receiver + ": its certificate ends on " +
                      settings_.site.zone.format(*address.certificate_ends) + ": less than " +
                      std::to_string(days) + (days == 1 ? " day" : " days") + " from now");
  }
}

void Watch::Worker::look(Instant now) {
  auto snapshot = parts_.snapshot();
  if (!snapshot) return;
  const bool due = now - looked_ >= settings_.every || now < looked_;
  if (snapshot == seen_ && !due) return;
  seen_ = std::move(snapshot);
  looked_ = now;
  std::vector<AlertChange> changes;
  board_.look(*seen_, now, changes);
  for (const AlertChange& change : changes) {
    const Alert& alert = board_.alerts()[change.alert];
    unkept_ = true;
    Notice notice = notice_of(alert, settings_.site);
    if (change.change.step == Step::resolved || change.change.step == Step::closed) {
      notice.ended = now;
    }
    desk_.changed(notice, change.change.step, now);
  }
}

// What is handed out is kept first: after a crash it is told again rather than never. A disk that
// takes nothing does not keep it from being told.
void Watch::Worker::tell(Instant now) {
  auto sendings = desk_.due(now);
  if (auto kept = keep(now); !kept) say_once(kept.error().what);
  const bool alive =
      seen_ && now - seen_->now < kDeadAfter && seen_->now - now < kDeadAfter;  // or set back
  for (Sending& sending : sendings) {
    if (alive) {
      office_.send(sending, now);
    } else if (std::holds_alternative<Heartbeat>(sending.what)) {
      desk_.answered(sending.id, Outcome::failed, "the daemon makes no progress", now);
    } else {
      if (auto* batch = std::get_if<Batch>(&sending.what)) batch->watchdog_ends_at = kNever;
      office_.send(sending, now);
    }
  }
  office_.poll_silences(now);
  if (now - pruned_ >= kPruneEvery) {
    pruned_ = now;
    if (auto done = parts_.log.prune(now - kRecordsKept); !done) say_once(done.error().what);
  }
}

void Watch::Worker::count(const NotificationRecord& record) {
  ++results_[record.receiver][record.result];
}

KeptState Watch::Worker::state() {
  json::object results;
  for (const auto& [name, by_result] : results_) {
    json::object counts;
    for (const auto& [result, count] : by_result) counts[result] = count;
    results[name] = std::move(counts);
  }
  json::object board{{"board", json::parse(board_.save())}, {"results", std::move(results)}};
  return {json::serialize(board), desk_.save()};
}

Result<void> Watch::Worker::keep(Instant now) {
  for (NotificationRecord& record : desk_.take_notifications()) {
    count(record);
    notifications_.push_back(std::move(record));
  }
  for (AuditRecord& record : desk_.take_audit()) audit_.push_back(std::move(record));
  unkept_ = unkept_ || desk_.unsaved() || !notifications_.empty() || !audit_.empty();
  if (!unkept_) return {};
  if (kept_at_ != kNever && now >= kept_at_ && now - kept_at_ < kRetryKeeping && !said_.empty()) {
    return Error{Errc::retry_later, said_};
  }
  kept_at_ = now;
  if (auto saved = parts_.log.save(state(), notifications_, audit_); !saved) {
    if (notifications_.size() > kMostUnkept) notifications_.clear();
    return saved;
  }
  said_.clear();
  unkept_ = false;
  notifications_.clear();
  audit_.clear();
  return {};
}

void Watch::Worker::say_once(const std::string& fault) {
  if (said_ == fault) return;
  said_ = fault;
  parts_.say("what alerts do is not kept: " + fault);
}

Millis Watch::Worker::idle(Instant now) const {
  const Instant next = std::min(desk_.next_due(), now + kLongestIdle);
  return std::max(Millis(0), next - now);
}

}  // namespace jono::alerting
