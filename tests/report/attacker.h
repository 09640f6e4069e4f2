// SPDX-License-Identifier: EUPL-1.2
// Somebody who reads a published report and reckons what it hides: linear equations over the counts
// that it was made from, and bounds, since no count is negative.
#pragma once

#include <optional>
#include <vector>

namespace jono::report::testing {

// One number a count; a form is the sum of each count times its number.
using Form = std::vector<double>;

class Attacker {
 public:
  explicit Attacker(std::size_t counts) : highest_(counts, kUnbounded) {}

  // What is published: the form's value; or only that a sum is from 1 to `most`.
  void learn(const Form& form, double value);
  void learn_at_most(const Form& sum, double most);
  // Reduces what was learned; once, after all of it.
  void reckon();
  // The value of the form if only one is possible.
  [[nodiscard]] std::optional<double> solve(const Form& form) const;

 private:
  static constexpr double kUnbounded = 1e9;
  struct Equation {
    Form form;
    double value;
  };
  void eliminate();
  void bound();
  [[nodiscard]] std::optional<double> by_algebra(const Form& form) const;
  [[nodiscard]] std::optional<double> by_bounds(const Form& form) const;

  std::vector<Equation> learned_;
  std::vector<Equation> reduced_;  // each with a pivot that no other has
  std::vector<std::size_t> pivots_;
  std::vector<double> lowest_;
  std::vector<double> highest_;
};

}  // namespace jono::report::testing
