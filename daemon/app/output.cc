// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/output.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "daemon/app/commands.h"

namespace jono::app {

Result<void> write_output(const std::string& path, std::string_view bytes) {
  if (path == "-") {
    const bool whole = std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size();
    if (whole && std::fflush(stdout) == 0) return {};
    return Error{Errc::give_up, "stdout: cannot be written"};
  }
  const std::string partial = path + ".part";
  std::ofstream out(partial, std::ios::binary);
  out << bytes;
  out.close();
  std::error_code failed;
  if (out) std::filesystem::rename(partial, path, failed);
  if (out && !failed) return {};
  std::filesystem::remove(partial, failed);
  return Error{Errc::give_up, fmt::format("{}: cannot be written", path)};
}

int told(const Result<void>& done) {
  if (done) return kDone;
  fmt::print(stderr, "{}\n", done.error().what);
  return done.error().code == Errc::bad_input ? kRefused : kFailed;
}

}  // namespace jono::app
