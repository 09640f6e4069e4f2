// SPDX-License-Identifier: EUPL-1.2
// The one thread of a Watch: looks, keeps, tells.
#pragma once

#include <atomic>
#include <boost/json/value.hpp>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "alerting/desk.h"
#include "alerting/post_office.h"
#include "alerting/watch.h"

namespace jono::alerting {

class Watch::Worker {
 public:
  Worker(WatchSettings settings, const WatchParts& parts);
  ~Worker();

  // Takes up what was kept, and begins. bad_input: a receiver cannot be used.
  [[nodiscard]] Result<void> start();

  // From any thread.
  void wake() { office_.wake(); }
  [[nodiscard]] std::shared_ptr<const View> view() const;
  // Runs `what` on the thread, has its effects kept, and gives its answer.
  template <class T>
  [[nodiscard]] Result<T> ask(std::function<Result<T>(Instant)> what) {
    auto promise = std::make_shared<std::promise<Result<T>>>();
    auto answer = promise->get_future();
    {
      const std::lock_guard lock(asked_mutex_);
      if (stopping_) return Error{Errc::retry_later, "the daemon is stopping"};
      asked_.push_back([this, promise, what = std::move(what)](Instant now) {
        Result<T> out = what(now);
        if (out) {
          if (auto kept = keep(now); !kept) {
            out = Error{kept.error().code, "in force, but not kept on disk: " + kept.error().what};
          }
        }
        promise->set_value(std::move(out));
      });
    }
    wake();
    return answer.get();
  }

  // The rest on the thread, inside ask().
  [[nodiscard]] Desk& desk() { return desk_; }
  // Fails where no rule and subject is meant.
  [[nodiscard]] Result<void> check(const Silence& silence) const;
  // The alert if it fires.
  [[nodiscard]] const Alert* firing(const AlertId& id) const;
  [[nodiscard]] const Site& site() const { return settings_.site; }

 private:
  void restore();
  void restore_results(const boost::json::value& kept);
  void run();
  void answer(Instant now);
  void hear(Instant now);
  // One url of one receiver, as it did last.
  struct Address {
    std::optional<Instant> confirmed{}, failing{}, certificate_ends{};
    std::string answer{};  // of the last failure
    int warned = 0;        // of the certificate's end, so many days before it; 0: not yet
  };
  void warn_of_end(const std::string& receiver, Address& address, Instant now);
  [[nodiscard]] std::vector<ReceiverStatus> receivers() const;
  void look(Instant now);
  void tell(Instant now);
  Result<void> keep(Instant now);
  [[nodiscard]] KeptState state();
  void count(const NotificationRecord& record);
  void show(Instant now);
  [[nodiscard]] AlertStatus status_of(const Alert& alert, Instant now) const;
  [[nodiscard]] Millis idle(Instant now) const;
  void say_once(const std::string& fault);

  WatchSettings settings_;
  WatchParts parts_;
  PostOffice office_;
  Board board_;
  Desk desk_;

  std::shared_ptr<const engine::Snapshot> seen_;
  Instant looked_ = kNever;
  Instant pruned_ = kNever;
  Instant kept_at_ = kNever;
  std::string kept_board_;
  bool unkept_ = false;                            // something is to be kept
  std::string said_;                               // the fault that the log has last got to know
  std::vector<NotificationRecord> notifications_;  // to be kept
  std::vector<AuditRecord> audit_;
  std::map<std::pair<std::size_t, std::size_t>, Address> addresses_;  // by receiver and url
  using Results = std::map<std::string, std::uint64_t>;
  std::map<std::string, Results> results_;  // sendings so far, by receiver and result
  std::map<std::string, std::vector<ForeignSilence>> foreign_;  // by Alertmanager

  mutable std::mutex view_mutex_;
  std::shared_ptr<const View> view_ = std::make_shared<View>();

  std::mutex asked_mutex_;
  std::deque<std::function<void(Instant)>> asked_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace jono::alerting
