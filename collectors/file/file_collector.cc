// SPDX-License-Identifier: EUPL-1.2
#include "collectors/file/file_collector.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <thread>

#include "collectors/file/file_report.h"
#include "collectors/file/file_taker.h"

namespace jono::file {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

constexpr Millis kFull{10};  // until a full channel is tried again

// Wakes when a file in the folder is whole. It may miss anything: who waits looks for himself.
class Watch {
 public:
  Watch() : fd_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}
  ~Watch() {
    if (fd_ >= 0) ::close(fd_);
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // Again and again: it may be another folder by now.
  void follow(const fs::path& folder) const {
    ::inotify_add_watch(fd_, folder.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO | IN_ONLYDIR);
  }
  void clear() const {
    std::array<char, 4096> news;
    while (::read(fd_, news.data(), news.size()) > 0) continue;
  }
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_;
};

int event_fd() {
  const int fd = ::eventfd(0, EFD_CLOEXEC);
  if (fd < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  return fd;
}

// Plain files by name, without those that are being made.
Result<std::vector<std::string>> names_in(const fs::path& folder) {
  std::vector<std::string> out;
  std::error_code fault;
  for (fs::directory_iterator it(folder, fault), end; !fault && it != end; it.increment(fault)) {
    std::error_code gone;
    std::string name = it->path().filename();
    if (!is_partial(name) && it->symlink_status(gone).type() == fs::file_type::regular) {
      out.push_back(std::move(name));
    }
  }
  if (fault) {
    return Error{Errc::retry_later,
                 fmt::format("{}: cannot be looked into: {}: make it, and let the "
                             "daemon's user write there",
                             folder.native(), fault.message())};
  }
  std::ranges::sort(out);
  return out;
}

Error failed(const fs::path& path, std::string_view doing) {
  return {Errc::retry_later,
          fmt::format("{}: cannot {}: {}", path.native(), doing, std::strerror(errno))};
}

Result<void> sync(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool done = fd >= 0 && ::fsync(fd) == 0;
  if (fd >= 0) ::close(fd);
  return done ? Result<void>() : failed(path, "sync it");
}

Result<void> write_whole(const fs::path& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  return out ? Result<void>() : failed(path, "write it");
}

// A name that is free there: a.csv, a.2.csv …
fs::path free_name(const fs::path& folder, const fs::path& name) {
  std::error_code none;
  fs::path out = folder / name;
  for (int n = 2; fs::exists(out, none); ++n) {
    out = folder / fmt::format("{}.{}{}", name.stem().native(), n, name.extension().native());
  }
  return out;
}

// The report goes first: where the file is, its report is.
Result<void> put_away(const fs::path& file, const fs::path& folder, std::string_view report) {
  if (::mkdir(folder.c_str(), 0770) != 0 && errno != EEXIST) return failed(folder, "make it");
  const fs::path to = free_name(folder, file.filename());
  if (auto written = write_whole(to.native() + ".report.txt", report); !written) return written;
  if (::rename(file.c_str(), to.c_str()) != 0) return failed(file, "move it to " + to.native());
  return sync(folder);
}

}  // namespace

// Everything but the constructor and destructor runs on its thread.
class FileCollector::Worker {
 public:
  explicit Worker(FileParts parts)
      : parts_(std::move(parts)),
        name_(parts_.edge.names->of(parts_.edge.source)),
        folders_(folders_of(parts_.config.folder)),
        taker_({parts_.config, parts_.edge, parts_.epochs, parts_.clock, parts_.totals,
                parts_.future_tolerance, [this](Delivery d) { return send(std::move(d)); },
                [this] { return stopped_within(Millis(0)); }},
               parts_.place),
        stop_(event_fd()),
        thread_([this] { run(); }) {}

  ~Worker() {
    const std::uint64_t one = 1;
    static_cast<void>(!::write(stop_, &one, sizeof one));
    thread_.join();
    ::close(stop_);
  }

 private:
  using Time = steady_clock::time_point;

  void run() {
    Delivery first;
    first.source = parts_.edge.source;
    first.told = taker_.told();
    first.link = Link::up;
    send(std::move(first));
    while (!stopped_) {
      watch_.follow(parts_.config.folder);
      watch_.clear();
      const auto done = take_all();
      if (!done) complain(done.error().what);
      say(done ? Link::up : Link::down);
      wait();
    }
  }

  // An error is that the folder cannot be worked with; what is wrong with one file ends nothing.
  Result<void> take_all() {
    const auto names = names_in(parts_.config.folder);
    if (!names) return names.error();
    told_.clear();
    again_ = false;
    for (const std::string& name : *names) {
      if (stopped_) return {};
      if (auto done = take(name); !done) {
        spdlog::warn("source {}: {}; waiting", name_, done.error().what);
        again_ = true;
      }
    }
    return {};
  }

  Result<void> take(const std::string& name) {
    const fs::path path = parts_.config.folder / name;
    const auto file = OpenFile::open(path);
    if (!file) return file.error();
    if (file->written_to(parts_.clock.now(), parts_.times.quiet)) {
      again_ = true;
      return {};
    }
    const auto taken = taker_.take(*file, shown_name(name));
    if (!taken) return taken.error();
    if (taken->fate == Fate::stopped || taken->fate == Fate::changed) {
      again_ = true;
      return {};
    }
    const bool faulty = taken->fate == Fate::faulty;
    tell(name, *taken);
    return put_away(path, faulty ? folders_.failed : folders_.done,
                    report_of(shown_name(name), *taken, parts_.clock.now()));
  }

  void tell(const std::string& name, const Taken& taken) const {
    const std::string said = shown_name(name);
    if (taken.fate == Fate::faulty) {
      spdlog::warn("source {}: {} is not taken: {}", name_, said,
                   words_of(taken.tally.faults.front()));
    } else {
      spdlog::info("source {}: {} {}: {} events, {} figures", name_, said,
                   taken.fate == Fate::known ? "was taken before" : "is taken", taken.tally.events,
                   taken.tally.totals);
    }
  }

  void complain(const std::string& why) {
    if (why == told_) return;
    told_ = why;
    spdlog::warn("source {}: {}; waiting", name_, why);
  }

  void say(Link link) {
    Delivery delivery;
    delivery.source = parts_.edge.source;
    delivery.link = link;
    send(std::move(delivery));
  }

  // False: it is to stop, and the delivery was not taken.
  bool send(Delivery delivery) {
    while (!parts_.channel.try_put(delivery)) {
      if (stopped_within(kFull)) return false;
    }
    return !stopped_within(Millis(0));
  }

  // Until there is news of the folder, or its time has come; words of life meanwhile.
  void wait() {
    const Time until = steady_clock::now() + (again_ ? parts_.times.say : parts_.times.scan);
    for (;;) {
      const auto left = std::chrono::ceil<Millis>(until - steady_clock::now());
      const Millis step = std::clamp(left, Millis(0), parts_.times.say);
      if (stopped_within(step, watch_.fd()) || news_ || left <= step) return;
      if (told_.empty()) say(Link::up);
    }
  }

  bool stopped_within(Millis time, int news = -1) {
    std::array<pollfd, 2> fds = {{{stop_, POLLIN, 0}, {news, POLLIN, 0}}};
    ::poll(fds.data(), fds.size(), static_cast<int>(time.count()));
    stopped_ = stopped_ || (fds[0].revents & POLLIN) != 0;
    news_ = (fds[1].revents & POLLIN) != 0;
    return stopped_;
  }

  const FileParts parts_;
  const std::string name_;
  const Folders folders_;
  FileTaker taker_;
  const Watch watch_;
  const int stop_;
  bool stopped_ = false;
  bool news_ = false;
  bool again_ = false;  // a file is to be looked at again soon
  std::string told_;    // the last complaint
  std::thread thread_;  // last: it uses all of the above
};

FileCollector::FileCollector(std::unique_ptr<Worker> worker) : worker_(std::move(worker)) {}
FileCollector::~FileCollector() = default;

std::unique_ptr<FileCollector> FileCollector::start(FileParts parts) {
  return std::unique_ptr<FileCollector>(
      new FileCollector(std::make_unique<Worker>(std::move(parts))));
}

}  // namespace jono::file
