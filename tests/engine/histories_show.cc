// SPDX-License-Identifier: EUPL-1.2
#include <ostream>

#include "daemon/base/overload.h"
#include "daemon/event/event_names.h"
#include "daemon/event/rfc3339.h"
#include "tests/engine/histories.h"

namespace jono::engine::histories {
namespace {

// Instants are milliseconds since the first base.
struct Shown {
  std::ostream& out;
  Instant zero;

  [[nodiscard]] std::int64_t ms(Instant t) const { return (t - zero).count(); }
  void id(std::uint64_t number) const { out << " id " << number; }

  void operator()(const SourceSnapshot& e) const {
    const SnapshotBody& body = *e.body;
    if (body.id.set()) out << " id " << body.id.bits[0];
    if (body.parts > 1) out << " part " << body.part << "/" << body.parts;
    out << " waiting [";
    for (const auto& c : body.waiting) out << " " << c.call.bits[0] << "@" << ms(c.queued_at);
    out << " ]";
    if (!body.callbacks) return;
    out << " callbacks [";
    for (const auto& c : *body.callbacks) {
      out << " " << c.callback.bits[0] << "@" << ms(c.requested_at);
    }
    out << " ]";
  }
  void operator()(const CallAnswered& e) const {
    id(e.call.bits[0]);
    out << " agent " << e.agent.bits[0];
  }
  void operator()(const CallRedirected& e) const { with(e.call.bits[0], name_of(e.reason)); }
  void operator()(const CallLost& e) const { with(e.call.bits[0], name_of(e.reason)); }
  void operator()(const CallRefused& e) const { with(e.call.bits[0], name_of(e.reason)); }
  void operator()(const CallbackRequested& e) const {
    id(e.callback.bits[0]);
    out << " call " << e.call.bits[0];
  }
  void operator()(const CallbackAttempted& e) const { with(e.callback.bits[0], name_of(e.result)); }
  void operator()(const CallbackReached& e) const { id(e.callback.bits[0]); }
  void operator()(const CallbackClosed& e) const { with(e.callback.bits[0], name_of(e.reason)); }
  void operator()(const SourceHeartbeat&) const {}
  void operator()(const BacklogLevel& e) const { out << " open " << e.open; }
  void operator()(const AgentState&) const {}
  template <class Call>
  void operator()(const Call& e) const {
    id(e.call.bits[0]);
  }

 private:
  void with(std::uint64_t number, std::string_view word) const {
    id(number);
    out << " " << word;
  }
};

}  // namespace

std::ostream& operator<<(std::ostream& out, const World& world) {
  const Instant zero = world.bases.front();
  const auto day = std::chrono::hours(24);
  out << "0 is " << format_utc(zero) << "\n";
  for (const LineSettings& line : world.lines) {
    const bool always = line.calendar.open_between(zero, zero + day) == day;
    out << line.id << ": " << line.calendar.zone().format(zero)
        << (always ? ", always open" : ", office hours") << ", lost_after "
        << line.lost_after.count() << ", short_abandon " << line.short_abandon.count();
    for (const auto& [source, term] : line.terms) {
      out << ", source " << source.value << " in [" << (term.from - zero).count() << ", "
          << (term.until - zero).count() << ")";
    }
    out << "\n";
  }
  return out;
}

std::ostream& operator<<(std::ostream& out, const History& history) {
  const Shown shown{out, history.world.bases.front()};
  for (const Event& e : history.events) {
    out << shown.ms(e.at) << " source " << e.source.value << " line " << e.line.value << " "
        << name_of(e.type());
    std::visit(shown, e.what);
    if (e.coarse) out << " coarse";
    if (e.seq != 0) out << " seq " << e.seq;
    if (e.epoch.set()) out << " epoch " << e.epoch.value;
    out << "\n";
  }
  return out << "end " << shown.ms(history.end) << "\n";
}

}  // namespace jono::engine::histories
