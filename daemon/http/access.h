// SPDX-License-Identifier: EUPL-1.2
// Who may ask for what: plain data and one pure decision.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jono::http {

class TlsContext;

enum class Role { metrics, viewer, operators, ingest };

[[nodiscard]] std::optional<Role> role_of(std::string_view word);  // "operator", …
[[nodiscard]] std::string_view word_of(Role role);

// What a route asks of its caller. The control socket has all of them.
enum class Needs {
  local,      // the control socket itself
  operators,  // to change something
  ingest,     // to bring events
  viewer,     // to see figures, reports, who was told what
  metrics,    // to scrape
  wall,       // as viewer; anybody where the wall is public
  nothing,
};

// Of a token only this is kept.
using TokenDigest = std::array<unsigned char, 32>;

struct Token {
  std::string name;
  Role role{};
  TokenDigest digest{};
};

struct User {
  std::string name;
  std::string hash;  // bcrypt
};

// A whole answer to who gets in and how. Does not change; another takes its place.
struct Access {
  // No authentication is configured, and only this machine can ask: whoever does is a viewer.
  bool open = true;
  bool public_wall = false;
  bool certificates = false;  // a client's verified certificate says who asks
  std::vector<User> users{};
  std::vector<Token> tokens{};
  // Of users and of certificates' common names; a viewer is who has none here.
  std::map<std::string, Role, std::less<>> roles{};
  std::vector<std::pair<std::string, std::string>> headers{};  // of every answer
  std::shared_ptr<const TlsContext> tls{};                     // null: without TLS

  std::vector<std::filesystem::path> files{};  // that all this was read of

  [[nodiscard]] Role role_of_name(std::string_view name) const;
};

struct Caller {
  std::string name{};          // with how it is known: "token prometheus"; empty: nobody known
  std::optional<Role> role{};  // nullopt: nobody known
  bool local = false;          // at the control socket
};

enum class Verdict { granted, unknown, forbidden };  // unknown: say who you are

[[nodiscard]] Verdict judge(Needs needs, const Caller& caller, bool public_wall);

}  // namespace jono::http
