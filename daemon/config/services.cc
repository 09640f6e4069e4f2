// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/services.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/config/address.h"
#include "daemon/config/scalars.h"
#include "daemon/config/text.h"

namespace jono::config {
namespace {

// A path, or nothing for none.
std::optional<std::filesystem::path> path_or_none(const Node& node) {
  if (node.is_nothing()) return std::filesystem::path();
  return word(node);
}

std::optional<std::string> socket_path(const Node& node) {
  auto out = word(node);
  if (!out || out->size() <= kLongestSocketPath) return out;
  node.fault("a socket's path has 1 to 107 bytes");
  return std::nullopt;
}

std::optional<std::string> endpoint(const Node& node, bool with_keys, std::string_view keys) {
  constexpr std::string_view kShape = "an endpoint such as tcp://127.0.0.1:5556 or ipc:///run/x";
  constexpr std::string_view kTcp = "tcp://";
  constexpr std::string_view kIpc = "ipc://";
  const auto text = text_of(node, kShape);
  if (!text) return std::nullopt;
  if (text->starts_with(kIpc)) {
    const std::size_t length = text->size() - kIpc.size();
    if (length > 0 && length <= kLongestSocketPath) return word(node);
    node.fault("a socket's path has 1 to 107 bytes");
    return std::nullopt;
  }
  const auto tcp =
      text->starts_with(kTcp) ? parse_address(text->substr(kTcp.size())) : std::nullopt;
  if (!tcp) {
    node.expected(kShape);
    return std::nullopt;
  }
  if (!with_keys && !is_loopback(tcp->host)) {
    node.fault(in_quotes(tcp->host) + " is no numeric loopback address: without " +
               std::string(keys) + ", only loopback or ipc");
    return std::nullopt;
  }
  return word(node);
}

std::optional<std::vector<std::string>> endpoints(const Node& node, bool with_keys) {
  std::vector<std::string> out;
  for (const Node& item : items_of(node, "a list of endpoints")) {
    if (auto one = endpoint(item, with_keys, "feed.keys")) out.push_back(std::move(*one));
  }
  return out;
}

std::optional<BridgeTarget> bridge_target(const Node& node) {
  BridgeTarget out;
  Keys keys(node);
  const bool with_key = keys.read("server_key", out.server_key, word);
  keys.require("endpoint", out.endpoint,
               [&](const Node& n) { return endpoint(n, with_key, "server_key"); });
  return out;
}

std::optional<std::vector<BridgeTarget>> bridge_targets(const Node& node) {
  std::vector<BridgeTarget> out;
  for (const Node& item : items_of(node, "a list of targets")) {
    auto one = bridge_target(item);
    if (!one) continue;
    if (std::ranges::find(out, one->endpoint, &BridgeTarget::endpoint) != out.end()) {
      item.fault("a second target with this endpoint");
    }
    out.push_back(std::move(*one));
  }
  if (node.value().items.empty()) node.fault("at least one is needed");
  return out;
}

// What web_config itself holds is not known here.
void refuse_open_door(const Node& listen, const Http& http) {
  if (is_loopback(http.host)) return;
  if (!is_numeric(http.host)) {
    listen.fault(in_quotes(http.host) +
                 " is no numeric address: 127.0.0.1 is loopback, 0.0.0.0 every one");
  } else if (http.web_config.empty() && !http.tokens.empty()) {
    listen.fault(in_quotes(http.host) + " is no loopback address: tokens need TLS there, which a " +
                 "web_config gives");
  } else if (http.web_config.empty() && !http.public_wall) {
    listen.fault(in_quotes(http.host) +
                 " is no numeric loopback address: without authentication, only loopback "
                 "(web_config, or public_wall: true for the wall alone)");
  }
}

std::optional<std::uint64_t> outbox_bytes(const Node& node) {
  constexpr std::uint64_t kLeast = 65'536;  // some hundred events
  constexpr std::uint64_t kMost = std::uint64_t{1} << 40U;
  const auto out = whole_number(node);
  if (!out) return std::nullopt;
  if (kLeast <= *out && *out <= kMost) return out;
  node.fault(fmt::format("must be {} to {}", kLeast, kMost));
  return std::nullopt;
}

const Choices<LogLevel> kLogLevels = {{"debug", LogLevel::debug},
                                      {"info", LogLevel::info},
                                      {"warning", LogLevel::warning},
                                      {"error", LogLevel::error}};

std::optional<int> small_cells(const Node& node) {
  constexpr std::uint64_t kLeast = 3;
  constexpr std::uint64_t kMost = 1000;
  const auto out = whole_number(node);
  if (!out) return std::nullopt;
  if (kLeast <= *out && *out <= kMost) return static_cast<int>(*out);
  node.fault("must be 3 to 1000");
  return std::nullopt;
}

}  // namespace

std::optional<Feed> feed(const Node& node, const Feed& usual) {
  Feed out = usual;
  Keys keys(node);
  const auto folder = keys.find("keys");
  const bool with_keys = folder && !folder->is_nothing();
  if (with_keys) out.keys = word(*folder).value_or("");
  keys.read("listen", out.listen, [&](const Node& n) { return endpoints(n, with_keys); });
  keys.read("secret_file", out.secret_file, word);
  return out;
}

std::optional<Bridge> bridge(const Node& node, const std::filesystem::path& outbox) {
  Bridge out{.to = {}, .outbox = outbox};
  Keys keys(node);
  const bool with_key = keys.read("key", out.key, word);
  keys.require("to", out.to, bridge_targets);
  keys.read("outbox", out.outbox, word);
  keys.read("outbox_bytes", out.outbox_bytes, outbox_bytes);
  for (const BridgeTarget& target : out.to) {
    if (target.server_key.empty() == with_key) {
      node.fault("key and each target's server_key belong together: give all of them or none");
      break;
    }
  }
  return out;
}

std::optional<Http> http(const Node& node, const Http& usual) {
  Http out = usual;
  Address listen{out.host, out.port};
  Keys keys(node);
  keys.read("listen", listen, address);
  keys.read("socket", out.socket, socket_path);
  keys.read("web_config", out.web_config, path_or_none);
  keys.read("tokens", out.tokens, path_or_none);
  keys.read("public_wall", out.public_wall, boolean);
  out.host = std::move(listen.host);
  out.port = listen.port;
  if (const auto given = keys.find("listen")) refuse_open_door(*given, out);
  return out;
}

std::optional<Store> store(const Node& node) {
  Store out;
  Keys keys(node);
  keys.read("settle_after", out.settle_after, positive_duration);
  keys.read("journal_retention", out.journal_retention, positive_duration);
  return out;
}

std::optional<LogLevel> log_level(std::string_view name) {
  for (const auto& [text, level] : kLogLevels) {
    if (text == name) return level;
  }
  return std::nullopt;
}

std::optional<Log> log(const Node& node) {
  Log out;
  Keys keys(node);
  keys.read("level", out.level, [](const Node& n) { return choice(n, kLogLevels); });
  return out;
}

std::optional<Privacy> privacy(const Node& node) {
  Privacy out;
  Keys keys(node);
  keys.read("small_cells", out.small_cells, small_cells);
  return out;
}

}  // namespace jono::config
