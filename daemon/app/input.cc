// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/input.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <vector>

#include "collectors/asterisk/ami_decoder.h"
#include "collectors/asterisk/ami_framer.h"
#include "collectors/asterisk/queue_log_decoder.h"
#include "collectors/asterisk/received_times.h"
#include "daemon/event/parser.h"

namespace jono::app {
namespace {

// Longer than any line that a decoder takes, so that it is refused there and not here.
constexpr std::size_t kLongestLine = 64 * 1024;

// Cuts chunks into lines; a line that lies whole in a chunk is not copied.
class Lines {
 public:
  void feed(std::string_view bytes, const auto& line) {
    while (!bytes.empty()) {
      const std::size_t end = bytes.find('\n');
      if (end == std::string_view::npos) {
        if (rest_.size() < kLongestLine) rest_ += bytes.substr(0, kLongestLine - rest_.size());
        return;
      }
      if (rest_.empty()) {
        line(bytes.substr(0, end));
      } else {
        rest_ += bytes.substr(0, std::min(end, kLongestLine));
        line(std::string_view(rest_));
        rest_.clear();
      }
      bytes.remove_prefix(end + 1);
    }
  }

  void finish(const auto& line) {
    if (!rest_.empty()) line(std::string_view(rest_));
    rest_.clear();
  }

 private:
  std::string rest_;
};

class NdjsonReader final : public InputReader {
 public:
  explicit NdjsonReader(const InputContext& in)
      : parser_(in.names, in.hasher, in.epochs, SourceRule::body), source_(in.source) {}

  void feed(std::string_view bytes, EventSink& sink) override {
    lines_.feed(bytes, [&](std::string_view line) { take(line, sink); });
  }
  void finish(EventSink& sink) override {
    lines_.finish([&](std::string_view line) { take(line, sink); });
  }

 private:
  void take(std::string_view line, EventSink& sink) {
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) return;
    if (const Event* event = parser_.parse(line, source_)) {
      sink.accept(*event);
    } else {
      sink.refuse(parser_.refusal());
    }
  }

  EventParser parser_;
  SourceId source_;
  Lines lines_;
};

class QueueLogReader final : public InputReader {
 public:
  explicit QueueLogReader(const Edge& edge) : decoder_(edge) {}

  void feed(std::string_view bytes, EventSink& sink) override {
    lines_.feed(bytes, [&](std::string_view line) { decoder_.line(line, sink); });
  }
  void finish(EventSink& sink) override {
    lines_.finish([&](std::string_view line) { decoder_.line(line, sink); });
    decoder_.flush(sink);
  }

 private:
  asterisk::QueueLogDecoder decoder_;
  Lines lines_;
};

class AmiReader final : public InputReader {
 public:
  AmiReader(const Edge& edge, asterisk::UserEvents events,
            std::optional<asterisk::ReceivedTimes> times)
      : decoder_(edge, std::move(events)), times_(std::move(times)) {}

  void feed(std::string_view bytes, EventSink& sink) override {
    while (const asterisk::AmiMessage* message = framer_.next(bytes)) {
      decoder_.feed(*message,
                    times_ ? times_->of_message_ending_at(framer_.offset()) : std::nullopt, sink);
    }
  }
  void finish(EventSink& sink) override { decoder_.flush(sink); }

 private:
  asterisk::AmiFramer framer_;
  asterisk::AmiDecoder decoder_;
  std::optional<asterisk::ReceivedTimes> times_;
};

template <class... Kinds>
bool is_any(const config::SourceKind& kind) {
  return (std::holds_alternative<Kinds>(kind) || ...);
}

// The given source, or the only one that can have written such input.
Result<SourceId> asterisk_source(const InputContext& in) {
  if (in.source.set()) return in.source;
  SourceId found;
  for (std::uint32_t i = 0; i < in.config.sources.size(); ++i) {
    if (!is_any<asterisk::AsteriskConfig, config::QueueLogSource>(in.config.sources[i].kind)) {
      continue;
    }
    if (found.set()) {
      return Error{
          Errc::bad_input,
          "several Asterisk sources are configured: say with --source whose input this is"};
    }
    found = SourceId{i};
  }
  if (found.set()) return found;
  return Error{Errc::bad_input,
               "no Asterisk source is configured: add one, or name a source with --source"};
}

Result<std::unique_ptr<InputReader>> make_ami_reader(const InputContext& in, const Edge& edge) {
  asterisk::UserEvents events;
  if (const auto* asterisk =
          std::get_if<asterisk::AsteriskConfig>(&in.config.sources[edge.source.value].kind)) {
    events = asterisk->events;
  }
  std::optional<asterisk::ReceivedTimes> times;
  if (!in.received.empty()) {
    std::ifstream file(in.received, std::ios::binary);
    if (!file) return Error{Errc::bad_input, fmt::format("{}: cannot be opened", in.received)};
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    auto parsed = asterisk::ReceivedTimes::parse(text);
    if (!parsed) {
      return Error{Errc::bad_input, fmt::format("{}: {}", in.received, parsed.error().what)};
    }
    times = std::move(*parsed);
  }
  return std::unique_ptr<InputReader>(
      std::make_unique<AmiReader>(edge, std::move(events), std::move(times)));
}

Error io_error(const std::string& path, const char* doing) {
  return {Errc::give_up, fmt::format("{}: {}: {}", path, doing, std::strerror(errno))};
}

Result<void> read_all(const std::string& path,
                      const std::function<Result<void>(std::string_view)>& chunk,
                      const Progress& progress) {
  const int fd = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return io_error(path, "cannot be opened");
  struct stat info{};
  const bool file = ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
  const std::uint64_t size = file ? std::uint64_t(info.st_size) : 0;
  std::vector<char> buffer(1 << 20);
  std::uint64_t done = 0;
  Result<void> result;
  for (;;) {
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) result = io_error(path, "cannot be read");
    if (got <= 0) break;
    result = chunk({buffer.data(), std::size_t(got)});
    if (!result) break;
    done += std::uint64_t(got);
    progress(done, size);
  }
  if (fd != STDIN_FILENO) ::close(fd);
  return result;
}

}  // namespace

InputFormat guess_format(std::string_view first_bytes) {
  const std::size_t start = first_bytes.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || first_bytes[start] == '{') return InputFormat::ndjson;
  const char first = first_bytes[start];
  return first >= '0' && first <= '9' ? InputFormat::queue_log : InputFormat::ami;
}

Result<std::unique_ptr<InputReader>> make_reader(InputFormat format, const InputContext& in) {
  if (format == InputFormat::ndjson) {
    return std::unique_ptr<InputReader>(std::make_unique<NdjsonReader>(in));
  }
  const auto source = asterisk_source(in);
  if (!source) return source.error();
  const Edge edge{&in.names, in.hasher, *source};
  if (format == InputFormat::ami) return make_ami_reader(in, edge);
  return std::unique_ptr<InputReader>(std::make_unique<QueueLogReader>(edge));
}

Result<void> read_input(const std::string& path, std::optional<InputFormat> format,
                        const InputContext& in, EventSink& sink, const Progress& progress) {
  std::unique_ptr<InputReader> reader;
  const auto chunk = [&](std::string_view bytes) -> Result<void> {
    if (!reader) {
      auto made = make_reader(format.value_or(guess_format(bytes)), in);
      if (!made) return made.error();
      reader = std::move(*made);
    }
    reader->feed(bytes, sink);
    return {};
  };
  if (auto done = read_all(path, chunk, progress); !done) return done;
  if (reader) reader->finish(sink);
  return {};
}

}  // namespace jono::app
