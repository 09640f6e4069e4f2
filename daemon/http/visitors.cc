// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/visitors.h"

#include <algorithm>

namespace jono::http {

double Visitors::left_of(const Visitor& visitor, Time now) const {
  const std::chrono::duration<double> since = now - visitor.at;
  return std::min(rate_.burst, visitor.left + since.count() * rate_.a_second);
}

bool Visitors::may(const std::string& who, Time now) {
  auto found = visitors_.find(who);
  if (found == visitors_.end()) {
    if (visitors_.size() >= most_) forget(now);
    found = visitors_.emplace(who, Visitor{rate_.burst, now}).first;
  }
  Visitor& visitor = found->second;
  visitor = {left_of(visitor, now), now};
  if (visitor.left < 1) return false;
  visitor.left -= 1;
  return true;
}

void Visitors::forget(Time now) {
  std::erase_if(visitors_,
                [&](const auto& each) { return left_of(each.second, now) >= rate_.burst; });
  if (visitors_.size() >= most_) visitors_.clear();
}

}  // namespace jono::http
