// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/log_budget.h"

#include <algorithm>
#include <utility>

namespace jono::app {
namespace {

constexpr double kAtOnce = 20;
constexpr std::chrono::duration<double> kEach{3};
constexpr std::size_t kParts = 256;  // further ones share one account

}  // namespace

std::string_view part_of(std::string_view line) {
  const std::size_t end = line.find(": ");
  if (end == std::string_view::npos) return {};
  const std::string_view part = line.substr(0, end);
  return std::ranges::count(part, ' ') <= 1 ? part : std::string_view();
}

LogBudget::Account& LogBudget::account(std::string_view part, Ticks now) {
  auto found = accounts_.find(part);
  if (found == accounts_.end()) {
    const std::string name(accounts_.size() < kParts ? part : std::string_view());
    found = accounts_.try_emplace(name, Account{kAtOnce, now, 0}).first;
  }
  return found->second;
}

std::optional<std::uint64_t> LogBudget::spend(std::string_view part, Ticks now) {
  Account& of = account(part, now);
  const std::chrono::duration<double> passed = std::max(now, of.at) - of.at;
  of.lines = std::min(kAtOnce, of.lines + passed / kEach);
  of.at = std::max(now, of.at);
  if (of.lines < 1) {
    ++of.left_out;
    return std::nullopt;
  }
  of.lines -= 1;
  return std::exchange(of.left_out, 0);
}

}  // namespace jono::app
