// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "daemon/report/names.h"
#include "daemon/report/print.h"
#include "daemon/report/sentences.h"
#include "daemon/report/targets.h"
#include "daemon/report/words.h"

namespace jono::report {
namespace {

// A day with fewer calls is not busy, and its answer rate tells of chance.
constexpr std::int64_t kLeastCalls = 20;

template <class T>
std::optional<T> get(const Row& row, std::string_view name) {
  const T* value = std::get_if<T>(&row.figures.at(name));
  return value == nullptr ? std::nullopt : std::optional(*value);
}

bool complete(const Row& row) { return get<double>(row, "coverage").value_or(0) >= kComplete; }

// The sentences about one subject: all lines together.
class Summary {
 public:
  Summary(const Report& report, Language language)
      : report_(report),
        language_(language),
        now_(report.now.front()),
        before_(report.before.front()),
        judged_(!report.up_to && complete(now_)) {}

  std::vector<std::string> made() {
    same_day();
    calls();
    days_in();
    return std::move(out_);
  }

 private:
  template <class... Args>
  void say(const words::Text& text, const Args&... args) {
    out_.push_back(words::filled(text, language_, args...));
  }
  [[nodiscard]] bool compared() const { return judged_ && complete(before_); }

  void same_day();
  void same_day_judged(double share);
  void calls();
  void days_in();
  void busiest(const std::vector<const Row*>& parts);
  void best_and_worst(std::vector<const Row*> parts);
  [[nodiscard]] bool whole(const Row& row) const;

  const Report& report_;
  Language language_;
  const Row& now_;
  const Row& before_;
  bool judged_;
  std::vector<std::string> out_;
};

void Summary::same_day() {
  const auto share = get<double>(now_, "same_day_callbacks");
  const auto part = get<std::int64_t>(now_, "callbacks_same_day");
  const auto whole = get<std::int64_t>(now_, "callbacks_requested");
  if (!share || !part || !whole) return;
  say(words::kSaysSameDay, fmt::arg("share", percent(*share, language_)),
      fmt::arg("part", count(*part)), fmt::arg("whole", count(*whole)));
  if (judged_ && report_.same_day_final) same_day_judged(*share);
}

void Summary::same_day_judged(double share) {
  const Subject& subject = report_.subject(now_);
  const auto target =
      only(share_targets(subject, &LineFacts::same_day_target, report_.from, report_.to));
  if (target) {
    say(share >= *target ? words::kSaysMet : words::kSaysNotMet,
        fmt::arg("target", round_percent(*target, language_)));
  }
  const auto before = get<double>(before_, "same_day_callbacks");
  if (!before || !compared()) return;
  const auto tenths = std::llround(1000 * (share - *before));
  if (tenths == 0) return;
  const auto size = std::abs(tenths);
  say(tenths > 0 ? words::kSaysShareRose : words::kSaysShareFell,
      fmt::arg("points",
               fmt::format("{}{}{}", size / 10, language_ == Language::en ? '.' : ',', size % 10)));
}

void Summary::calls() {
  const auto offered = get<std::int64_t>(now_, "offered");
  const auto answered = get<std::int64_t>(now_, "answered");
  const auto rate = get<double>(now_, "answer_rate");
  if (!offered || !answered || !rate) return;
  say(words::kSaysCalls, fmt::arg("offered", count(*offered)),
      fmt::arg("answered", count(*answered)), fmt::arg("rate", percent(*rate, language_)));
  const auto before = get<std::int64_t>(before_, "offered");
  if (!before || *before == 0 || !compared()) return;
  const double by = static_cast<double>(*offered - *before) / static_cast<double>(*before);
  if (std::llround(1000 * by) == 0) return;
  say(by > 0 ? words::kSaysMore : words::kSaysFewer,
      fmt::arg("percent", percent(std::abs(by), language_)));
}

// Of the parts of the period; nothing where one of them is not wholly known.
void Summary::days_in() {
  if (report_.small_cells > 0) return;
  std::vector<const Row*> parts;
  for (const Row& row : report_.days) {
    if (row.subject != now_.subject || !get<std::int64_t>(row, "offered")) continue;
    if (!complete(row) || !whole(row)) return;
    parts.push_back(&row);
  }
  if (parts.size() < 2) return;
  busiest(parts);
  best_and_worst(std::move(parts));
}

void Summary::busiest(const std::vector<const Row*>& parts) {
  const auto offered = [](const Row* row) { return *get<std::int64_t>(*row, "offered"); };
  const auto most = std::ranges::max(parts, {}, offered);
  const bool alone = std::ranges::count(parts, offered(most), offered) == 1;
  if (offered(most) < kLeastCalls || !alone) return;
  const std::string name = part_as_subject(report_, *most, language_);
  const std::string number = count(offered(most));
  const auto day = fmt::arg("Day", name);
  const auto calls = fmt::arg("offered", number);
  if (const auto wait = get<Millis>(*most, "wait_mean_answered_ms")) {
    say(words::kSaysBusiestWait, day, calls, fmt::arg("wait", duration(*wait)));
  } else {
    say(words::kSaysBusiest, day, calls);
  }
}

void Summary::best_and_worst(std::vector<const Row*> parts) {
  std::erase_if(parts, [](const Row* row) {
    return *get<std::int64_t>(*row, "offered") < kLeastCalls || !get<double>(*row, "answer_rate");
  });
  if (parts.size() < 2) return;
  const auto rate = [](const Row* row) { return *get<double>(*row, "answer_rate"); };
  const auto [worst, best] = std::ranges::minmax(parts, {}, rate);
  const std::string best_rate = percent(rate(best), language_);
  const std::string worst_rate = percent(rate(worst), language_);
  const bool alone = std::ranges::count(parts, rate(best), rate) == 1 &&
                     std::ranges::count(parts, rate(worst), rate) == 1;
  if (!alone || best_rate == worst_rate) return;
  say(words::kSaysBestWorst, fmt::arg("best", part_as_time(report_, *best, language_)),
      fmt::arg("best_rate", best_rate), fmt::arg("worst", part_as_time(report_, *worst, language_)),
      fmt::arg("worst_rate", worst_rate));
}

// Neither a month that the period cuts, nor one that still goes on.
bool Summary::whole(const Row& row) const {
  if (!report_.by_month) return true;
  return is_whole_month(report_, row) && !(report_.up_to && *report_.up_to < row.to);
}

}  // namespace

std::vector<std::string> summary(const Report& report, Language language) {
  if (report.subjects.empty()) return {};
  return Summary(report, language).made();
}

}  // namespace jono::report
