// SPDX-License-Identifier: EUPL-1.2
// One manager connection, from its banner to its end: bytes and times in; actions to be written and
// deliveries out. Pure: no socket, no clock, no logging.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collectors/asterisk/ami_decoder.h"
#include "collectors/asterisk/ami_framer.h"
#include "collectors/back_off.h"
#include "daemon/event/channel.h"

namespace jono::asterisk {

// All that is ever sent. Nothing here can change anything in a phone system.
enum class AmiAction { login, list_commands, queue_status, ping, logoff };

struct AmiLogin {
  std::string user;  // neither has a control character in it
  std::string secret;
};

struct AmiTimes {
  Millis connect_within{3000};
  Millis banner_within{5000};
  Millis reply_within{10'000};  // the answers to a login and to a ping
  Millis boot_within{10'000};   // not every login may hear FullyBooted
  Millis goodbye_within{500};
  Millis ping_every{5000};
  Millis resync_every = std::chrono::minutes(5);
};

struct AmiNow {
  std::chrono::steady_clock::time_point steady;  // by which patience is measured
  Instant wall;                                  // when something was received
};

// One session a connection. What is gathered before Asterisk is up is held until then.
class AmiSession {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // `decoder` outlives the session, and may have known others.
  AmiSession(AmiDecoder& decoder, SourceId source, AmiLogin login, const AmiTimes& times,
             AmiNow now);

  void receive(std::string_view bytes, AmiNow now);
  // To be called at next_deadline(), or more often.
  void tick(AmiNow now);
  [[nodiscard]] Time next_deadline(AmiNow now) const;

  // An orderly end: says goodbye and waits a moment for what is still on its way.
  void log_off(AmiNow now);
  // The connection is gone; also for one that the shell gives up.
  void broken(std::string why, AmiNow now);
  [[nodiscard]] const std::optional<SessionEnd>& end() const { return end_; }

  // What is to be written; gives it once.
  [[nodiscard]] std::string take_output() { return std::exchange(output_, {}); }
  // What is to be passed on now; nullopt: nothing.
  [[nodiscard]] std::optional<Delivery> take_delivery();

  // Actions that this login may use and a monitor does not need; empty as long as nobody knows.
  [[nodiscard]] const std::vector<std::string>& excess_rights() const { return excess_rights_; }

 private:
  enum class Phase { greeting, login, booting, up, leaving, ended };

  void send(AmiAction action);
  void enter(Phase phase, Time deadline);
  void on_message(const AmiMessage& m, AmiNow now);
  void on_response(const AmiMessage& m, AmiNow now);
  void on_login(const AmiMessage& m, AmiNow now);
  void on_pong(const AmiMessage& m, AmiNow now);
  void on_commands(const AmiMessage& m);
  void note_dropped(AmiNow now);
  void come_up(AmiNow now);
  void resync(Time now);
  void patience_ended(AmiNow now);
  void finish(SessionEnd::How how, std::string why, AmiNow now);

  AmiDecoder& decoder_;
  const SourceId source_;
  const AmiLogin login_;
  const AmiTimes times_;
  AmiFramer framer_;

  Phase phase_ = Phase::greeting;
  Time deadline_;  // of the phase; Time::max(): none
  std::optional<Time> up_since_;
  Time next_ping_ = Time::max();
  Time next_resync_ = Time::max();
  bool listing_ = false;          // a QueueStatus is not answered yet
  bool list_again_ = false;       // and is out of date already
  std::optional<AmiNow> pinged_;  // the first ping that is not answered yet
  std::uint64_t dropped_ = 0;

  Delivery gathered_;
  std::string output_;
  std::vector<std::string> excess_rights_;
  std::optional<SessionEnd> end_;
};

}  // namespace jono::asterisk
