// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/receiver_kinds.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "alerting/payload.h"
#include "daemon/config/address.h"
#include "daemon/config/scalars.h"
#include "daemon/config/text.h"

namespace jono::config {
namespace {

using alerting::AlertmanagerSettings;
using alerting::HeartbeatSettings;
using alerting::MailSettings;
using alerting::WebhookSettings;
using Headers = std::map<std::string, std::string>;

// A list of at least one, each read by `one`.
template <class Reader>
std::optional<std::vector<std::string>> some(const Node& node, std::string_view expected,
                                             Reader one) {
  std::vector<std::string> out;
  for (const Node& item : items_of(node, expected)) {
    if (auto text = one(item)) out.push_back(std::move(*text));
  }
  if (node.value().kind == Value::Kind::list && node.value().items.empty()) {
    node.fault("at least one is needed");
  }
  return out;
}

std::optional<Headers> headers(const Node& node) {
  Headers out;
  for (const auto& [name, entry] : entries_of(node, "a map such as {Authorization: Bearer x}")) {
    if (auto value = one_line(entry)) out[name] = std::move(*value);
  }
  return out;
}

std::optional<std::string> body(const Node& node) {
  constexpr std::size_t kLongest = 8 * 1024;
  auto text = word(node);
  if (!text || text->size() <= kLongest) return text;
  node.fault("more than 8 KiB");
  return std::nullopt;
}

// Of NAME <WHO@WHERE> what is in the brackets; of anything else all.
std::string_view bare(std::string_view address) {
  const auto open = address.find('<');
  if (open == std::string_view::npos || !address.ends_with('>')) return address;
  return address.substr(open + 1, address.size() - open - 2);
}

std::optional<std::string> mail_address(const Node& node) {
  auto text = one_line(node);
  if (!text) return std::nullopt;
  const std::string_view found = bare(*text);
  const auto at = found.find('@');
  const bool good = at != std::string_view::npos && at > 0 && at + 1 < found.size() &&
                    found.find('@', at + 1) == std::string_view::npos &&
                    found.find_first_of(" \t<>,;:\"") == std::string_view::npos;
  if (good) return text;
  node.expected("an address such as oncall@example.invalid");
  return std::nullopt;
}

// What alerting finds wrong with it, at the key that it begins with.
void check(Keys& keys, const WebhookSettings& out) {
  const auto good = alerting::check(out);
  if (good) return;
  const std::string what = one_line_of(good.error().what);
  for (const std::string_view key : {"headers", "content_type", "body", "signature_header"}) {
    const auto node = what.starts_with(std::string(key) + ": ") ? keys.find(key) : std::nullopt;
    if (node) return node->fault(std::string_view(what).substr(key.size() + 2));
  }
  keys.node().fault(what);
}

bool uses_secret(const WebhookSettings& out) {
  const auto in = [](const std::string& text) { return text.find("secret}}") != text.npos; };
  return in(out.body) || std::ranges::any_of(out.headers, in, &Headers::value_type::second);
}

}  // namespace

AlertmanagerSettings read_alertmanager(Keys& keys) {
  AlertmanagerSettings out;
  keys.require("urls", out.urls,
               [](const Node& node) { return some(node, "a list of addresses", web_address); });
  keys.read("ca_file", out.ca_file, word);
  return out;
}

WebhookSettings read_webhook(Keys& keys) {
  WebhookSettings out;
  keys.require("url", out.url, web_address);
  keys.read("method", out.method, [](const Node& node) {
    return choice<std::string>(node, {{"POST", "POST"}, {"PUT", "PUT"}});
  });
  keys.read("headers", out.headers, headers);
  keys.read("content_type", out.content_type, one_line);
  keys.read("body", out.body, body);
  keys.read("secret_file", out.secret_file, word);
  keys.read("signature_header", out.signature_header, word);
  check(keys, out);
  keys.read("ca_file", out.ca_file, word);
  if (out.secret_file.empty() && uses_secret(out)) {
    keys.node().fault("{{secret}} is used: secret_file says where it is");
  }
  return out;
}

MailSettings read_mail(Keys& keys) {
  MailSettings out;
  keys.require("server", out.server, mail_server);
  keys.require("from", out.from, mail_address);
  keys.require("to", out.to,
               [](const Node& node) { return some(node, "a list of addresses", mail_address); });
  keys.read("user", out.user, one_line);
  keys.read("secret_file", out.secret_file, word);
  keys.read("ca_file", out.ca_file, word);
  if (out.user.empty() != out.secret_file.empty()) {
    keys.node().fault("user and secret_file go together: the file has the user's password");
  }
  return out;
}

HeartbeatSettings read_heartbeat(Keys& keys) {
  HeartbeatSettings out;
  keys.require("url", out.url, web_address);
  keys.read("every", out.every, positive_duration);
  keys.read("ca_file", out.ca_file, word);
  return out;
}

}  // namespace jono::config
