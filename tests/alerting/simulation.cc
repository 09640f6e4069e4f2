// SPDX-License-Identifier: EUPL-1.2
#include "tests/alerting/simulation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "tests/alerting/desk_world.h"

namespace jono::alerting {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

enum Receiver : std::size_t { kSms, kMail, kManager };

Notice notice_of_name(const std::string& alert, Instant fired) {
  const std::size_t slash = alert.find('/');
  return notice_at(fired, alert.substr(0, slash), alert.substr(slash + 1));
}

}  // namespace

Simulation::Simulation(const Plan& plan)
    : plan_(plan),
      generator_(plan.seed),
      receivers_({hook("sms"), second("mail", {"sms", "am"}), manager("am", 2)}),
      desk_(std::make_unique<Desk>(receivers_)),
      now_(kStart) {
  add_address(kSms, 0, false);
  add_address(kMail, 0, false);
  add_address(kManager, 0, true);
  add_address(kManager, 1, true);
  for (int i = 0; i < plan_.alerts; ++i) {
    const std::string alert = "Rule" + std::to_string(i % 3) + "/line" + std::to_string(i);
    levels_[alert] = false;
    at(now_ + random_time(plan_.shortest, plan_.longest), [this, alert] { change(alert); });
  }
  save();
}

void Simulation::add_address(std::size_t receiver, std::size_t url, bool manager) {
  Address& address = addresses_[{receiver, url}];
  if (manager) {
    address.manager = std::make_unique<FakeAlertmanager>(
        [this, &address](Instant when, const std::string& alert, bool fires) {
          auto& seen = address.seen[alert];
          seen.push_back(when);
          EXPECT_TRUE(plan_.faults || !too_often(seen)) << alert;
          EXPECT_TRUE(fires || !open_.contains(alert)) << "a false end of " << alert;
        });
  } else {
    address.reader = std::make_unique<Reader>(receivers_[receiver].name);
  }
  // The mail always works: a second path must be good for something.
  if (plan_.faults && receiver != kMail) change_mode({receiver, url});
}

Millis Simulation::random_time(Millis from, Millis to) {
  const double share = double(random(1'000'000)) / 1e6;
  const double low = std::log(double(from.count())), high = std::log(double(to.count()));
  return Millis(std::int64_t(std::exp(low + share * (high - low))));
}

void Simulation::at(Instant when, std::function<void()> what) {
  coming_.push({when, order_++, std::move(what)});
}

void Simulation::change(const std::string& alert) {
  bool& level = levels_[alert];
  if (settling_ && !level) return;
  level = !level;
  if (alive_) look();
  at(now_ + random_time(plan_.shortest, plan_.longest), [this, alert] { change(alert); });
}

// The board in short: no `for`, no `keep`.
void Simulation::look() {
  for (const auto& [alert, level] : levels_) {
    const auto open = open_.find(alert);
    if (level && open == open_.end()) {
      const std::size_t place = history_.size();
      open_[alert] = place;
      history_.push_back({alert, now_});
      desk_->changed(notice_of_name(alert, now_), Step::fired, now_);
      at(now_ + seconds(131), [this, place, kills = kills_] { check_second_path(place, kills); });
    } else if (!level && open != open_.end()) {
      history_[open->second].ended = now_;
      open_.erase(open);
      desk_->changed(notice_of_name(alert, now_), random(2) ? Step::resolved : Step::closed, now_);
    }
  }
}

void Simulation::check_second_path(std::size_t crossing, int kills) {
  if (kills != kills_ || crossing >= history_.size() || history_[crossing].ended) return;
  const std::string& alert = history_[crossing].alert;
  if (history_[crossing].fired + seconds(131) != now_) return;  // another, after a kill
  const auto knows = [&](std::size_t url) {
    return addresses_.at({kManager, url}).knows(history_[crossing]);
  };
  EXPECT_TRUE(addresses_.at({kSms, 0}).reader->open(alert) ||
              addresses_.at({kMail, 0}).reader->open(alert) || knows(0) || knows(1))
      << "nobody knows of " << alert;
}

bool Simulation::Address::knows(const Crossing& crossing) const {
  const auto of = told.find(crossing.alert);
  if (of == told.end()) return false;
  const Heard* before = nullptr;
  for (const Heard& each : of->second) {
    const Instant until = each.ended.value_or(each.last);
    if (each.fired <= crossing.fired && until >= crossing.fired) return true;
    if (each.first <= crossing.fired) before = &each;
  }
  return before && !before->ended;
}

void Simulation::change_mode(std::pair<std::size_t, std::size_t> at_address) {
  Address& address = addresses_.at(at_address);
  address.mode = settling_ || random(2) ? Mode::takes : Mode(random(6));
  if (address.manager && random(10) == 0) address.manager->kill();
  at(now_ + random_time(seconds(2), minutes(15)), [this, at_address] {
    if (!settling_) change_mode(at_address);
  });
}

void Simulation::run() {
  while (!coming_.empty() && !::testing::Test::HasFailure()) {
    if (!settling_ && history_.size() >= plan_.crossings) {
      settling_ = true;
      for (auto& [where, address] : addresses_) address.mode = Mode::takes;
      at(now_ + plan_.longest + minutes(180), [this] { coming_ = {}; });
    }
    if (alive_) work();
    if (coming_.empty()) break;
    const Instant next = alive_ ? std::min(coming_.top().at, desk_->next_due()) : coming_.top().at;
    now_ = std::max(now_, next);
    while (!coming_.empty() && coming_.top().at <= now_) {
      const auto what = coming_.top().what;
      coming_.pop();
      what();
    }
    for (auto& [where, address] : addresses_) {
      if (address.manager) address.manager->pass(now_);
    }
  }
  check();
}

// What the shell does whenever it wakes up: decide, save, send.
void Simulation::work() {
  if (plan_.faults && !settling_ && doomed_ == 0 && random(400) == 0) {
    doomed_ = 2 + int(random(60));
    before_save_ = random(2) == 0;
    save();
  }
  const auto sendings = desk_->due(now_);
  if (doomed_ == 1 && before_save_ && may_kill()) return kill();
  if (doomed_ > 0 && desk_->unsaved()) save();
  for (const Sending& sending : sendings) send(sending);
  if (doomed_ == 1 && !before_save_ && may_kill()) return kill();
  if (doomed_ > 1) --doomed_;
  static_cast<void>(desk_->take_notifications());
}

void Simulation::save() {
  saved_ = {desk_->save(), open_, history_.size()};
  std::erase_if(deliveries_, [](const auto& each) { return each.second; });
}

void Simulation::send(const Sending& sending) {
  Address& address = addresses_.at({sending.receiver, sending.url});
  const Mode mode = address.mode;
  const auto* telling = std::get_if<Telling>(&sending.what);
  const bool answered = telling ? tell(sending.receiver, address, *telling)
                                : post(address, std::get<Batch>(sending.what));
  if (!answered) ++faults_;
  const bool slow = mode == Mode::hangs || mode == Mode::takes_and_hangs;
  const Millis after = slow ? Millis(10'000) : Millis(1 + random(500));
  const std::pair delivery(sending.receiver, telling ? dedup_key(*telling) : std::string());
  at(now_ + after, [this, id = sending.id, answered, delivery, life = life_] {
    if (!alive_ || life != life_) return;
    desk_->answered(id, answered ? Outcome::delivered : Outcome::failed, "an answer", now_);
    if (const auto it = deliveries_.find(delivery); it != deliveries_.end()) it->second = true;
  });
}

// Whether the answer gets back.
bool Simulation::tell(std::size_t receiver, Address& address, const Telling& telling) {
  const std::string key = dedup_key(telling);
  const std::string alert = telling.notice.rule + "/" + telling.notice.subject;
  const bool first = address.begun.insert(key).second;
  EXPECT_FALSE(first && telling.told != Told::firing && open_.contains(alert))
      << "a false end of " << alert;
  if (address.mode == Mode::takes) {
    address.reader->read(telling, now_, false);
    deliveries_[{receiver, key}] = false;
    return true;
  }
  // Each is lost once at most: else there is no end to copies.
  const bool loses = address.mode == Mode::hangs_up || address.mode == Mode::takes_and_hangs;
  if (loses && address.reader->lost(key) == 0) address.reader->read(telling, now_, true);
  return false;
}

bool Simulation::post(Address& address, const Batch& batch) {
  const bool takes = address.mode == Mode::takes;
  if (!takes && address.mode != Mode::hangs_up && address.mode != Mode::takes_and_hangs) {
    return false;
  }
  address.manager->post(batch, now_);
  for (const BatchAlert& alert : batch.alerts) {
    const Notice& notice = alert.telling.notice;
    auto& told = address.told[notice.rule + "/" + notice.subject];
    const bool again =
        !told.empty() && told.back().fired == notice.fired && told.back().ended == notice.ended;
    if (!again) told.push_back({now_, now_, notice.fired, notice.ended});
    told.back().last = now_;
  }
  return takes;
}

// Whether it loses no delivery's record for the second time.
bool Simulation::may_kill() const {
  return std::ranges::all_of(deliveries_, [this](const auto& each) {
    const auto& [receiver, key] = each.first;
    return addresses_.at({receiver, 0}).reader->lost(key) == 0;
  });
}

void Simulation::kill() {
  ++kills_;
  ++life_;
  doomed_ = 0;
  alive_ = false;
  for (const auto& [delivery, answered] : deliveries_) {
    addresses_.at({delivery.first, 0}).reader->lose(delivery.second);
  }
  deliveries_.clear();
  desk_ = std::make_unique<Desk>(receivers_);
  open_ = saved_.open;
  history_.resize(saved_.crossings);
  for (const auto& [alert, place] : open_) history_[place].ended.reset();
  at(now_ + random_time(Millis(100), minutes(5)), [this] {
    alive_ = true;
    ASSERT_TRUE(desk_->restore(saved_.desk, now_));
    std::vector<Notice> firing;
    for (const auto& [alert, place] : open_) {
      firing.push_back(notice_of_name(alert, history_[place].fired));
    }
    desk_->reconcile(firing, now_);
    look();
  });
}

void Simulation::check() const {
  const Reader& sms = *addresses_.at({kSms, 0}).reader;
  for (const Crossing& crossing : history_) {
    ASSERT_TRUE(crossing.ended);
    EXPECT_TRUE(sms.knows(crossing)) << crossing.alert << " was missed by sms";
    for (std::size_t url = 0; url < 2; ++url) {
      EXPECT_TRUE(addresses_.at({kManager, url}).knows(crossing))
          << crossing.alert << " was missed by am/" << url;
    }
    if (::testing::Test::HasFailure()) return;
  }
  sms.check_copies();
  addresses_.at({kMail, 0}).reader->check_copies();
  for (const auto& [alert, level] : levels_) {
    EXPECT_FALSE(sms.open(alert)) << alert;
    EXPECT_FALSE(addresses_.at({kMail, 0}).reader->open(alert)) << alert;
    EXPECT_FALSE(addresses_.at({kManager, 0}).manager->fires(alert)) << alert;
    EXPECT_FALSE(addresses_.at({kManager, 1}).manager->fires(alert)) << alert;
  }
}

}  // namespace jono::alerting
