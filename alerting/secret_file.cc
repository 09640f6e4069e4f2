// SPDX-License-Identifier: EUPL-1.2
#include "alerting/secret_file.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

namespace jono::alerting {

Result<std::string> read_secret(const std::filesystem::path& path) {
  constexpr std::size_t kLongestSecret = 4096;
  std::ifstream file(path, std::ios::binary);
  std::string out(std::istreambuf_iterator<char>(file), {});
  while (!out.empty() && (out.back() == '\n' || out.back() == '\r')) out.pop_back();
  if (!file || out.empty() || out.size() > kLongestSecret) {
    return Error{Errc::bad_input,
                 fmt::format("{}: expected a secret of 1 to {} bytes that we may read",
                             path.string(), kLongestSecret)};
  }
  return out;
}

}  // namespace jono::alerting
