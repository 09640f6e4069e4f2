// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/tokens.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "daemon/config/scalars.h"

namespace jono::config {
namespace {

constexpr std::string_view kLetters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
constexpr std::size_t kLongest = 64;
constexpr std::string_view kDigestShape = "the 64 hexadecimal digits that jonovahti token printed";

std::optional<http::Role> role(const Node& node) {
  using enum http::Role;
  return choice<http::Role>(
      node,
      {{"metrics", metrics}, {"viewer", viewer}, {"operator", operators}, {"ingest", ingest}});
}

std::optional<std::string> name(const Node& node) {
  return spelled(node, kTokenName, kLetters, kLongest);
}

std::optional<http::TokenDigest> digest(const Node& node) {
  http::TokenDigest out{};
  const auto text = text_of(node, kDigestShape);
  if (!text) return std::nullopt;
  bool good = text->size() == 2 * out.size();
  for (std::size_t i = 0; good && i < out.size(); ++i) {
    const char* const at = text->data() + 2 * i;
    const auto [end, failed] = std::from_chars(at, at + 2, out[i], 16);
    good = failed == std::errc() && end == at + 2;
  }
  if (good) return out;
  // What was found is not shown: it may be the token itself.
  node.fault("expected " + std::string(kDigestShape));
  return std::nullopt;
}

http::Token token(const Node& node) {
  http::Token out;
  Keys keys(node);
  keys.require("name", out.name, name);
  keys.require("role", out.role, role);
  keys.require("blake2b", out.digest, digest);
  return out;
}

}  // namespace

bool is_token_name(std::string_view text) {
  return !text.empty() && text.size() <= kLongest &&
         text.find_first_not_of(kLetters) == std::string_view::npos;
}

Tokens tokens(const Node& root) {
  Tokens out;
  Keys keys(root);
  if (const auto list = keys.find("tokens"); list && !list->is_nothing()) {
    for (const Node& item : items_of(*list, "a list of tokens")) {
      http::Token one = token(item);
      const auto same = [&](const http::Token& other) {
        return other.name == one.name || other.digest == one.digest;
      };
      if (std::ranges::any_of(out.tokens, same)) {
        item.fault("a second token of this name or with this digest");
      }
      out.tokens.push_back(std::move(one));
    }
  }
  if (const auto roles = keys.find("roles")) {
    for (const auto& [who, node] : entries_of(*roles, "a map of names and roles")) {
      if (const auto given = role(node)) out.roles.emplace(who, *given);
    }
  }
  return out;
}

std::string print_token(const http::Token& token) {
  std::string digest;
  for (const unsigned char byte : token.digest) digest += fmt::format("{:02x}", byte);
  return fmt::format("- {{name: {}, role: {}, blake2b: {}}}", token.name, http::word_of(token.role),
                     digest);
}

}  // namespace jono::config
