// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/secrets.h"

#include <crypt.h>
#include <sodium.h>

#include <algorithm>
#include <memory>

namespace jono::http {
namespace {

constexpr std::size_t kCostAt = 4;  // "$2b$10$…"

int cost_of(std::string_view hash) {
  return 10 * (hash[kCostAt] - '0') + (hash[kCostAt + 1] - '0');
}

bool is_digit(char c) { return '0' <= c && c <= '9'; }

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string make_token() {
  std::array<unsigned char, 32> random;
  randombytes_buf(random.data(), random.size());
  constexpr int kForm = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::array<char, sodium_base64_ENCODED_LEN(random.size(), kForm)> text;
  sodium_bin2base64(text.data(), text.size(), random.data(), random.size(), kForm);
  return std::string("jono_") + text.data();
}

TokenDigest digest_of(std::string_view token) {
  TokenDigest out;
  crypto_generichash(out.data(), out.size(), bytes_of(token), token.size(), nullptr, 0);
  return out;
}

const Token* find_token(std::span<const Token> tokens, std::string_view token) {
  const TokenDigest digest = digest_of(token);
  const Token* out = nullptr;
  for (const Token& each : tokens) {
    if (sodium_memcmp(each.digest.data(), digest.data(), digest.size()) == 0) out = &each;
  }
  return out;
}

bool is_bcrypt(std::string_view hash) {
  constexpr std::size_t kSize = 60, kSaltAt = 7;
  constexpr std::string_view kLetters =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  if (hash.size() != kSize || hash[0] != '$' || hash[1] != '2' || hash[3] != '$' ||
      hash[kSaltAt - 1] != '$' || std::string_view("aby").find(hash[2]) == std::string_view::npos) {
    return false;
  }
  if (!is_digit(hash[kCostAt]) || !is_digit(hash[kCostAt + 1])) return false;
  const int cost = cost_of(hash);
  return 4 <= cost && cost <= 15 &&
         hash.find_first_not_of(kLetters, kSaltAt) == std::string_view::npos;
}

bool check_password(const std::string& password, const std::string& hash) {
  if (password.find('\0') != std::string::npos) return false;
  const auto work = std::make_unique<crypt_data>();
  const char* const got = ::crypt_r(password.c_str(), hash.c_str(), work.get());
  const bool right = got != nullptr && std::string_view(got).size() == hash.size() &&
                     sodium_memcmp(got, hash.data(), hash.size()) == 0;
  sodium_memzero(work.get(), sizeof *work);
  return right;
}

std::string nobodys_hash(std::span<const User> users) {
  const auto slowest =
      std::ranges::max_element(users, {}, [](const User& user) { return cost_of(user.hash); });
  if (slowest == users.end()) return {};
  constexpr std::size_t kPrefix = 7, kRest = 53;
  return slowest->hash.substr(0, kPrefix) + std::string(kRest, '.');
}

Remembered::Remembered() { randombytes_buf(key_.data(), key_.size()); }

Remembered::Print Remembered::print_of(const User& user, std::string_view password) const {
  // The stored hash has a fixed length and no password has a 0 in it, so nothing can be shifted.
  std::string all = user.hash + user.name + '\0';
  all += password;
  Print out;
  crypto_generichash(out.data(), out.size(), bytes_of(all), all.size(), key_.data(), key_.size());
  sodium_memzero(all.data(), all.size());
  return out;
}

bool Remembered::knows(const User& user, std::string_view password, Time now) {
  const auto found = last_.find(print_of(user, password));
  if (found == last_.end() || now - found->second >= kFor) return false;
  found->second = now;
  return true;
}

void Remembered::remember(const User& user, std::string_view password, Time now) {
  std::erase_if(last_, [&](const auto& each) { return now - each.second >= kFor; });
  last_[print_of(user, password)] = now;
}

}  // namespace jono::http
