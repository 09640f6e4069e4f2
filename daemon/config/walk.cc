// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/walk.h"

#include <algorithm>

#include "daemon/config/text.h"

namespace jono::config {
namespace {

std::string shown(const Value& value) {
  switch (value.kind) {
    case Value::Kind::nothing:
      return "nothing";
    case Value::Kind::text:
      return in_quotes(value.text);
    case Value::Kind::list:
      return "a list";
    case Value::Kind::map:
      return "a map";
  }
  return {};
}

bool good_name(std::string_view name) {
  constexpr std::size_t kLongest = 128;
  return !name.empty() && name.size() <= kLongest && !first_bad_byte(name) &&
         name.find_first_of("\t\r\n") == std::string_view::npos;
}

}  // namespace

Node Node::item(std::size_t i) const {
  return {*value_->items[i], path_ + "[" + std::to_string(i) + "]", *faults_};
}

Node Node::member(const Member& m) const {
  return {*m.value, path_.empty() ? m.key : path_ + "." + m.key, *faults_};
}

void Node::fault(const Place& place, std::string_view what) const {
  const std::string where = path_.empty() ? std::string() : printable(path_) + ": ";
  faults_->push_back({place, where + std::string(what)});
}

void Node::expected(std::string_view what) const {
  fault("expected " + std::string(what) + ", found " + shown(*value_));
}

std::optional<std::string_view> text_of(const Node& node, std::string_view expected) {
  if (node.value().kind == Value::Kind::text) return node.value().text;
  node.expected(expected);
  return std::nullopt;
}

std::vector<Node> items_of(const Node& node, std::string_view expected) {
  if (node.value().kind != Value::Kind::list) node.expected(expected);
  std::vector<Node> out;
  for (std::size_t i = 0; i < node.value().items.size(); ++i) out.push_back(node.item(i));
  return out;
}

Keys::Keys(Node node) : node_(std::move(node)) {
  const auto kind = node_.value().kind;
  if (kind != Value::Kind::map && kind != Value::Kind::nothing) node_.expected("a map");
}

Keys::~Keys() {
  if (rest_ignored_) return;
  for (const Member& m : node_.value().members) {
    if (std::ranges::find(known_, m.key) != known_.end()) continue;
    node_.fault(m.place, "unknown key " + in_quotes(m.key) + did_you_mean(m.key, known_));
  }
}

std::optional<Node> Keys::find(std::string_view key) {
  known_.push_back(key);
  const auto& members = node_.value().members;
  const auto found = std::ranges::find(members, key, &Member::key);
  if (found == members.end()) return std::nullopt;
  return node_.member(*found);
}

void Keys::missing(std::string_view key) const {
  if (node_.value().kind == Value::Kind::text || node_.value().kind == Value::Kind::list) return;
  node_.fault("missing key '" + std::string(key) + "'");
}

std::vector<std::pair<std::string, Node>> entries_of(const Node& node, std::string_view expected) {
  const auto kind = node.value().kind;
  if (kind != Value::Kind::map && kind != Value::Kind::nothing) node.expected(expected);
  std::vector<std::pair<std::string, Node>> out;
  for (const Member& m : node.value().members) {
    if (good_name(m.key)) {
      out.emplace_back(m.key, node.member(m));
    } else {
      node.fault(m.place, "a name is 1 to 128 bytes without control characters");
    }
  }
  return out;
}

}  // namespace jono::config
