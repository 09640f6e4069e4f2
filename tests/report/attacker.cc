// SPDX-License-Identifier: EUPL-1.2
#include "tests/report/attacker.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace jono::report::testing {
namespace {

constexpr double kNothing = 1e-7;

bool is_zero(double x) { return std::abs(x) < kNothing; }

// `from` less `times` the other.
void take(Form& from, const Form& other, double times) {
  double* to = from.data();  // by pointer: ten thousand weeks are reckoned without optimization too
  const double* end = to + from.size();
  for (const double* less = other.data(); to < end; ++to, ++less) *to -= times * *less;
}

}  // namespace

void Attacker::learn(const Form& form, double value) { learned_.push_back({form, value}); }

void Attacker::learn_at_most(const Form& sum, double most) {
  for (std::size_t i = 0; i < sum.size(); ++i) {
    if (sum[i] > 0) highest_[i] = std::min(highest_[i], most);
  }
}

void Attacker::reckon() {
  eliminate();
  bound();
}

void Attacker::eliminate() {
  for (Equation next : learned_) {
    for (std::size_t i = 0; i < reduced_.size(); ++i) {
      const double times = next.form[pivots_[i]];
      if (is_zero(times)) continue;
      take(next.form, reduced_[i].form, times);
      next.value -= times * reduced_[i].value;
    }
    const auto pivot =
        std::ranges::max_element(next.form, {}, [](double x) { return std::abs(x); });
    if (pivot == next.form.end() || is_zero(*pivot)) continue;
    const double by = *pivot;
    const auto place = static_cast<std::size_t>(pivot - next.form.begin());
    for (double& x : next.form) x /= by;
    next.value /= by;
    for (Equation& other : reduced_) {
      const double times = other.form[place];
      if (is_zero(times)) continue;
      take(other.form, next.form, times);
      other.value -= times * next.value;
    }
    reduced_.push_back(std::move(next));
    pivots_.push_back(place);
  }
}

void Attacker::bound() {
  lowest_.assign(highest_.size(), 0);
  for (int round = 0; round < 4; ++round) {
    for (const Equation& equation : learned_) {
      const bool sum =
          std::ranges::all_of(equation.form, [](double x) { return x == 0 || x == 1; });
      if (!sum) continue;
      double least = 0;
      double most = 0;
      for (std::size_t i = 0; i < lowest_.size(); ++i) {
        least += equation.form[i] * lowest_[i];
        most += equation.form[i] * highest_[i];
      }
      for (std::size_t i = 0; i < lowest_.size(); ++i) {
        if (equation.form[i] == 0) continue;
        const double low = std::max(lowest_[i], equation.value - (most - highest_[i]));
        const double high = std::min(highest_[i], equation.value - (least - lowest_[i]));
        least += low - lowest_[i];
        most += high - highest_[i];
        lowest_[i] = low;
        highest_[i] = high;
      }
    }
  }
}

std::optional<double> Attacker::solve(const Form& form) const {
  const auto exact = by_algebra(form);
  return exact ? exact : by_bounds(form);
}

std::optional<double> Attacker::by_algebra(const Form& form) const {
  Form left = form;
  double value = 0;
  for (std::size_t i = 0; i < reduced_.size(); ++i) {
    const double times = left[pivots_[i]];
    if (is_zero(times)) continue;
    take(left, reduced_[i].form, times);
    value += times * reduced_[i].value;
  }
  if (!std::ranges::all_of(left, is_zero)) return std::nullopt;
  return value;
}

std::optional<double> Attacker::by_bounds(const Form& form) const {
  double least = 0;
  double most = 0;
  for (std::size_t i = 0; i < form.size(); ++i) {
    least += form[i] * lowest_[i];
    most += form[i] * highest_[i];
  }
  if (least < most) return std::nullopt;
  return least;
}

}  // namespace jono::report::testing
