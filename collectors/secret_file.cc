// SPDX-License-Identifier: EUPL-1.2
#include "collectors/secret_file.h"

#include <fmt/format.h>
#include <fmt/std.h>

#include <algorithm>
#include <cstring>
#include <fstream>

namespace jono {
namespace {

constexpr std::size_t kMost = 1024;
constexpr const char* kBlanks = " \t\r\n";

}  // namespace

Result<std::string> read_secret(const std::filesystem::path& file) {
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  std::string text(kMost + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad() || !in.is_open() || (in.gcount() == 0 && errno != 0)) {
    return Error{Errc::retry_later, fmt::format("cannot read {}: {}", file.native(),
                                                std::strerror(errno != 0 ? errno : EIO))};
  }
  text.resize(static_cast<std::size_t>(in.gcount()));
  text.erase(0, std::min(text.find_first_not_of(kBlanks), text.size()));
  text.erase(text.find_last_not_of(kBlanks) + 1);
  const bool control = std::ranges::any_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (text.empty() || text.size() >= kMost || control) {
    return Error{Errc::retry_later,
                 fmt::format("{} must hold one line: the secret, and nothing else", file.native())};
  }
  return text;
}

}  // namespace jono
