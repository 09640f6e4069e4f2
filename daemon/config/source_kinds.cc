// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/source_kinds.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/config/address.h"
#include "daemon/config/mapping.h"
#include "daemon/config/scalars.h"

namespace jono::config {
namespace {

// A UserEvent's name, or a map of it and of the names of `headers`, which it has.
struct Header {
  std::string_view key;
  std::string asterisk::UserEventNames::* name;
};

std::optional<asterisk::UserEventNames> user_event(const Node& node,
                                                   const std::vector<Header>& headers) {
  asterisk::UserEventNames out;
  if (node.value().kind == Value::Kind::text) {
    auto name = word(node);
    if (!name) return std::nullopt;
    out.name = std::move(*name);
    return out;
  }
  Keys keys(node);
  keys.require("name", out.name, word);
  for (const Header& header : headers) keys.read(header.key, out.*header.name, word);
  return out;
}

std::optional<asterisk::UserEvents> user_events(const Node& node) {
  using Names = asterisk::UserEventNames;
  const auto with = [](std::vector<Header> headers) {
    return [headers = std::move(headers)](const Node& n) {
      return std::optional(user_event(n, headers));
    };
  };
  const Header queue{"queue", &Names::queue};
  const Header callback{"callback_id", &Names::callback_id};
  asterisk::UserEvents out;
  Keys keys(node);
  keys.read("queue_done", out.queue_done, with({queue, {"status", &Names::status}}));
  keys.read("callback_requested", out.callback_requested, with({queue, callback}));
  keys.read("callback_reached", out.callback_reached, with({queue, callback}));
  keys.read("callback_failed", out.callback_failed,
            with({queue, callback, {"reason", &Names::reason}}));
  keys.read("originate_response", out.originate_response,
            [](const Node& n) { return std::optional(word(n)); });
  return out;
}

std::optional<Address> address_to_connect(const Node& node) {
  auto out = address(node);
  if (!out || out->port != 0) return out;
  node.fault("port 0 is nobody's");
  return std::nullopt;
}

std::optional<std::string> endpoint_to_connect(const Node& node) {
  constexpr std::string_view kShape = "an endpoint such as tcp://pbx.example:5557 or ipc:///run/x";
  constexpr std::string_view kTcp = "tcp://";
  constexpr std::string_view kIpc = "ipc://";
  const auto text = text_of(node, kShape);
  if (!text) return std::nullopt;
  const bool ipc = text->starts_with(kIpc) && text->size() > kIpc.size();
  const auto tcp =
      text->starts_with(kTcp) ? parse_address(text->substr(kTcp.size())) : std::nullopt;
  if (ipc || (tcp && tcp->port != 0)) return word(node);
  node.expected(kShape);
  return std::nullopt;
}

// Any text, the empty one too: it is the beginning of every topic.
std::optional<std::vector<std::string>> topics(const Node& node) {
  std::vector<std::string> out;
  for (const Node& item : items_of(node, "a list of the beginnings of topics")) {
    if (const auto topic = text_of(item, "the beginning of a topic")) out.emplace_back(*topic);
  }
  return out;
}

std::optional<std::uint32_t> count_a_day(const Node& node) {
  constexpr std::uint64_t kMost = 10'000'000;
  const auto out = whole_number(node);
  if (!out) return std::nullopt;
  if (*out <= kMost) return static_cast<std::uint32_t>(*out);
  node.fault("at most 10000000 a day");
  return std::nullopt;
}

// {aspa: 1164, …} into one field of each line's volume.
void read_volumes(Keys& keys, std::string_view key, std::uint32_t simulator::Volume::* field,
                  simulator::SimulatorConfig& out, const LineFinder& lines) {
  const auto found = keys.find(key);
  if (!found) return;
  for (const auto& [line, entry] : entries_of(*found, "a map of lines to numbers")) {
    const auto count = count_a_day(entry);
    if (!lines.find(entry, line) || !count) continue;
    out.volumes.emplace(line, out.volume_of(line)).first->second.*field = *count;
  }
}

std::optional<simulator::Faults> read_faults(const Node& node) {
  simulator::Faults out;
  Keys keys(node);
  keys.read("silence", out.silence, duration);
  keys.read("duplicated", out.duplicated, percentage);
  keys.read("late", out.late, percentage);
  keys.read("reordered", out.reordered, percentage);
  keys.read("purge", out.purge, boolean);
  if (out.late + out.reordered > 1) node.fault("late and reordered come to more than 100%");
  return out;
}

}  // namespace

asterisk::AsteriskConfig read_asterisk(Keys& keys) {
  asterisk::AsteriskConfig out;
  Address ami{out.host, out.port};
  keys.read("address", ami, address_to_connect);
  keys.require("user", out.user, word);
  keys.require("secret_file", out.secret_file, word);
  keys.read("queue_log", out.queue_log, word);
  keys.read("events", out.events, user_events);
  out.host = std::move(ami.host);
  out.port = ami.port;
  return out;
}

freeswitch::FreeSwitchConfig read_freeswitch(Keys& keys) {
  freeswitch::FreeSwitchConfig out;
  Address socket{out.host, out.port};
  keys.read("address", socket, address_to_connect);
  keys.require("secret_file", out.secret_file, word);
  out.host = std::move(socket.host);
  out.port = socket.port;
  return out;
}

subscribe::SubscribeConfig read_subscribe(Keys& keys, const calendar::Zone& zone) {
  subscribe::SubscribeConfig out;
  keys.require("publisher", out.publisher, endpoint_to_connect);
  keys.read("topics", out.topics, topics);
  keys.read("replay", out.replay, endpoint_to_connect);
  out.mapping = read_mapping(keys, RecordForm::json, zone);
  return out;
}

QueueLogSource read_queue_log(Keys& keys) {
  QueueLogSource out;
  keys.require("queue_log", out.queue_log, word);
  return out;
}

simulator::SimulatorConfig read_simulator(Keys& keys, const LineFinder& lines) {
  simulator::SimulatorConfig out;
  keys.read("seed", out.seed, whole_number);
  keys.read("turned", out.turned, boolean);
  keys.read("faults", out.faults, read_faults);
  read_volumes(keys, "calls", &simulator::Volume::calls, out, lines);
  read_volumes(keys, "callbacks", &simulator::Volume::callbacks, out, lines);
  return out;
}

}  // namespace jono::config
