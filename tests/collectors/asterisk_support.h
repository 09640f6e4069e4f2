// SPDX-License-Identifier: EUPL-1.2
// What the tests of the Asterisk decoders share: captures, a recording sink, and visits.
#pragma once

#include <gmock/gmock.h>

#include <compare>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collectors/asterisk/ami_decoder.h"
#include "collectors/asterisk/ami_framer.h"
#include "collectors/asterisk/received_times.h"
#include "daemon/event/edge.h"
#include "daemon/event/sink.h"

namespace jono::asterisk {

// A file of tests/fixtures/asterisk; one that ends in .xz is unpacked.
std::string fixture(const std::string& name);

struct Recorder final : EventSink {
  void accept(Event event) override { events.push_back(std::move(event)); }
  void refuse(Refusal refusal) override { refusals.push_back(std::move(refusal)); }

  template <class T>
  [[nodiscard]] std::vector<T> all() const {
    std::vector<T> out;
    for (const Event& e : events) {
      if (const T* found = std::get_if<T>(&e.what)) out.push_back(*found);
    }
    return out;
  }

  std::vector<Event> events;
  std::vector<Refusal> refusals;
};

// Source pbx with the four lines of the recorded Asterisk.
const Edge& lab_edge();
LineId lab_line(std::string_view name);
UserEvents lab_user_events();

// Feeds a whole connection. `times` nullptr: nobody knows when it was received.
// In chunks of that size.
void feed_all(AmiDecoder& decoder, std::string_view bytes, const ReceivedTimes* times,
              EventSink& sink, std::size_t chunk = std::string_view::npos);
Recorder decode_ami(const std::string& name, const UserEvents& names = lab_user_events());
Recorder decode_queue_log(std::string_view text);

struct Visit {
  Instant queued;
  std::optional<Instant> closed;
  std::optional<Instant> ended;
  std::string outcome;  // answered, abandoned, lost, or a redirect's reason
};
struct VisitKey {
  CallId call;
  LineId line;
  auto operator<=>(const VisitKey&) const = default;
};
using Visits = std::map<VisitKey, std::vector<Visit>>;

// Fails the test where an event has no visit to belong to.
Visits visits_of(const std::vector<Event>& events);
std::map<std::string, int> outcomes_of(const Visits& visits);

// A scripted connection: messages at times of our choosing, in milliseconds since the epoch.
class Script {
 public:
  using Headers = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  explicit Script(UserEvents names = lab_user_events()) : decoder(lab_edge(), std::move(names)) {}

  // An event with a Timestamp, received `lag` later.
  void stamped(std::int64_t at, std::string_view event, Headers headers, std::int64_t lag = 0);
  // One without.
  void received(std::int64_t at, std::string_view event, Headers headers);
  // Any message as it would stand on the wire, without its blank line.
  void raw(std::string text, std::optional<Instant> received);

  AmiDecoder decoder;
  Recorder out;

 private:
  AmiFramer framer_;
};

inline Instant ms(std::int64_t t) { return Instant(Millis(t)); }

// What most scripted tests are about: call 1.1 in queue aspa, at kT.
inline constexpr std::int64_t kT = 1'795'316'400'000;
CallId script_call();
Script::Headers here();
Event expected(std::int64_t at, const What& what, std::string_view line = "aspa");

MATCHER_P(Is, event, "") { return same_content(arg, event) && arg.seq == 0 && !arg.epoch.set(); }

}  // namespace jono::asterisk
