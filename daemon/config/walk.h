// SPDX-License-Identifier: EUPL-1.2
// Walks the tree so that each key of the schema is one line of code. A reader is a function
// `std::optional<T> (const Node&)`: nullopt after it noted a fault, and reading goes on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/config/document.h"
#include "daemon/config/fault.h"

namespace jono::config {

// A value and how it was reached. Lives no longer than the document and the list of faults.
class Node {
 public:
  Node(const Value& value, std::string path, std::vector<Fault>& faults)
      : value_(&value), path_(std::move(path)), faults_(&faults) {}

  [[nodiscard]] const Value& value() const { return *value_; }
  [[nodiscard]] bool is_nothing() const { return value_->kind == Value::Kind::nothing; }
  [[nodiscard]] const std::string& path() const { return path_; }

  [[nodiscard]] Node item(std::size_t i) const;
  [[nodiscard]] Node member(const Member& m) const;

  // "path: what" at the value's place, or at another.
  void fault(std::string_view what) const { fault(value_->place, what); }
  void fault(const Place& place, std::string_view what) const;
  [[nodiscard]] std::vector<Fault>& faults() const { return *faults_; }
  // Notes "expected X, found Y".
  void expected(std::string_view what) const;

 private:
  const Value* value_;
  std::string path_;
  std::vector<Fault>* faults_;
};

// The text of a scalar; else a fault that says what was expected.
[[nodiscard]] std::optional<std::string_view> text_of(const Node& node, std::string_view expected);

// The items of a list; else a fault, and none.
[[nodiscard]] std::vector<Node> items_of(const Node& node, std::string_view expected);

// A map whose keys are the schema's. Nothing counts as empty.
class Keys {
 public:
  explicit Keys(Node node);
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;
  // Keys that nobody asked for are unknown: each is a fault.
  ~Keys();

  [[nodiscard]] const Node& node() const { return node_; }

  // nullopt when it is not there.
  [[nodiscard]] std::optional<Node> find(std::string_view key);

  // `out` stays as it is when the key is not there or faulty. True if it is there.
  template <class T, class Reader>
  bool read(std::string_view key, T& out, Reader&& reader) {
    const std::optional<Node> found = find(key);
    if (!found) return false;
    if (auto value = reader(*found)) out = std::move(*value);
    return true;
  }

  template <class T, class Reader>
  void require(std::string_view key, T& out, Reader&& reader) {
    if (!read(key, out, std::forward<Reader>(reader))) missing(key);
  }

  // For a map whose type is not known: what else is in it is no fault.
  void ignore_rest() { rest_ignored_ = true; }

 private:
  void missing(std::string_view key) const;

  Node node_;
  std::vector<std::string_view> known_;
  bool rest_ignored_ = false;
};

// The members of a map whose keys are names that the configuration chooses; faulty names are left
// out. Nothing counts as empty.
[[nodiscard]] std::vector<std::pair<std::string, Node>> entries_of(const Node& node,
                                                                   std::string_view expected);

}  // namespace jono::config
