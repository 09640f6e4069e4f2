// SPDX-License-Identifier: EUPL-1.2
// Words in the three languages of the service.
#pragma once

#include <cstdint>
#include <string>

namespace jono {

enum class Language : std::uint8_t { fi, sv, en };

struct LocalText {
  std::string fi;
  std::string sv;
  std::string en;

  [[nodiscard]] const std::string& in(Language language) const {
    return language == Language::fi ? fi : language == Language::sv ? sv : en;
  }
  bool operator==(const LocalText&) const = default;
};

}  // namespace jono
