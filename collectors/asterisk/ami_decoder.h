// SPDX-License-Identifier: EUPL-1.2
// Asterisk's manager messages become events. Pure: no clock, no IO, no logging.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "collectors/asterisk/ami_message.h"
#include "collectors/asterisk/asterisk_config.h"
#include "collectors/asterisk/closings.h"
#include "collectors/asterisk/queue_listing.h"
#include "collectors/forgetful_map.h"
#include "collectors/outlet.h"

namespace jono::asterisk {

// One decoder a source; it may live through many connections. One thread.
class AmiDecoder {
 public:
  AmiDecoder(const Edge& edge, UserEvents names);

  // `received` is nullopt where nobody knows (a capture without its times): then the latest
  // Timestamp stands in for it. Any message may be given; what is not of interest has no effect.
  void feed(const AmiMessage& message, std::optional<Instant> received, EventSink& sink);

  // The end of a call's wait is held until it is known which end it was, by the messages' own
  // clock. Where no message comes, the shell calls advance() at this instant of receipt, with the
  // time that it is by then.
  [[nodiscard]] std::optional<Instant> next_deadline() const { return closings_.next_deadline(); }
  void advance(Instant now, EventSink& sink);

  // The end of a recording: sends all that is held, as it stands.
  void flush(EventSink& sink);

  // The connection broke. Calls whose end is held and not decided are lost, since a dying
  // Asterisk hangs up all its callers, and may not come to say so. Half a list is forgotten.
  void connection_lost(EventSink& sink);

 private:
  using Handler = void (AmiDecoder::*)(const AmiMessage&, const Moment&, Outlet&);
  static Handler handler_of(std::string_view event);

  std::optional<Moment> moment(const AmiMessage& message, std::optional<Instant> received,
                               bool event);

  void on_join(const AmiMessage& m, const Moment& when, Outlet& out);
  void on_leave(const AmiMessage& m, const Moment& when, Outlet& out);
  void on_abandon(const AmiMessage& m, const Moment& when, Outlet& out);
  void on_connect(const AmiMessage& m, const Moment& when, Outlet& out);
  void on_complete(const AmiMessage& m, const Moment& when, Outlet& out);
  void on_shutdown(const AmiMessage& m, const Moment& when, Outlet& out);
  void on_member(const AmiMessage& m, const Moment& when, Outlet& out);
  void on_member_removed(const AmiMessage& m, const Moment& when, Outlet& out);
  void on_listed_queue(const AmiMessage& m, const Moment& when, Outlet& out);
  void on_listed_member(const AmiMessage& m, const Moment& when, Outlet& out);
  void on_listed_call(const AmiMessage& m, const Moment& when, Outlet& out);
  void on_listed_all(const AmiMessage& m, const Moment& when, Outlet& out);
  void on_user_event(const AmiMessage& m, const Moment& when, Outlet& out);
  void on_queue_done(const AmiMessage& m, const Moment& when, Outlet& out);
  void on_callback_requested(const AmiMessage& m, const Moment& when, Outlet& out);
  void on_callback_reached(const AmiMessage& m, const Moment& when, Outlet& out);
  void on_callback_failed(const AmiMessage& m, const Moment& when, Outlet& out);
  void on_originate_response(const AmiMessage& m, const Moment& when, Outlet& out);
  // Of the callback with that id; `queue` where nobody knows which line it was requested on.
  struct Named {
    std::string_view id;
    std::string_view queue;
  };
  void callback_event(const AmiMessage& m, const Named& named, const Moment& when, const What& what,
                      Outlet& out);

  Edge edge_;
  UserEvents names_;
  Closings closings_;
  QueueListing listing_;

  std::optional<Instant> last_stamp_;
  bool stamped_ = false;  // events have a Timestamp: then only these move the messages' clock
  Instant message_clock_{};

  // By queue and interface: AgentComplete may have lost all that names its call.
  ForgetfulMap<std::unordered_map<std::string, CallId, StringHash, std::equal_to<>>> talks_;
  // By id: a dialplan often no longer knows the queue when it calls back.
  ForgetfulMap<std::unordered_map<CallbackId, LineId>> callbacks_;
};

}  // namespace jono::asterisk
