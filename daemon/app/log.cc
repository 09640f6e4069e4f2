// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/log.h"

#include <fmt/format.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <syslog.h>
#define SD_JOURNAL_SUPPRESS_LOCATION  // which is always this file
#include <systemd/sd-journal.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <mutex>
#include <string>
#include <vector>

#include "daemon/app/log_budget.h"
#include "daemon/base/version.h"

namespace jono::app {
namespace {

using spdlog::level::level_enum;

// systemd says in JOURNAL_STREAM which file its journal reads.
bool stderr_is_the_journals() {
  const char* const stream = std::getenv("JOURNAL_STREAM");
  struct stat file{};
  if (stream == nullptr || ::fstat(STDERR_FILENO, &file) != 0) return false;
  return fmt::format("{}:{}", file.st_dev, file.st_ino) == stream;
}

int priority_of(level_enum level) {
  switch (level) {
    case level_enum::critical:
      return LOG_CRIT;
    case level_enum::err:
      return LOG_ERR;
    case level_enum::warn:
      return LOG_WARNING;
    case level_enum::info:
      return LOG_INFO;
    default:
      return LOG_DEBUG;
  }
}

void to_journal(std::string_view line, level_enum level) {
  const std::string_view part = part_of(line);
  std::vector<std::string> fields = {
      fmt::format("MESSAGE={}", line), fmt::format("PRIORITY={}", priority_of(level)),
      "SYSLOG_IDENTIFIER=jonovahti", fmt::format("JONOVAHTI_VERSION={}", kVersion)};
  if (!part.empty()) fields.push_back(fmt::format("JONOVAHTI_PART={}", part));
  constexpr std::string_view kSource = "source ";
  if (part.starts_with(kSource)) {
    fields.push_back(fmt::format("JONOVAHTI_SOURCE={}", part.substr(kSource.size())));
  }
  std::vector<iovec> pieces;
  for (std::string& field : fields) pieces.push_back({field.data(), field.size()});
  static_cast<void>(::sd_journal_sendv(pieces.data(), static_cast<int>(pieces.size())));
}

class Sink final : public spdlog::sinks::base_sink<std::mutex> {
 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    const std::string_view line(message.payload.data(), message.payload.size());
    const std::string_view part = part_of(line);
    const auto left_out = message.level == level_enum::critical
                              ? std::optional<std::uint64_t>(0)
                              : budget_.spend(part, std::chrono::steady_clock::now());
    if (!left_out) return;
    if (*left_out > 0) {
      write(message, fmt::format("{}{}{} lines before this one are left out", part,
                                 part.empty() ? "" : ": ", *left_out));
    }
    write(message, line);
  }

  void flush_() override {}

 private:
  void write(const spdlog::details::log_msg& like, std::string_view line) {
    if (journal_) return to_journal(line, like.level);
    spdlog::details::log_msg said = like;
    said.payload = {line.data(), line.size()};
    spdlog::memory_buf_t text;
    formatter_->format(said, text);
    static_cast<void>(::write(STDERR_FILENO, text.data(), text.size()));
  }

  const bool journal_ = stderr_is_the_journals();
  LogBudget budget_;
};

}  // namespace

void start_log() {
  spdlog::set_default_logger(
      std::make_shared<spdlog::logger>("jonovahti", std::make_shared<Sink>()));
  spdlog::set_pattern("[%Y-%m-%d %H:%M:%S.%e] [%l] %v");
}

void set_log_level(config::LogLevel level) {
  constexpr std::array kLevels = {level_enum::debug, level_enum::info, level_enum::warn,
                                  level_enum::err};
  spdlog::set_level(kLevels.at(static_cast<std::size_t>(level)));
}

}  // namespace jono::app
