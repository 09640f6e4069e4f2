// SPDX-License-Identifier: EUPL-1.2
// A recorded day at an Asterisk, heard and read at once: the rows of the truth, no visit twice.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "collectors/asterisk/joint.h"
#include "collectors/asterisk/queue_log_reader.h"
#include "collectors/gather.h"
#include "tests/collectors/asterisk_support.h"
#include "tests/collectors/histories.h"

namespace jono::asterisk {
namespace {

namespace json = boost::json;
using std::chrono::minutes;
using std::chrono::seconds;

struct Times {
  std::string name;
  Millis log_delay{0};                    // from a line's second to when it is read
  std::vector<std::pair<int, int>> cuts;  // seconds of the recording in which nobody hears AMI
  std::vector<int> restarts;              // seconds at which the daemon starts anew
};
void PrintTo(const Times& t, std::ostream* out) { *out << t.name; }

// What comes in, in the order of its coming.
struct Input {
  Instant at;
  std::string text;  // a line of the log, or a message
  bool line;
  std::size_t nth = 0;
};

constexpr std::int64_t kBegin = 1'795'316'390'000;
Instant second_of(int s) { return ms(kBegin + s * 1000); }

std::vector<Input> inputs(const Times& times) {
  std::vector<Input> out;
  const std::string log = fixture("main.queue_log");
  for (std::size_t at = 0; at < log.size();) {
    const std::size_t end = log.find('\n', at) + 1;
    const Instant told = ms(std::stoll(log.substr(at, 10)) * 1000);
    out.push_back({told + Millis(999) + times.log_delay, log.substr(at, end - at), true});
    at = end;
  }
  const auto received = ReceivedTimes::parse(fixture("main.qmon.times.tsv.xz"));
  const std::string ami = fixture("main.qmon.ami.xz");
  AmiFramer framer;
  std::string_view bytes = ami;
  std::size_t from = 0;
  while (framer.next(bytes) != nullptr) {
    const std::size_t to = framer.offset();
    out.push_back({*received->of_message_ending_at(to), ami.substr(from, to - from), false});
    from = to;
  }
  // Of one instant the log first, as it was written.
  for (std::size_t i = 0; i < out.size(); ++i) out[i].nth = i;
  std::ranges::sort(out, {}, [](const Input& in) { return std::pair(in.at, in.nth); });
  return out;
}

// A daemon that hears and reads, and may be started anew: then only what came out is left.
class Site {
 public:
  explicit Site(const Times& times) : times_(times) { start(); }

  std::vector<Event> run() {
    for (const Input& in : inputs(times_)) {
      restart_at(in.at);
      hear_or_not(in.at);
      in.line ? read(in.text) : hear(in);
    }
    log_->flush();
    give_log();
    Gather sink(heard_);
    ami_->flush(sink);
    give_ami(Link::up);
    take();
    return std::move(events_);
  }

 private:
  void start() {
    joint_.emplace(channel_, Joint::Settings{lab_edge(), place_, false});
    log_.emplace(lab_edge(), &*joint_);
    const auto place = parse_place(joint_->log_place());
    log_->go_to(place.value_or(LogPlace{1, 0, {}}));
    ami_.emplace(lab_edge(), lab_user_events());
    framer_.emplace();
    if (place) {  // what was read and held comes again, and what has come since
      const std::string again = std::exchange(written_, {});
      read(again.substr(place->offset));
      written_ = again;
    }
  }
  void restart_at(Instant now) {
    if (times_.restarts.empty() || now < second_of(times_.restarts.front())) return;
    times_.restarts.erase(times_.restarts.begin());
    Gather sink(heard_);
    ami_->connection_lost(sink);
    give_ami(Link::down);
    take();
    start();
  }
  void hear_or_not(Instant now) {
    const bool cut = std::ranges::any_of(times_.cuts, [&](auto c) {
      return second_of(c.first) <= now && now < second_of(c.second);
    });
    if (cut && !std::exchange(cut_, true)) {
      Gather sink(heard_);
      ami_->connection_lost(sink);
      give_ami(Link::down);
    }
    cut_ = cut;
  }
  void hear(const Input& in) {
    if (cut_) return;
    std::string_view bytes = in.text;
    Gather sink(heard_);
    if (const auto due = ami_->next_deadline(); due && *due <= in.at) ami_->advance(in.at, sink);
    while (const AmiMessage* message = framer_->next(bytes)) ami_->feed(*message, in.at, sink);
    give_ami(Link::up);
  }
  void read(const std::string& text) {
    written_ += text;
    ASSERT_EQ(log_->take(text, false), text.size());
    give_log();
  }
  void give_ami(Link link) {
    heard_.link = link;
    ASSERT_TRUE(joint_->put(std::exchange(heard_, {})));
  }
  void give_log() {
    if (auto d = log_->take_delivery()) ASSERT_TRUE(joint_->put_log(*d));
  }
  void take() {
    std::vector<Delivery> taken;
    channel_.take_all(taken, Millis(0));
    for (Delivery& d : taken) {
      if (!d.place.empty()) place_ = d.place;
      for (Event& e : d.events) events_.push_back(std::move(e));
    }
  }

  Times times_;
  EventChannel channel_{10'000'000};
  std::optional<Joint> joint_;
  std::optional<QueueLogReader> log_;
  std::optional<AmiDecoder> ami_;
  std::optional<AmiFramer> framer_;
  Delivery heard_;
  bool cut_ = false;
  std::string written_;
  std::string place_;
  std::vector<Event> events_;
};

// A line may be written a moment after what it tells of, and its seconds are whole.
constexpr Millis kApart{1500};

class Together : public testing::TestWithParam<Times> {
 protected:
  // Whether AMI was heard well before and after: a key of which its event came too late for a cut
  // is one.
  bool heard(Instant t) const {
    return std::ranges::none_of(GetParam().cuts,
                                [&](auto c) {
                                  return second_of(c.first) - seconds(3) <= t &&
                                         t < second_of(c.second) + seconds(1);
                                }) &&
           std::ranges::none_of(GetParam().restarts, [&](int r) {
             return second_of(r) - seconds(3) <= t && t < second_of(r) + seconds(1);
           });
  }
};

TEST_P(Together, EveryVisitIsOneAndEndsAsTheTruthSays) {
  const Histories histories = histories_of(Site(GetParam()).run());
  const json::value truth = json::parse(fixture("main.truth.json.xz"));
  const Visits alone = visits_of(decode_ami("main.qmon.ami.xz").events);
  std::map<VisitKey, std::size_t> nth;
  std::size_t exact = 0;
  for (const json::value& told : truth.at("visits").as_array()) {
    const VisitKey key{lab_edge().call(std::string(told.at("callid").as_string())),
                       lab_line(std::string(told.at("queue").as_string()))};
    const std::size_t n = nth[key]++;
    ASSERT_TRUE(histories.contains(key)) << told;
    ASSERT_GT(histories.at(key).visits.size(), n) << told;
    const engine::Visit& visit = histories.at(key).visits[n];
    const Visit& by_ami = alone.at(key).at(n);
    const std::string outcome(told.at("outcome").as_string());
    if (heard(*by_ami.closed)) {
      ASSERT_EQ(outcome_of(visit), by_ami.outcome) << told;
      ASSERT_EQ(visit.closed, *by_ami.closed) << told;
    } else if (outcome_of(visit) != by_ami.outcome) {
      ASSERT_EQ(outcome_of(visit), outcome) << told;
    }
    ASSERT_LE(std::chrono::abs(visit.closed - *by_ami.closed), kApart) << told;
    if (heard(by_ami.queued)) {
      ASSERT_EQ(visit.queued, by_ami.queued) << told;
      ++exact;
    }
    ASSERT_LE(std::chrono::abs(visit.queued - by_ami.queued), kApart) << told;
    ASSERT_EQ(visit.ended.has_value(), outcome == "answered") << told;
  }
  EXPECT_EQ(nth.size(), histories.size());
  std::size_t visits = 0, orphans = 0;
  for (const auto& [key, history] : histories) {
    EXPECT_EQ(history.visits.size(), nth[key]);
    visits += history.visits.size();
    orphans += history.orphans;
  }
  EXPECT_EQ(visits, 348u);
  EXPECT_EQ(orphans, 0u);
  const bool all_heard = GetParam().cuts.empty() && GetParam().restarts.empty();
  EXPECT_TRUE(exact == 348 || !all_heard) << exact;
}

INSTANTIATE_TEST_SUITE_P(
    Interleaved, Together,
    testing::Values(Times{"live", {}, {}, {}}, Times{"logDelayed", seconds(20), {}, {}},
                    Times{"logDelayedForMinutes", minutes(3), {}, {}},
                    Times{"logAfterAll", minutes(30), {}, {}},
                    Times{"amiCut", {}, {{100, 220}, {300, 303}}, {}},
                    Times{"amiCutAndLogDelayed", minutes(1), {{40, 45}, {100, 280}}, {}},
                    Times{"amiNeverHeard", {}, {{0, 10'000}}, {}},
                    Times{"restarts", {}, {}, {17, 60, 61, 100, 150, 233, 301, 420}},
                    Times{"restartsWhileLogDelayed", minutes(2), {}, {60, 150, 233, 301, 420}},
                    Times{"all", seconds(7), {{90, 200}}, {60, 150, 233, 301, 420}}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace jono::asterisk
