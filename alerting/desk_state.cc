// SPDX-License-Identifier: EUPL-1.2
// The desk as JSON. Each struct lists its fields once, for both ways.
#include <algorithm>
#include <boost/json.hpp>
#include <concepts>
#include <exception>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "alerting/desk.h"

namespace jono::alerting {
namespace {

namespace json = boost::json;

constexpr int kVersion = 1;

struct SavedEntry {
  AlertId alert;
  AlertStories stories;
};
struct SavedLane {
  std::string receiver, url;
  std::string said;
  std::vector<SavedEntry> alerts;
};
struct Saved {
  int version = kVersion;
  std::vector<Notice> firing{};
  std::vector<Silence> silences{};
  std::vector<Ack> acks{};
  std::uint32_t next_silence = 1;
  std::uint64_t next_sending = 1;
  std::vector<SavedLane> lanes{};
};

template <class T, class Of>
concept Is = std::same_as<std::remove_const_t<T>, Of>;

void fields(auto& io, Is<LocalText> auto& x) { io("fi", x.fi)("sv", x.sv)("en", x.en); }
void fields(auto& io, Is<AlertId> auto& x) {
  io("rule", x.rule)("kind", x.kind)("subject", x.subject);
}
void fields(auto& io, Is<SilencedSubject> auto& x) { io("kind", x.kind)("id", x.id); }
void fields(auto& io, Is<Silence> auto& x) {
  io("id", x.id)("rule", x.rule)("subject", x.subject)("from", x.from)("until", x.until);
  io("who", x.who)("why", x.why);
}
void fields(auto& io, Is<Ack> auto& x) {
  io("key", x.key)("who", x.who)("why", x.why)("at", x.at)("until", x.until);
}
void fields(auto& io, Is<Notice> auto& x) {
  io("rule", x.rule)("kind", x.kind)("subject", x.subject)("title", x.title);
  io("severity", x.severity)("fired", x.fired)("ended", x.ended)("closed", x.closed);
  io("figure", x.figure)("value", x.value)("limit", x.limit)("text", x.text);
  io("runbook", x.runbook);
}
void fields(auto& io, Is<Story> auto& x) {
  io("notice", x.notice)("newest", x.newest)("free", x.free)("begun", x.begun)("heard", x.heard);
  io("ending", x.ending)("end_heard", x.end_heard)("given_up", x.given_up);
  io("silence_noted", x.silence_noted)("failures", x.failures)("said", x.said);
}
void fields(auto& io, Is<SavedEntry> auto& x) {
  io("alert", x.alert)("told_at", x.stories.told_at)("confirmed", x.stories.confirmed);
  io("stories", x.stories.stories);
}
void fields(auto& io, Is<SavedLane> auto& x) {
  io("receiver", x.receiver)("url", x.url)("said", x.said)("alerts", x.alerts);
}
void fields(auto& io, Is<Saved> auto& x) {
  io("version", x.version)("firing", x.firing)("silences", x.silences)("acks", x.acks);
  io("next_silence", x.next_silence)("next_sending", x.next_sending)("lanes", x.lanes);
}

struct Writer {
  json::object out;

  template <class T>
  Writer& operator()(std::string_view name, const T& value) {
    out[name] = put(value);
    return *this;
  }
  static json::value put(const std::string& value) { return json::string(value); }
  static json::value put(Instant value) { return value.time_since_epoch().count(); }
  template <class T>
  static json::value put(const std::optional<T>& value) {
    return value ? put(*value) : json::value(nullptr);
  }
  template <class T>
  static json::value put(const std::vector<T>& values) {
    json::array out;
    out.reserve(values.size());
    for (const T& value : values) out.push_back(put(value));
    return out;
  }
  template <class T>
  static json::value put(const T& value) {
    if constexpr (std::is_enum_v<T>) {
      return std::underlying_type_t<T>(value);
    } else if constexpr (std::is_arithmetic_v<T>) {
      return value;
    } else {
      Writer of;
      fields(of, value);
      return std::move(of.out);
    }
  }
};

// Throws where something is missing or of another kind.
struct Reader {
  const json::object& in;

  template <class T>
  Reader& operator()(std::string_view name, T& value) {
    get(in.at(name), value);
    return *this;
  }
  static void get(const json::value& from, std::string& value) { value = from.as_string(); }
  static void get(const json::value& from, bool& value) { value = from.as_bool(); }
  static void get(const json::value& from, Instant& value) {
    value = Instant(Millis(from.as_int64()));
  }
  static void get(const json::value& from, Subject::Kind& value) {
    value = among(from, Subject::Kind::backlog);
  }
  static void get(const json::value& from, Severity& value) { value = among(from, Severity::info); }
  template <std::integral T>
  static void get(const json::value& from, T& value) {
    value = from.to_number<T>();
  }
  template <class T>
  static void get(const json::value& from, std::optional<T>& value) {
    value.reset();
    if (!from.is_null()) get(from, value.emplace());
  }
  template <class T>
  static void get(const json::value& from, std::vector<T>& values) {
    for (const json::value& each : from.as_array()) get(each, values.emplace_back());
  }
  template <class T>
  static void get(const json::value& from, T& value) {
    Reader of{from.as_object()};
    fields(of, value);
  }
  template <class Enum>
  static Enum among(const json::value& from, Enum last) {
    const auto number = from.to_number<std::underlying_type_t<Enum>>();
    if (number > std::underlying_type_t<Enum>(last)) throw std::out_of_range("no such name");
    return Enum(number);
  }
};

std::optional<Saved> read(std::string_view bytes) {
  try {
    Saved saved;
    Reader::get(json::parse(json::string_view(bytes.data(), bytes.size())), saved);
    if (saved.version != kVersion) return std::nullopt;
    return saved;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

// What tells one receiver's lanes apart.
std::string url_of(const ReceiverSettings& receiver, const Lane& lane) {
  const auto* manager = std::get_if<AlertmanagerSettings>(&receiver.kind);
  return manager ? manager->urls[lane.url] : std::string();
}

}  // namespace

std::string Desk::save() {
  Saved saved{.silences = silences_, .next_silence = next_silence_, .next_sending = next_sending_};
  for (const auto& [alert, notice] : firing_) saved.firing.push_back(notice);
  for (const auto& [alert, ack] : acks_) saved.acks.push_back(ack);
  for (const Lane& lane : lanes_) {
    SavedLane out{settings(lane).name, url_of(settings(lane), lane), lane.said, {}};
    for (const auto& [alert, entry] : lane.alerts) out.alerts.push_back({alert, entry});
    saved.lanes.push_back(std::move(out));
  }
  unsaved_ = false;
  return json::serialize(Writer::put(saved));
}

bool Desk::restore(std::string_view bytes, Instant now) {
  auto saved = read(bytes);
  if (!saved) return false;
  silences_ = std::move(saved->silences);
  next_silence_ = saved->next_silence;
  next_sending_ = saved->next_sending;
  for (Notice& notice : saved->firing) firing_.insert_or_assign(id_of(notice), std::move(notice));
  for (Ack& ack : saved->acks) {
    if (const auto alert = alert_of(ack.key)) acks_.insert_or_assign(*alert, std::move(ack));
  }
  for (Lane& lane : lanes_) {
    const auto kept = std::ranges::find_if(saved->lanes, [&](const SavedLane& each) {
      return each.receiver == settings(lane).name && each.url == url_of(settings(lane), lane);
    });
    if (kept == saved->lanes.end()) continue;
    lane.said = std::move(kept->said);
    for (SavedEntry& entry : kept->alerts) lane.alerts[entry.alert] = std::move(entry.stories);
  }
  settle(now);
  for (const auto& [alert, notice] : firing_) {
    for (Lane& lane : lanes_) {
      const auto entry = lane.alerts.find(alert);
      const bool known = entry != lane.alerts.end() && !entry->second.stories.empty() &&
                         !entry->second.stories.back().notice.ended;
      if (!known) fire(lane, notice, now);
    }
  }
  return true;
}

}  // namespace jono::alerting
