// SPDX-License-Identifier: EUPL-1.2
// Tokens and passwords: made, told apart, and never kept as they are.
#pragma once

#include <chrono>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "daemon/http/access.h"

namespace jono::http {

// A new token of 256 random bits, in letters that need no quoting.
[[nodiscard]] std::string make_token();
[[nodiscard]] TokenDigest digest_of(std::string_view token);
// Null: none of them. Takes as long for any token.
[[nodiscard]] const Token* find_token(std::span<const Token> tokens, std::string_view token);

// $2a$, $2b$ or $2y$ with a cost of 4 to 15 (a second or two).
[[nodiscard]] bool is_bcrypt(std::string_view hash);
// Takes tens of milliseconds or more: that is what bcrypt is for. From any thread.
[[nodiscard]] bool check_password(const std::string& password, const std::string& hash);
// A hash that is nobody's and takes as long to check as the slowest of `users`.
[[nodiscard]] std::string nobodys_hash(std::span<const User> users);

// Passwords that were found right not long ago, so that they are not checked at each request. Kept
// as hashes with a key of this process.
class Remembered {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::seconds kFor{60};  // since it was last asked for

  Remembered();
  [[nodiscard]] bool knows(const User& user, std::string_view password, Time now);
  void remember(const User& user, std::string_view password, Time now);

 private:
  using Print = std::array<unsigned char, 32>;
  [[nodiscard]] Print print_of(const User& user, std::string_view password) const;

  Print key_{};
  std::map<Print, Time> last_;  // at most a few of each user: only right ones get here
};

}  // namespace jono::http
