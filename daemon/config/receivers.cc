// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/receivers.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/config/alert_rules.h"
#include "daemon/config/receiver_kinds.h"
#include "daemon/config/scalars.h"
#include "daemon/config/text.h"

namespace jono::config {
namespace {

using alerting::HeartbeatSettings;
using alerting::ReceiverSettings;
using alerting::Severity;

constexpr std::size_t kMostReceivers = 20;

enum class Type { alertmanager, webhook, mail, heartbeat };
const Choices<Type> kTypes = {{"alertmanager", Type::alertmanager},
                              {"webhook", Type::webhook},
                              {"mail", Type::mail},
                              {"heartbeat", Type::heartbeat}};

// A receiver, and where its names stand: what they mean is known when all are read.
struct Draft {
  ReceiverSettings settings;
  Node node;
  std::optional<Node> instead_of;
};

std::optional<std::string> receiver_name(const Node& node) {
  constexpr std::string_view kShape = "a name of letters, digits, - and _, such as sms";
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  constexpr std::size_t kLongest = 64;
  return spelled(node, kShape, kLetters, kLongest);
}

std::optional<std::vector<Severity>> severities(const Node& node) {
  std::vector<Severity> out;
  for (const Node& item : items_of(node, "a list such as [page, ticket]")) {
    if (const auto one = severity(item)) out.push_back(*one);
  }
  if (node.value().items.empty()) node.fault("at least one is needed; without the key it is all");
  std::ranges::sort(out);
  const auto twice = std::ranges::unique(out);
  out.erase(twice.begin(), twice.end());
  return out;
}

std::optional<std::vector<std::string>> names(const Node& node) {
  std::vector<std::string> out;
  for (const Node& item : items_of(node, "a list of receivers")) {
    if (auto one = word(item)) out.push_back(std::move(*one));
  }
  if (node.value().items.empty()) node.fault("at least one is needed");
  return out;
}

void read_common(Keys& keys, Draft& draft) {
  ReceiverSettings& out = draft.settings;
  keys.read("severities", out.severities, severities);
  keys.read("language", out.language, language);
  draft.instead_of = keys.find("instead_of");
  if (draft.instead_of) {
    if (auto all = names(*draft.instead_of)) out.instead_of = std::move(*all);
  }
  if (keys.read("after", out.after, duration) && !draft.instead_of) {
    keys.node().fault("after says when it stands in: instead_of says for whom");
  }
}

Draft read_draft(const Node& node, Language usual) {
  Draft out{
      .settings = {.name = {}, .kind = {}, .language = usual}, .node = node, .instead_of = {}};
  Keys keys(node);
  std::optional<Type> type;
  keys.require("type", type, [](const Node& n) { return std::optional(choice(n, kTypes)); });
  keys.read("name", out.settings.name, receiver_name);
  if (!type) {
    keys.ignore_rest();
    return out;
  }
  if (*type != Type::heartbeat) read_common(keys, out);
  switch (*type) {
    case Type::alertmanager:
      out.settings.kind = read_alertmanager(keys);
      break;
    case Type::webhook:
      out.settings.kind = read_webhook(keys);
      break;
    case Type::mail:
      out.settings.kind = read_mail(keys);
      break;
    case Type::heartbeat:
      out.settings.kind = read_heartbeat(keys);
      break;
  }
  return out;
}

// Gives names to those that have none, after those that chose theirs.
void name_all(std::vector<Draft>& drafts) {
  std::set<std::string> taken;
  for (const Draft& draft : drafts) {
    const std::string& name = draft.settings.name;
    if (!name.empty() && !taken.insert(name).second) {
      draft.node.fault("a second receiver with the name " + in_quotes(name));
    }
  }
  for (Draft& draft : drafts) {
    if (!draft.settings.name.empty()) continue;
    const std::string type(kTypes[draft.settings.kind.index()].first);
    std::string name = type;
    for (int n = 2; !taken.insert(name).second; ++n) name = type + "-" + std::to_string(n);
    draft.settings.name = name;
  }
}

const Draft* find(const std::vector<Draft>& drafts, std::string_view name) {
  const auto found = std::ranges::find(
      drafts, name, [](const Draft& d) -> const std::string& { return d.settings.name; });
  return found == drafts.end() ? nullptr : &*found;
}

void check_known(const std::vector<Draft>& drafts, const Draft& draft) {
  std::vector<std::string_view> known;
  for (const Draft& other : drafts) known.emplace_back(other.settings.name);
  for (const std::string& name : draft.settings.instead_of) {
    const Draft* const other = find(drafts, name);
    if (other == nullptr) {
      draft.instead_of->fault("no such receiver: " + in_quotes(name) + did_you_mean(name, known));
    } else if (std::holds_alternative<HeartbeatSettings>(other->settings.kind)) {
      draft.instead_of->fault(in_quotes(name) + " is a heartbeat, which is told no alerts");
    }
  }
}

// Whether `draft` stands in for itself, by way of others or not.
bool in_circle(const std::vector<Draft>& drafts, const Draft& draft) {
  std::set<std::string> reached;
  std::vector<std::string> next = draft.settings.instead_of;
  while (!next.empty()) {
    const std::string name = std::move(next.back());
    next.pop_back();
    const Draft* const other = find(drafts, name);
    if (other == nullptr || !reached.insert(name).second) continue;
    if (other == &draft) return true;
    const auto& more = other->settings.instead_of;
    next.insert(next.end(), more.begin(), more.end());
  }
  return false;
}

}  // namespace

std::optional<std::vector<ReceiverSettings>> read_receivers(const Node& node, Language usual) {
  const auto items = items_of(node, "a list of receivers");
  if (items.size() > kMostReceivers) {
    node.fault("more than 20 receivers");
    return std::nullopt;
  }
  std::vector<Draft> drafts;
  for (const Node& item : items) drafts.push_back(read_draft(item, usual));
  name_all(drafts);
  for (const Draft& draft : drafts) {
    if (!draft.instead_of) continue;
    check_known(drafts, draft);
    if (in_circle(drafts, draft)) draft.instead_of->fault("it would stand in for itself");
  }
  std::vector<ReceiverSettings> out;
  for (Draft& draft : drafts) out.push_back(std::move(draft.settings));
  return out;
}

}  // namespace jono::config
