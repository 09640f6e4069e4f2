// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/reconcile.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace jono::report {
namespace {

using Value = std::optional<double>;
using words::Text;

double get(const Values& v, std::string_view name) {
  const auto found = v.find(name);
  return found == v.end() ? 0 : found->second;
}

Value given(const Values& v, std::string_view name) {
  const auto found = v.find(name);
  return found == v.end() ? Value() : found->second;
}

Value share(double part, double whole) { return whole == 0 ? Value() : part / whole; }

constexpr Text kOurs{"sama määritelmä", "samma definition", "the same definition"};
constexpr Text kWithRefused{"heidän lukunsa sisältää myös torjutut puhelut",
                            "deras tal innehåller också avvisade samtal",
                            "theirs counts refused calls too"};
constexpr Text kWithoutShort{"heidän lukunsa on ilman lyhyitä luopumisia",
                             "deras tal är utan korta avbrott", "theirs leaves short abandons out"};
constexpr Text kWithoutRedirected{"heidän lukunsa on ilman muualle siirtyneitä",
                                  "deras tal är utan vidarekopplade",
                                  "theirs leaves redirected calls out"};
constexpr Text kByClosing{"heidän lukunsa on päättymistunnin, ei saapumistunnin mukaan",
                          "deras tal räknas på timmen då samtalet lämnade kön, inte då det kom",
                          "theirs counts by the hour of leaving the queue, not of arrival"};
constexpr Text kInTarget{"heidän lukunsa on vain tavoiteajassa vastatut",
                         "deras tal är bara de som besvarats inom målet",
                         "theirs counts only calls answered within the target"};
constexpr Text kWithTimeouts{
    "heidän lukunsa laskee aikakatkaisut ja muut siirrot luopumisiksi, takaisinsoittoja lukuun "
    "ottamatta",
    "deras tal räknar tidsgräns och andra vidarekopplingar som avbrott, utom återuppringningar",
    "theirs counts timeouts and other redirections as abandoned, but for callbacks"};
constexpr Text kWithRedirected{"heidän lukunsa laskee kaikki siirtyneet luopumisiksi",
                               "deras tal räknar alla vidarekopplade som avbrott",
                               "theirs counts all redirected calls as abandoned"};
constexpr Text kWithLost{"heidän lukunsa laskee kadonneet luopumisiksi",
                         "deras tal räknar försvunna som avbrott",
                         "theirs counts lost calls as abandoned"};
constexpr Text kTimeoutsNoShort{
    "heidän lukunsa laskee aikakatkaisut luopumisiksi ja jättää lyhyet luopumiset pois",
    "deras tal räknar tidsgräns som avbrott och utelämnar korta avbrott",
    "theirs counts timeouts as abandoned and leaves short abandons out"};
constexpr Text kWithoutCallbacks{"heidän lukunsa on ilman takaisinsoittoon siirtyneitä",
                                 "deras tal är utan dem som valt återuppringning",
                                 "theirs leaves those out who chose a callback"};
constexpr Text kOfAll{"heidän lukunsa on kaikista, ei vain vastatuista",
                      "deras tal är av alla, inte bara av besvarade",
                      "theirs is of all calls, not of the answered alone"};
constexpr Text kOfAnswered{"heidän lukunsa on vain vastatuista", "deras tal är bara av besvarade",
                           "theirs is of the answered calls alone"};
constexpr Text kOfAnsweredAbandoned{"heidän lukunsa on vastatuista ja luopuneista",
                                    "deras tal är av besvarade och avbrutna",
                                    "theirs is of answered and abandoned calls"};
constexpr Text kOfOffered{"heidän lukunsa on kaikista tulleista", "deras tal är av alla inkomna",
                          "theirs is of all calls offered"};
constexpr Text kAbandonedInTarget{"heidän lukunsa laskee tavoiteajassa luopuneet onnistuneiksi",
                                  "deras tal räknar dem som avbrutit inom målet som lyckade",
                                  "theirs counts calls abandoned within the target as good"};

double timeouts(const Values& v) { return get(v, "redirected") - get(v, "redirected_callback"); }
double finished(const Values& v) { return get(v, "offered") - get(v, "waiting"); }

// Ours: the column itself.
template <const std::string_view& Column>
constexpr Definition column() {
  return {"ours", kOurs, [](const Values& v) { return given(v, Column); }};
}

constexpr std::array kOffered = {
    Definition{"ours", kOurs, [](const Values& v) { return given(v, "offered"); }},
    Definition{"offered_with_refused", kWithRefused,
               [](const Values& v) { return Value(get(v, "offered") + get(v, "refused")); }},
    Definition{
        "offered_without_short_abandoned", kWithoutShort,
        [](const Values& v) { return Value(get(v, "offered") - get(v, "short_abandoned")); }},
    Definition{"offered_without_redirected", kWithoutRedirected,
               [](const Values& v) { return Value(get(v, "offered") - get(v, "redirected")); }},
    Definition{
        "offered_without_callbacks", kWithoutCallbacks,
        [](const Values& v) { return Value(get(v, "offered") - get(v, "redirected_callback")); }},
    Definition{"by_closing_hour", kByClosing, [](const Values& v) { return given(v, "closed"); }}};

constexpr std::array kAnswered = {
    Definition{"ours", kOurs, [](const Values& v) { return given(v, "answered"); }},
    Definition{"answered_in_target", kInTarget,
               [](const Values& v) { return given(v, "answered_in_target"); }},
    Definition{"by_closing_hour", kByClosing,
               [](const Values& v) { return given(v, "answered_closed"); }}};

constexpr std::array kAbandoned = {
    Definition{"ours", kOurs, [](const Values& v) { return given(v, "abandoned"); }},
    Definition{"abandoned_with_timeouts", kWithTimeouts,
               [](const Values& v) { return Value(get(v, "abandoned") + timeouts(v)); }},
    Definition{"abandoned_with_redirected", kWithRedirected,
               [](const Values& v) { return Value(get(v, "abandoned") + get(v, "redirected")); }},
    Definition{
        "abandoned_without_short", kWithoutShort,
        [](const Values& v) { return Value(get(v, "abandoned") - get(v, "short_abandoned")); }},
    Definition{"abandoned_with_timeouts_without_short", kTimeoutsNoShort,
               [](const Values& v) {
                 return Value(get(v, "abandoned") + timeouts(v) - get(v, "short_abandoned"));
               }},
    Definition{"abandoned_with_lost", kWithLost,
               [](const Values& v) { return Value(get(v, "abandoned") + get(v, "lost")); }},
    Definition{"by_closing_hour", kByClosing,
               [](const Values& v) { return given(v, "abandoned_closed"); }}};

constexpr std::array kRedirected = {
    Definition{"ours", kOurs, [](const Values& v) { return given(v, "redirected"); }},
    Definition{"redirected_without_callbacks", kWithoutCallbacks,
               [](const Values& v) { return Value(timeouts(v)); }},
    Definition{"by_closing_hour", kByClosing,
               [](const Values& v) { return given(v, "redirected_closed"); }}};

Value mean_answered(const Values& v) {
  return share(get(v, "wait_answered_ms"), get(v, "answered"));
}
Value mean_both(const Values& v) {
  return share(get(v, "wait_answered_ms") + get(v, "wait_abandoned_ms"),
               get(v, "answered") + get(v, "abandoned"));
}
Value mean_all(const Values& v) {
  return share(
      get(v, "wait_answered_ms") + get(v, "wait_abandoned_ms") + get(v, "wait_redirected_ms"),
      get(v, "answered") + get(v, "abandoned") + get(v, "redirected"));
}

constexpr std::array kMeanAnswered = {
    Definition{"ours", kOurs, mean_answered}, Definition{"mean_of_all", kOfAll, mean_all},
    Definition{"mean_of_answered_and_abandoned", kOfAnsweredAbandoned, mean_both}};
constexpr std::array kMeanAll = {
    Definition{"ours", kOurs, mean_all}, Definition{"mean_of_answered", kOfAnswered, mean_answered},
    Definition{"mean_of_answered_and_abandoned", kOfAnsweredAbandoned, mean_both}};

Value rate(const Values& v) { return share(get(v, "answered"), finished(v)); }
Value rate_without_short(const Values& v) {
  return share(get(v, "answered"), finished(v) - get(v, "short_abandoned"));
}
constexpr Definition kRateWithoutCallbacks{
    "rate_without_callbacks", kWithoutCallbacks, [](const Values& v) {
      return share(get(v, "answered"), finished(v) - get(v, "redirected_callback"));
    }};
constexpr Definition kRateOfBoth{
    "rate_of_answered_and_abandoned", kOfAnsweredAbandoned, [](const Values& v) {
      return share(get(v, "answered"), get(v, "answered") + get(v, "abandoned"));
    }};
constexpr std::array kRate = {Definition{"ours", kOurs, rate},
                              Definition{"rate_without_short", kWithoutShort, rate_without_short},
                              kRateWithoutCallbacks, kRateOfBoth};
constexpr std::array kRateWithoutShort = {Definition{"ours", kOurs, rate_without_short},
                                          Definition{"rate_of_offered", kOfOffered, rate},
                                          kRateWithoutCallbacks, kRateOfBoth};

Value level_answered(const Values& v) {
  return share(get(v, "answered_in_target"), get(v, "answered"));
}
Value level_offered(const Values& v) {
  return share(get(v, "answered_in_target"), finished(v) - get(v, "short_abandoned"));
}
constexpr Definition kLevelAllOffered{
    "level_of_offered_with_short", kOfOffered,
    [](const Values& v) { return share(get(v, "answered_in_target"), finished(v)); }};
constexpr Definition kLevelAsterisk{
    "level_with_abandoned", kAbandonedInTarget, [](const Values& v) {
      return share(get(v, "answered_in_target") + get(v, "abandoned_in_target"),
                   get(v, "answered") + get(v, "abandoned"));
    }};
constexpr std::array kLevelAnswered = {Definition{"ours", kOurs, level_answered},
                                       Definition{"level_of_offered", kWithoutShort, level_offered},
                                       kLevelAllOffered, kLevelAsterisk};
constexpr std::array kLevelOffered = {Definition{"ours", kOurs, level_offered}, kLevelAllOffered,
                                      Definition{"level_of_answered", kOfAnswered, level_answered},
                                      kLevelAsterisk};
constexpr std::array kSameDay = {Definition{"ours", kOurs, [](const Values& v) {
                                              return share(get(v, "callbacks_same_day"),
                                                           get(v, "callbacks_requested"));
                                            }}};
constexpr std::array kDelay = {Definition{"ours", kOurs, [](const Values& v) {
                                            return share(get(v, "callback_delay_ms"),
                                                         get(v, "callbacks_reached"));
                                          }}};

// Figures for which no other definition is known.
template <const std::string_view& Column>
struct Plain {
  static constexpr std::array kOnly = {column<Column>()};
};
constexpr std::string_view kLost = "lost", kRefused = "refused", kShort = "short_abandoned",
                           kToCallback = "redirected_callback", kTalks = "talks",
                           kTalkMs = "talk_ms", kAnsweredIn = "answered_in_target",
                           kAbandonedIn = "abandoned_in_target", kWaitAnswered = "wait_answered_ms",
                           kWaitAbandoned = "wait_abandoned_ms",
                           kWaitRedirected = "wait_redirected_ms",
                           kRequested = "callbacks_requested", kReached = "callbacks_reached",
                           kClosed = "callbacks_closed", kAttempted = "callbacks_attempted",
                           kSameDayCount = "callbacks_same_day", kDelayMs = "callback_delay_ms";

struct Known {
  std::string_view figure;
  std::span<const Definition> definitions;
};

constexpr std::array kKnown = {Known{"offered", kOffered},
                               Known{"answered", kAnswered},
                               Known{"abandoned", kAbandoned},
                               Known{"redirected", kRedirected},
                               Known{"wait_mean_answered_ms", kMeanAnswered},
                               Known{"wait_mean_all_ms", kMeanAll},
                               Known{"answer_rate", kRate},
                               Known{"answer_rate_without_short", kRateWithoutShort},
                               Known{"service_level_answered", kLevelAnswered},
                               Known{"service_level_offered", kLevelOffered},
                               Known{"same_day_callbacks", kSameDay},
                               Known{"callback_delay_mean_ms", kDelay},
                               Known{kLost, Plain<kLost>::kOnly},
                               Known{kRefused, Plain<kRefused>::kOnly},
                               Known{kShort, Plain<kShort>::kOnly},
                               Known{kToCallback, Plain<kToCallback>::kOnly},
                               Known{kTalks, Plain<kTalks>::kOnly},
                               Known{kTalkMs, Plain<kTalkMs>::kOnly},
                               Known{kAnsweredIn, Plain<kAnsweredIn>::kOnly},
                               Known{kAbandonedIn, Plain<kAbandonedIn>::kOnly},
                               Known{kWaitAnswered, Plain<kWaitAnswered>::kOnly},
                               Known{kWaitAbandoned, Plain<kWaitAbandoned>::kOnly},
                               Known{kWaitRedirected, Plain<kWaitRedirected>::kOnly},
                               Known{kRequested, Plain<kRequested>::kOnly},
                               Known{kReached, Plain<kReached>::kOnly},
                               Known{kClosed, Plain<kClosed>::kOnly},
                               Known{kAttempted, Plain<kAttempted>::kOnly},
                               Known{kSameDayCount, Plain<kSameDayCount>::kOnly},
                               Known{kDelayMs, Plain<kDelayMs>::kOnly}};

bool is_mean_or_longest(std::string_view figure) {
  return figure.find("mean") != figure.npos || figure.find("longest") != figure.npos;
}

bool is_share(std::string_view figure) {
  return figure.find("rate") != figure.npos || figure.find("level") != figure.npos ||
         figure == "same_day_callbacks";
}

// A figure of nothing is 0, nothing or any mark in their reports.
bool agrees(std::string_view figure, const Definition& by, const Interval& one, double theirs) {
  const Value ours = by.value(one.ours);
  if (!ours) return theirs == 0 && (is_share(figure) || is_mean_or_longest(figure));
  return same_figure(figure, *ours, theirs,
                     get(one.ours, "offered") + get(one.ours, "callbacks_requested"));
}

// Of one line, by figure.
Comparison compare(std::string_view figure, std::span<const Interval* const> intervals) {
  const auto definitions = definitions_of(figure);
  Comparison out;
  out.line = intervals.front()->line;
  out.figure = figure;
  for (const Interval* one : intervals) {
    const double theirs = one->theirs.find(figure)->second;
    out.intervals.push_back({.from = one->from,
                             .to = one->to,
                             .ours = definitions.front().value(one->ours).value_or(0),
                             .theirs = theirs,
                             .coverage = one->coverage,
                             .agrees = agrees(figure, definitions.front(), *one, theirs)});
    out.differing += out.intervals.back().agrees ? 0 : 1;
  }
  const auto explains = [&](const Definition& by) {
    return std::ranges::all_of(intervals, [&](const Interval* one) {
      return agrees(figure, by, *one, one->theirs.find(figure)->second);
    });
  };
  const auto found = std::ranges::find_if(definitions, explains);
  if (found != definitions.end()) out.agrees_by = &*found;
  return out;
}

}  // namespace

std::span<const Definition> definitions_of(std::string_view figure) {
  const auto found = std::ranges::find(kKnown, figure, &Known::figure);
  return found == kKnown.end() ? std::span<const Definition>() : found->definitions;
}

bool same_figure(std::string_view figure, double ours, double theirs, double calls) {
  constexpr double kSecond = 1000;
  constexpr double kHalfPercent = 0.005 + 1e-9;
  const double apart = std::abs(ours - theirs);
  if (is_share(figure)) return apart <= kHalfPercent;
  if (!figure.ends_with("_ms")) return apart < 0.5;
  return apart <= kSecond * (is_mean_or_longest(figure) ? 1 : std::max(calls, 1.0));
}

std::vector<Comparison> reconcile(std::span<const Interval> intervals) {
  std::vector<std::string_view> lines;
  for (const Interval& one : intervals) {
    if (std::ranges::find(lines, one.line) == lines.end()) lines.emplace_back(one.line);
  }
  std::vector<Comparison> out;
  for (const std::string_view line : lines) {
    for (const Known& known : kKnown) {
      std::vector<const Interval*> both;
      for (const Interval& one : intervals) {
        if (one.line == line && one.theirs.contains(known.figure)) both.push_back(&one);
      }
      if (!both.empty()) out.push_back(compare(known.figure, both));
    }
  }
  return out;
}

}  // namespace jono::report
