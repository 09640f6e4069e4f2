// SPDX-License-Identifier: EUPL-1.2
// One event socket connection, from its greeting to its end.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "collectors/freeswitch/callcenter_decoder.h"
#include "collectors/freeswitch/esl_framer.h"
#include "collectors/freeswitch/resync.h"
#include "collectors/freeswitch/sequence.h"
#include "collectors/wire_session.h"

namespace jono::freeswitch {

struct EslTimes {
  Millis connect_within{3000};
  Millis greeting_within{5000};
  Millis reply_within{10'000};  // the answer to anything
  Millis goodbye_within{500};
  Millis ping_every{5000};
  Millis resync_every = std::chrono::minutes(5);
};

// One session a connection. It is up once all that FreeSWITCH knows has been asked for; what is
// gathered before is held until then. All that is ever sent: auth, event plain ALL, exit, and as
// api the questions of Resync and status. Nothing of it can change anything in a phone system.
class EslSession final : public WireSession {
 public:
  // `decoder` outlives the session, and may have known others. `secret` has no control character.
  EslSession(CallcenterDecoder& decoder, std::string secret, const EslTimes& times, WireNow now);

  void receive(std::string_view bytes, WireNow now) override;
  void tick(WireNow now) override;
  [[nodiscard]] Time next_deadline(WireNow now) const override;
  void log_off(WireNow now) override;
  void broken(std::string why, WireNow now) override;
  [[nodiscard]] const std::optional<SessionEnd>& end() const override { return end_; }
  [[nodiscard]] std::string take_output() override { return std::exchange(output_, {}); }
  [[nodiscard]] std::optional<Delivery> take_delivery() override;

 private:
  enum class Phase { greeting, listening, leaving, ended };
  enum class Question { auth, events, resync, ping, exit };
  struct Asked {
    Question question;
    Time at;
  };

  void ask(Question question, std::string_view words, WireNow now);
  void on_message(const EslMessage& m, WireNow now);
  void on_reply(const EslMessage& m, WireNow now);
  void on_answer(const EslMessage& m, WireNow now);
  void on_listed(const EslMessage& m, WireNow now);
  void on_event(const EslMessage& m, WireNow now);
  void refuse(RefusalReason reason, std::size_t length);
  void heed(Sequence::Found found, WireNow now);
  void resync(WireNow now);
  void patience_ended(WireNow now);
  void finish(SessionEnd::How how, std::string why, WireNow now);
  [[nodiscard]] Instant their(WireNow now) const;

  CallcenterDecoder& decoder_;
  const std::string secret_;
  const EslTimes times_;
  EslFramer framer_;
  Sequence sequence_;
  Resync resync_;

  Phase phase_ = Phase::greeting;
  Time deadline_;              // of the phase; Time::max(): none
  std::deque<Asked> asked_;    // and not answered; answers come in order
  bool resync_again_ = false;  // what is being listed is out of date already
  std::optional<Time> up_since_;
  Time next_ping_ = Time::max();
  Time next_resync_ = Time::max();
  // How far the phone system's clock is ahead, by the least late of its events: of those since the
  // latest ping, and of those before.
  std::optional<Millis> ahead_now_;
  std::optional<Millis> ahead_;

  Delivery gathered_;
  std::string output_;
  std::optional<SessionEnd> end_;
};

}  // namespace jono::freeswitch
