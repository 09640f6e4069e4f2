// SPDX-License-Identifier: EUPL-1.2
// The parameters of a request, read and checked.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/base/ids.h"
#include "daemon/calendar/calendar.h"
#include "daemon/event/names.h"
#include "daemon/http/message.h"

namespace jono::api {

// [from, to); what is left out is as far as it goes.
struct InstantSpan {
  Instant from = kNever;
  Instant to = Instant::max();
};

// Whole local days, `last` included.
struct DaySpan {
  calendar::LocalDate first{};
  calendar::LocalDate last{};
};
inline constexpr int kMostDays = 1100;

// Reads one parameter after the other. Each that is wrong gives some value that must not be used:
// refusal() then is the answer, about the first of them.
class Query {
 public:
  // Both outlive it.
  Query(const http::Request& request, const Names& names) : request_(request), names_(names) {}

  [[nodiscard]] LineId line();                // of `line`, which must be there
  [[nodiscard]] std::vector<LineId> lines();  // likewise; all where it is left out
  [[nodiscard]] InstantSpan instants();       // of `from` and `to`
  // Of `from` and `to`: the eight weeks up to `today` where they are left out; at most kMostDays.
  [[nodiscard]] DaySpan days(calendar::LocalDate today);
  [[nodiscard]] calendar::LocalDate date(std::string_view name, calendar::LocalDate otherwise);
  // One of `known`, the first where it is left out.
  [[nodiscard]] std::string word(std::string_view name, const std::vector<std::string>& known);
  // From 1 to `most`.
  [[nodiscard]] std::size_t number(std::string_view name, std::size_t otherwise, std::size_t most);

  [[nodiscard]] const std::optional<http::Response>& refusal() const { return refusal_; }

 private:
  // An empty parameter is one that was left out: forms send them so.
  [[nodiscard]] std::optional<std::string_view> given(std::string_view name) const;
  [[nodiscard]] LineId named(std::string_view name);
  [[nodiscard]] Instant instant(std::string_view name, Instant otherwise);
  void refuse(http::Response refusal);

  const http::Request& request_;
  const Names& names_;
  std::optional<http::Response> refusal_;
};

}  // namespace jono::api
