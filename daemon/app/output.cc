// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "daemon/app/commands.h"
#include "daemon/store/unique_fd.h"

namespace jono::app {
namespace {

// Whether a file, or what a folder lists, is there after a power cut.
bool is_on_disk(const std::filesystem::path& path) {
  const store::UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  return fd.get() >= 0 && ::fsync(fd.get()) == 0;
}

}  // namespace

Result<void> write_output(const std::string& path, std::string_view bytes) {
  return write_output(path, [bytes](std::ostream& out) { out << bytes; });
}

Result<void> write_output(const std::string& path,
                          const std::function<void(std::ostream&)>& write) {
  if (path == "-") {
    write(std::cout);
    if (std::cout.flush()) return {};
    return Error{Errc::give_up, "stdout: cannot be written"};
  }
  const std::string partial = path + ".part";
  std::ofstream out(partial, std::ios::binary);
  write(out);
  out.close();
  std::error_code failed;
  const bool whole = out && is_on_disk(partial);
  if (whole) std::filesystem::rename(partial, path, failed);
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (whole && !failed && is_on_disk(folder.empty() ? "." : folder)) return {};
  std::filesystem::remove(partial, failed);
  return Error{Errc::give_up, fmt::format("{}: cannot be written", path)};
}

int told(const Result<void>& done) {
  if (done) return kDone;
  fmt::print(stderr, "{}\n", done.error().what);
  return done.error().code == Errc::bad_input ? kRefused : kFailed;
}

}  // namespace jono::app
