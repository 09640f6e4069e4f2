// SPDX-License-Identifier: EUPL-1.2
// One lambda a case for std::visit.
#pragma once

namespace jono {

template <class... F>
struct Overload : F... {
  using F::operator()...;
};

template <class... F>
Overload(F...) -> Overload<F...>;

}  // namespace jono
