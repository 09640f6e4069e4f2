// SPDX-License-Identifier: EUPL-1.2
// One alert's life, as a pure machine: inactive, pending, firing. Time and figures come in as data.
//
// A breach makes it pending; one that has lasted `for` makes it fire. It ends by evidence alone:
// the figure is known, comes from sources that have been connected for long enough, and the clear
// condition has held for `keep` without a break. Without data a firing alert stays as it is and a
// pending one starts anew. Outside the rule's hours it ends at once, as closed, never as resolved.
#pragma once

#include <cstdint>
#include <optional>

#include "daemon/base/time.h"

namespace jono::alerting {

enum class Phase : std::uint8_t { inactive, pending, firing };

struct AlertState {
  Phase phase = Phase::inactive;
  Instant breached = kNever;            // since when the breach lasts or lasted; unless inactive
  Instant fired = kNever;               // while firing
  std::optional<Instant> calm_since{};  // while firing: since when the clear condition holds
  bool operator==(const AlertState&) const = default;
};

// What one look at the figure told.
struct Look {
  bool in_hours = true;
  bool known = true;    // the figure and its limit have values
  bool breach = false;  // `when` holds; only where known
  bool clear = true;    // `clear` holds; only where known
  bool settled = true;  // those who tell it have been connected for long enough to be believed
};

enum class Step : std::uint8_t { none, pending, dropped, fired, calming, held, resolved, closed };
enum class Reason : std::uint8_t { none, breach, lasted, no_breach, no_data, clear, kept, hours };
struct Change {
  Step step = Step::none;
  Reason reason = Reason::none;
  bool operator==(const Change&) const = default;
};
[[nodiscard]] std::string_view name_of(Step step);
[[nodiscard]] std::string_view name_of(Reason reason);

// Moves `state` by at most one phase, but from inactive straight to firing where `wait` is 0.
[[nodiscard]] Change step(AlertState& state, Millis wait, Millis keep, const Look& look,
                          Instant now);

}  // namespace jono::alerting
