// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/pdf.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <vector>

extern char** environ;

namespace jono::app {
namespace {

namespace fs = std::filesystem;

constexpr int kPatience = 60'000;  // milliseconds

// In a PATH that holds it.
std::optional<fs::path> find_chromium() {
  constexpr std::array<const char*, 3> kNames = {"chromium", "chromium-browser", "google-chrome"};
  const char* const path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "/usr/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    for (const char* name : kNames) {
      fs::path file = fs::path(folder) / name;
      if (::access(file.c_str(), X_OK) == 0) return file;
    }
  }
  return std::nullopt;
}

// A folder of our own, gone in the end.
class Scratch {
 public:
  Scratch() {
    std::error_code none;
    std::string name = (fs::temp_directory_path(none) / "jonovahti-pdf-XXXXXX").string();
    if (!none && ::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }  // empty: it could not be made

 private:
  fs::path path_;
};

std::vector<std::string> command_of(const fs::path& chromium, const fs::path& folder) {
  std::vector<std::string> out = {chromium.string(),
                                  "--headless",
                                  "--disable-gpu",
                                  "--disable-quic",
                                  "--disable-dev-shm-usage",
                                  "--no-first-run",
                                  "--disable-background-networking",
                                  "--disable-component-update",
                                  "--disable-sync",
                                  "--user-data-dir=" + (folder / "profile").string(),
                                  "--no-pdf-header-footer",
                                  "--print-to-pdf=" + (folder / "report.pdf").string(),
                                  "file://" + (folder / "report.html").string()};
  // Chromium's sandbox refuses root; the page is our own, has no script and loads nothing.
  if (::geteuid() == 0) out.insert(out.begin() + 1, "--no-sandbox");
  return out;
}

// In a process group of its own, with no signal held back as they are in the daemon.
std::optional<pid_t> spawn(std::vector<char*>& arguments) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    posix_spawn_file_actions_addopen(&files, fd, "/dev/null", O_RDWR, 0);
  }
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_t how;
  posix_spawnattr_init(&how);
  posix_spawnattr_setsigmask(&how, &none);
  posix_spawnattr_setsigdefault(&how, &all);
  posix_spawnattr_setpgroup(&how, 0);
  posix_spawnattr_setflags(&how, static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                                    POSIX_SPAWN_SETPGROUP));
  pid_t child = 0;
  const int failed = ::posix_spawn(&child, arguments[0], &files, &how, arguments.data(), environ);
  posix_spawnattr_destroy(&how);
  posix_spawn_file_actions_destroy(&files);
  return failed == 0 ? std::optional(child) : std::nullopt;
}

// Its exit status; nullopt: it could not be started, or was stopped for taking too long.
std::optional<int> run(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const auto child = spawn(arguments);
  if (!child) return std::nullopt;
  const int handle = static_cast<int>(::syscall(SYS_pidfd_open, *child, 0));
  pollfd ended{handle, POLLIN, 0};
  const bool in_time = handle >= 0 && ::poll(&ended, 1, kPatience) == 1;
  if (handle >= 0) ::close(handle);
  if (!in_time) ::kill(-*child, SIGKILL);  // with its helpers
  int status = 0;
  ::waitpid(*child, &status, 0);
  return in_time && WIFEXITED(status) ? std::optional(WEXITSTATUS(status)) : std::nullopt;
}

}  // namespace

Result<std::string> pdf_of(std::string_view html) {
  const auto chromium = find_chromium();
  if (!chromium) {
    return Error{Errc::give_up, "a PDF takes Chromium, which was not found: apt install chromium"};
  }
  const Scratch scratch;
  if (scratch.path().empty()) {
    return Error{Errc::retry_later, "no folder for a page can be made in the temporary directory"};
  }
  std::ofstream page(scratch.path() / "report.html", std::ios::binary);
  page << html;
  page.close();
  if (!page) {
    return Error{Errc::retry_later, fmt::format("{}: cannot be written", scratch.path().string())};
  }
  const auto status = run(command_of(*chromium, scratch.path()));
  std::ifstream made(scratch.path() / "report.pdf", std::ios::binary);
  std::string out{std::istreambuf_iterator<char>(made), {}};
  if (status == 0 && out.starts_with("%PDF-")) return out;
  return Error{Errc::retry_later, fmt::format("{} did not make a PDF", chromium->string())};
}

}  // namespace jono::app
