// SPDX-License-Identifier: EUPL-1.2
// Events of mod_callcenter (callcenter::info) become ours. Pure: no clock, no IO, no logging.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "collectors/forgetful_map.h"
#include "collectors/freeswitch/agents.h"
#include "collectors/outlet.h"

namespace jono::freeswitch {

// One decoder a source; it may live through many connections. One thread.
class CallcenterDecoder {
 public:
  explicit CallcenterDecoder(const Edge& edge);

  // The body of one event. Any may be given; what is not of interest has no effect.
  void feed(std::string_view event, EventSink& sink);

  [[nodiscard]] const Edge& edge() const { return edge_; }
  [[nodiscard]] Agents& agents() { return agents_; }

 private:
  // Of one call: what an event says of it, and what is known.
  struct Word {
    std::string_view event;
    Instant at;
    CallId call;
    LineId line;
  };
  struct Seen {
    LineId line;
    bool answered = false;
    bool ended = false;
  };
  using Handler = void (CallcenterDecoder::*)(const Word&, Outlet&);
  struct Entry {
    std::string_view action;
    Handler handler;
    EventType type;
  };

  void on_call(const Entry& entry, std::string_view event, Outlet& out);
  void on_start(const Word& word, Outlet& out);
  void on_bridge(const Word& word, Outlet& out);
  void on_bridge_end(const Word& word, Outlet& out);
  void on_end(const Word& word, Outlet& out);
  void terminated(const Word& word, const Seen& visit, Outlet& out);
  void cancelled(const Word& word, Outlet& out);

  // What is known of the visit; its beginning is filled in where it was missed.
  Seen seen(const Word& word, Outlet& out);

  Edge edge_;
  Agents agents_;
  // Visits that are open. What has passed from here is filled from what later events tell.
  ForgetfulMap<std::unordered_map<CallId, Seen>> seen_;
};

}  // namespace jono::freeswitch
