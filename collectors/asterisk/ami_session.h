// SPDX-License-Identifier: EUPL-1.2
// One manager connection, from its banner to its end.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collectors/asterisk/ami_decoder.h"
#include "collectors/asterisk/ami_framer.h"
#include "collectors/wire_session.h"

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

// One session a connection. What is gathered before Asterisk is up is held until then.
class AmiSession final : public WireSession {
 public:
  // `decoder` outlives the session, and may have known others.
  AmiSession(AmiDecoder& decoder, SourceId source, AmiLogin login, const AmiTimes& times,
             WireNow now);

  void receive(std::string_view bytes, WireNow now) override;
  void tick(WireNow now) override;
  [[nodiscard]] Time next_deadline(WireNow now) const override;
  void log_off(WireNow now) override;
  void broken(std::string why, WireNow now) override;
  [[nodiscard]] const std::optional<SessionEnd>& end() const override { return end_; }
  [[nodiscard]] std::string take_output() override { return std::exchange(output_, {}); }
  [[nodiscard]] std::optional<Delivery> take_delivery() override;
  // Of rights that the login has and does not need.
  [[nodiscard]] std::string warning() const override;

 private:
  enum class Phase { greeting, login, booting, up, leaving, ended };

  void send(AmiAction action);
  void enter(Phase phase, Time deadline);
  void on_message(const AmiMessage& m, WireNow now);
  void on_response(const AmiMessage& m, WireNow now);
  void on_login(const AmiMessage& m, WireNow now);
  void on_pong(const AmiMessage& m, WireNow now);
  void on_commands(const AmiMessage& m);
  void note_dropped(WireNow now);
  void come_up(WireNow now);
  void resync(Time now);
  void patience_ended(WireNow now);
  void finish(SessionEnd::How how, std::string why, WireNow now);

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
  bool listing_ = false;           // a QueueStatus is not answered yet
  bool list_again_ = false;        // and is out of date already
  std::optional<WireNow> pinged_;  // the first ping that is not answered yet
  std::uint64_t dropped_ = 0;

  Delivery gathered_;
  std::string output_;
  std::vector<std::string> excess_rights_;  // actions that a monitor does not need
  std::optional<SessionEnd> end_;
};

}  // namespace jono::asterisk
