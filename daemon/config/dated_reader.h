// SPDX-License-Identifier: EUPL-1.2
// Reads a target, which is one value or dated versions of it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "daemon/base/time.h"
#include "daemon/calendar/calendar.h"
#include "daemon/config/scalars.h"
#include "daemon/config/walk.h"

namespace jono::config {

// A target: one value, or versions [{from: DATE, value: …}], each in force from its local day on.
template <class T>
class DatedReader {
 public:
  using ValueReader = std::optional<T> (*)(const Node&);
  DatedReader(const calendar::Zone& zone, ValueReader value) : zone_(zone), value_(value) {}

  std::optional<calendar::Dated<T>> operator()(const Node& node) const {
    if (node.value().kind != Value::Kind::list) {
      auto always = value_(node);
      if (!always) return std::nullopt;
      return calendar::Dated<T>(std::move(*always));
    }
    std::vector<std::pair<Instant, T>> versions;
    for (const Node& item : items_of(node, "versions")) add(versions, item);
    if (!in_order(node, versions)) return std::nullopt;
    return calendar::Dated<T>(std::move(versions));
  }

 private:
  using Versions = std::vector<std::pair<Instant, T>>;

  void add(Versions& versions, const Node& item) const {
    Keys keys(item);
    std::optional<calendar::LocalDate> from;
    std::optional<T> value;
    keys.require("from", from, [](const Node& n) { return std::optional(date(n)); });
    keys.require("value", value, [&](const Node& n) { return std::optional(value_(n)); });
    if (from && value) versions.emplace_back(zone_.day_start(*from), std::move(*value));
  }

  // Sorts them.
  static bool in_order(const Node& node, Versions& versions) {
    // Every line has its own copy.
    constexpr std::size_t kMost = 32;
    std::ranges::sort(versions, {}, &Versions::value_type::first);
    if (versions.size() > kMost) {
      node.fault("more than 32 versions");
    } else if (std::ranges::adjacent_find(versions, {}, &Versions::value_type::first) !=
               versions.end()) {
      node.fault("two versions from one date");
    } else if (node.value().items.empty()) {
      node.fault("at least one version is needed");
    }
    return !versions.empty() && versions.size() <= kMost;
  }

  const calendar::Zone& zone_;
  ValueReader value_;
};

}  // namespace jono::config
