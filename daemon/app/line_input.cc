// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/line_input.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include "daemon/event/json_reader.h"

namespace jono::app {
namespace {

constexpr std::size_t kChunk = 1 << 16;
// With a line end of two bytes and one byte too many.
constexpr std::size_t kMost = JsonReader::kMost + 2;

}  // namespace

Result<void> LineInput::read(std::vector<std::string>& lines, std::chrono::milliseconds wait) {
  pollfd ready{fd_, POLLIN, 0};
  if (::poll(&ready, 1, static_cast<int>(wait.count())) <= 0) return {};
  std::string chunk(kChunk, '\0');
  const ssize_t got = ::read(fd_, chunk.data(), chunk.size());
  if (got < 0) {
    if (errno == EINTR || errno == EAGAIN) return {};
    return Error{Errc::give_up, fmt::format("stdin: cannot be read: {}", std::strerror(errno))};
  }
  ended_ = got == 0;
  take(std::string_view(chunk).substr(0, static_cast<std::size_t>(got)), lines);
  if (ended_ && !rest_.empty()) take("\n", lines);
  return {};
}

void LineInput::take(std::string_view bytes, std::vector<std::string>& lines) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view part = bytes.substr(0, end);
    rest_ += part.substr(0, kMost - std::min(kMost, rest_.size()));
    if (end == std::string_view::npos) return;
    if (rest_.ends_with('\r')) rest_.pop_back();
    lines.push_back(std::exchange(rest_, {}));
    bytes.remove_prefix(end + 1);
  }
}

}  // namespace jono::app
