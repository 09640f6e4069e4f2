// SPDX-License-Identifier: EUPL-1.2
#include "collectors/feed/key_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zmq.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <system_error>

namespace jono::feed {
namespace {

constexpr std::size_t kKeyLength = 40;
constexpr std::size_t kMostBytes = 16'384;
constexpr mode_t kWrittenByOthers = S_IWGRP | S_IWOTH;
constexpr mode_t kReadByOthers = S_IRWXG | S_IRWXO;

// A file descriptor that is closed in the end.
class Opened {
 public:
  explicit Opened(int fd) : fd_(fd) {}
  ~Opened() {
    if (fd_ >= 0) ::close(fd_);
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

Error refused(const std::filesystem::path& path, std::string_view why) {
  return {Errc::bad_input, fmt::format("{}: {}", path.string(), why)};
}

std::string reason(int error) { return std::generic_category().message(error); }

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

bool is_key(std::string_view text) {
  if (text.size() != kKeyLength) return false;
  std::array<std::uint8_t, 32> bytes{};
  return ::zmq_z85_decode(bytes.data(), std::string(text).c_str()) != nullptr;
}

std::optional<std::vector<std::string>> words(std::string_view text) {
  std::vector<std::string> out;
  for (;;) {
    const std::size_t comma = text.find(',');
    const std::string_view word = trimmed(text.substr(0, comma));
    if (word.empty()) return std::nullopt;
    out.emplace_back(word);
    if (comma == std::string_view::npos) return out;
    text.remove_prefix(comma + 1);
  }
}

// One word of the file; what is wrong with it, or nothing.
std::string take_word(KeyFile& out, std::string_view name, std::string_view value) {
  const auto once = [&](std::string& to) -> std::string {
    if (!to.empty()) return fmt::format("`{}` is there twice", name);
    to = value;
    return {};
  };
  if (value.empty()) return fmt::format("`{}` has no value", name);
  if (name == "source") return once(out.source);
  if (name == "public" || name == "secret") {
    if (!is_key(value)) return fmt::format("`{}` is no key: 40 characters of Z85", name);
    return once(name == "public" ? out.key : out.secret);
  }
  if (name != "lines") return "only `source`, `lines`, `public` and `secret` are known";
  if (!out.lines.empty()) return "`lines` is there twice";
  auto lines = words(value);
  if (!lines) return "`lines` are names with commas between them";
  out.lines = std::move(*lines);
  return {};
}

Result<std::string> read_all(const std::filesystem::path& path, mode_t forbidden,
                             std::string_view remedy) {
  const Opened file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0) {
    return refused(path, errno == ELOOP ? "is a symbolic link: put the file itself there"
                                        : "cannot be opened: " + reason(errno));
  }
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return refused(path, reason(errno));
  if (!S_ISREG(status.st_mode)) return refused(path, "is no file");
  if ((status.st_mode & forbidden) != 0) return refused(path, remedy);
  std::string text(kMostBytes + 1, '\0');
  std::size_t used = 0;
  while (used < text.size()) {
    const ssize_t got = ::read(file.get(), text.data() + used, text.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return refused(path, "cannot be read: " + reason(errno));
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
  }
  if (used > kMostBytes) return refused(path, "is longer than 16 KiB");
  text.resize(used);
  return text;
}

Result<KeyFile> read_file(const std::filesystem::path& path, mode_t forbidden,
                          std::string_view remedy) {
  const auto text = read_all(path, forbidden, remedy);
  if (!text) return text.error();
  auto file = parse_key_file(*text);
  if (!file) return refused(path, file.error().what);
  return file;
}

Result<void> write_all(int fd, std::string_view text, const std::filesystem::path& path) {
  while (!text.empty()) {
    const ssize_t done = ::write(fd, text.data(), text.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return Error{Errc::give_up, path.string() + ": not written: " + reason(errno)};
    text.remove_prefix(static_cast<std::size_t>(done));
  }
  if (::fsync(fd) == 0) return {};
  return Error{Errc::give_up, path.string() + ": not synced: " + reason(errno)};
}

}  // namespace

KeyPair make_keys() {
  std::array<char, kKeyLength + 1> key{};
  std::array<char, kKeyLength + 1> secret{};
  if (::zmq_curve_keypair(key.data(), secret.data()) != 0) {
    throw std::logic_error("libzmq was built without CURVE");
  }
  return {key.data(), secret.data()};
}

std::string public_of(const std::string& secret) {
  std::array<char, kKeyLength + 1> key{};
  if (::zmq_curve_public(key.data(), secret.c_str()) != 0) return {};
  return key.data();
}

Result<KeyFile> parse_key_file(std::string_view text) {
  KeyFile out;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#') continue;
    const std::size_t colon = line.find(':');
    const auto bad = [&](std::string_view why) {
      return Error{Errc::bad_input, fmt::format("line {}: {}", number, why)};
    };
    if (colon == std::string_view::npos) return bad("not `word: value`");
    const std::string fault =
        take_word(out, trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
    if (!fault.empty()) return bad(fault);
  }
  if (out.key.empty()) return Error{Errc::bad_input, "has no `public` key"};
  return out;
}

std::string print_key_file(const KeyFile& file) {
  std::string out;
  if (!file.source.empty()) out += fmt::format("source: {}\n", file.source);
  if (!file.lines.empty()) out += fmt::format("lines: {}\n", fmt::join(file.lines, ", "));
  out += fmt::format("public: {}\n", file.key);
  if (!file.secret.empty()) out += fmt::format("secret: {}\n", file.secret);
  return out;
}

Result<KeyFile> read_public_file(const std::filesystem::path& path) {
  auto file = read_file(path, kWrittenByOthers, "others may write it: chmod go-w");
  if (file && !file->secret.empty()) {
    return refused(path, "has a secret key in it: only the .pub file belongs here");
  }
  return file;
}

Result<KeyFile> read_secret_file(const std::filesystem::path& path) {
  auto file = read_file(path, kReadByOthers, "others may read it: chmod 600");
  if (!file) return file;
  if (file->secret.empty()) return refused(path, "has no `secret` key");
  if (file->key != public_of(file->secret)) {
    return refused(path, "its public and its secret key are no pair");
  }
  return file;
}

Result<void> write_new_file(const std::filesystem::path& path, std::string_view text,
                            unsigned mode) {
  const Opened file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
  if (file.get() < 0) {
    return refused(path, errno == EEXIST ? "is there already, and is never written over"
                                         : "cannot be made: " + reason(errno));
  }
  if (auto done = write_all(file.get(), text, path); !done) return done;
  const auto parent = path.parent_path().empty() ? "." : path.parent_path();
  const Opened folder(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() >= 0) static_cast<void>(::fsync(folder.get()));
  return {};
}

}  // namespace jono::feed
