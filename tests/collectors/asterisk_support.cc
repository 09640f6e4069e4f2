// SPDX-License-Identifier: EUPL-1.2
#include "tests/collectors/asterisk_support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>

#include "collectors/asterisk/queue_log_decoder.h"
#include "daemon/base/overload.h"

namespace jono::asterisk {
namespace {

const std::string kFolder = "tests/fixtures/asterisk/";

std::string unpacked(const std::string& path) {
  std::string out;
  FILE* pipe = popen(("xz -dc " + path).c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 65536> part;
  for (std::size_t n; (n = fread(part.data(), 1, part.size(), pipe)) > 0;) {
    out.append(part.data(), n);
  }
  EXPECT_EQ(pclose(pipe), 0) << path;
  return out;
}

const Names& lab_names() {
  static const Names names({"aspa", "vaihde", "sosiaalihuolto", "seniorilinja"}, {{"pbx", {}}}, {});
  return names;
}

std::string outcome_of(const What& what) {
  return std::visit(Overload{[](const CallAnswered&) -> std::string { return "answered"; },
                             [](const CallAbandoned&) -> std::string { return "abandoned"; },
                             [](const CallLost&) -> std::string { return "lost"; },
                             [](const CallRedirected& e) -> std::string {
                               return std::string(name_of(e.reason));
                             },
                             [](const auto&) -> std::string { return {}; }},
                    what);
}

std::optional<CallId> call_of(const What& what) {
  return std::visit(
      [](const auto& e) -> std::optional<CallId> {
        if constexpr (requires { e.call; } && !requires { e.callback; }) {
          return e.call;
        } else {
          return std::nullopt;
        }
      },
      what);
}

void apply(std::vector<Visit>& visits, const Event& e) {
  if (e.type() == EventType::call_refused) return;
  if (e.type() == EventType::call_queued) {
    EXPECT_TRUE(visits.empty() || visits.back().closed) << "queued twice";
    visits.push_back({e.at, {}, {}, {}});
    return;
  }
  if (e.type() == EventType::call_ended) {
    const auto talk = std::ranges::find_if(
        visits, [](const Visit& v) { return v.outcome == "answered" && !v.ended; });
    ASSERT_NE(talk, visits.end()) << "end without talk";
    talk->ended = e.at;
    return;
  }
  ASSERT_FALSE(visits.empty()) << "closing without queueing";
  ASSERT_FALSE(visits.back().closed) << "closed twice";
  visits.back().closed = e.at;
  visits.back().outcome = outcome_of(e.what);
}

}  // namespace

std::string fixture(const std::string& name) {
  if (name.ends_with(".xz")) return unpacked(kFolder + name);
  std::ifstream in(kFolder + name, std::ios::binary);
  EXPECT_TRUE(in) << name;
  return {std::istreambuf_iterator<char>(in), {}};
}

const Edge& lab_edge() {
  static const Edge edge{&lab_names(), IdHasher(IdKey{1, 2, 3}), lab_names().source("pbx")};
  return edge;
}

LineId lab_line(std::string_view name) { return lab_names().line(name); }

UserEvents lab_user_events() {
  UserEvents names;
  names.queue_done.emplace().name = "QueueDone";
  names.callback_requested.emplace().name = "CallbackRequested";
  names.callback_reached.emplace().name = "CallbackAnswered";
  names.callback_failed.emplace().name = "CallbackFailed";
  return names;
}

void feed_all(AmiDecoder& decoder, std::string_view bytes, const ReceivedTimes* times,
              EventSink& sink, std::size_t chunk) {
  AmiFramer framer;
  while (!bytes.empty()) {
    std::string_view part = bytes.substr(0, chunk);
    bytes.remove_prefix(part.size());
    while (const AmiMessage* message = framer.next(part)) {
      std::optional<Instant> received;
      if (times != nullptr) received = times->of_message_ending_at(framer.offset());
      decoder.feed(*message, received, sink);
    }
  }
}

Recorder decode_ami(const std::string& name, const UserEvents& names) {
  AmiDecoder decoder(lab_edge(), names);
  Recorder out;
  feed_all(decoder, fixture(name), nullptr, out);
  decoder.flush(out);
  return out;
}

Recorder decode_queue_log(std::string_view text) {
  QueueLogDecoder decoder(lab_edge());
  Recorder out;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find('\n'), text.size());
    decoder.line(text.substr(0, length), out);
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  decoder.flush(out);
  return out;
}

Visits visits_of(const std::vector<Event>& events) {
  std::multimap<Instant, const Event*> in_order;  // of equal instants, the order of the decoder
  for (const Event& e : events) in_order.emplace(e.at, &e);
  Visits visits;
  for (const auto& [at, e] : in_order) {
    if (const auto call = call_of(e->what)) apply(visits[{*call, e->line}], *e);
  }
  std::erase_if(visits, [](const auto& entry) { return entry.second.empty(); });
  return visits;
}

std::map<std::string, int> outcomes_of(const Visits& visits) {
  std::map<std::string, int> count;
  for (const auto& [key, list] : visits) {
    for (const Visit& v : list) ++count[v.outcome];
  }
  return count;
}

void Script::stamped(std::int64_t at, std::string_view event, Headers headers, std::int64_t lag) {
  std::array<char, 64> stamp;
  std::snprintf(stamp.data(), stamp.size(), "%lld.%03lld000", static_cast<long long>(at / 1000),
                static_cast<long long>(at % 1000));
  std::string text = "Event: " + std::string(event) + "\r\nTimestamp: " + stamp.data() + "\r\n";
  for (const auto& [key, value] : headers) {
    text += std::string(key) + ": " + std::string(value) + "\r\n";
  }
  raw(std::move(text), ms(at + lag));
}

void Script::received(std::int64_t at, std::string_view event, Headers headers) {
  std::string text = "Event: " + std::string(event) + "\r\n";
  for (const auto& [key, value] : headers) {
    text += std::string(key) + ": " + std::string(value) + "\r\n";
  }
  raw(std::move(text), ms(at));
}

void Script::raw(std::string text, std::optional<Instant> received) {
  text += "\r\n";
  std::string_view bytes = text;
  while (const AmiMessage* message = framer_.next(bytes)) decoder.feed(*message, received, out);
}

CallId script_call() { return lab_edge().call("1.1"); }

Script::Headers here() {
  static constexpr Script::Headers kHeaders = {{"Uniqueid", "1.1"}, {"Queue", "aspa"}};
  return kHeaders;
}

Event expected(std::int64_t at, const What& what, std::string_view line) {
  Event e;
  e.at = ms(at);
  e.source = lab_edge().source;
  e.line = lab_line(line);
  e.what = what;
  return e;
}

}  // namespace jono::asterisk
