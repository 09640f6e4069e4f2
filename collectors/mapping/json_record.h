// SPDX-License-Identifier: EUPL-1.2
// A JSON value, and what JSON Pointers find in it.
#pragma once

#include <boost/json/value.hpp>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/mapping/record.h"

namespace jono::mapping {

// A JSON Pointer in its parts.
class Pointer {
 public:
  // `text` is empty or begins with '/'; a '~' is followed by 0 or 1.
  [[nodiscard]] static bool good(std::string_view text);
  explicit Pointer(std::string_view text);
  [[nodiscard]] const std::vector<std::string>& parts() const { return parts_; }

 private:
  std::vector<std::string> parts_;
};

// nullopt: not exactly one JSON value in UTF-8, or nested deeper than 32.
[[nodiscard]] std::optional<boost::json::value> parse_json(std::string_view text);

[[nodiscard]] std::vector<Pointer> pointers_of(const std::vector<std::string>& places);

// A pointer that goes on below a text goes on in that text, where it is JSON itself, as vendors
// wrap it: /Message/detail/eventType, /TaskAttributes/language. Of such texts two at most are
// opened inside each other.
class JsonRecord final : public Record {
 public:
  // `root` outlives it.
  JsonRecord(const boost::json::value& root, const std::vector<Pointer>& places);
  [[nodiscard]] Value at(std::size_t place) const override { return values_[place]; }

 private:
  struct Opened {
    const boost::json::string* text;
    boost::json::value json;
  };

  [[nodiscard]] const boost::json::value* find(const boost::json::value& root,
                                               const Pointer& pointer);
  [[nodiscard]] const boost::json::value* open(const boost::json::string& text);
  [[nodiscard]] Value value_of(const boost::json::value& found);
  [[nodiscard]] Value number(std::string spelling);

  std::deque<Opened> opened_;
  std::deque<std::string> spellings_;
  std::vector<Value> values_;
};

}  // namespace jono::mapping
