// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/queue_log_collector.h"

#include <fmt/format.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <thread>

#include "collectors/asterisk/queue_log_tail.h"

namespace jono::asterisk {
namespace {

using std::chrono::steady_clock;

constexpr Millis kFull{10};  // until a full channel is tried again

// Wakes when the file grows or another one gets its name. It may miss anything: who waits looks
// for himself now and then.
class Watch {
 public:
  explicit Watch(const std::filesystem::path& path)
      : fd_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    ::inotify_add_watch(fd_, folder.c_str(), IN_CREATE | IN_MOVED_TO);
  }
  ~Watch() {
    if (fd_ >= 0) ::close(fd_);
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  // Of the file that was followed before, if it is another one, nothing more is told.
  void follow(int file) {
    const std::string name = fmt::format("/proc/self/fd/{}", file);
    const int watched = ::inotify_add_watch(fd_, name.c_str(), IN_MODIFY);
    if (watched_ >= 0 && watched != watched_) ::inotify_rm_watch(fd_, watched_);
    watched_ = watched;
  }
  void clear() {
    std::array<char, 4096> news;
    while (::read(fd_, news.data(), news.size()) > 0) continue;
  }
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_;
  int watched_ = -1;
};

int event_fd() {
  const int fd = ::eventfd(0, EFD_CLOEXEC);
  if (fd < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  return fd;
}

}  // namespace

// Everything but the constructor and destructor runs on its thread.
class QueueLogCollector::Worker {
 public:
  explicit Worker(QueueLogParts parts)
      : parts_(std::move(parts)),
        name_(parts_.edge.names->of(parts_.edge.source)),
        tail_(parts_.edge, parts_.file, parts_.place, parts_.joint),
        watch_(parts_.file),
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
    const auto pass = [this](Delivery delivery) { return put(std::move(delivery)); };
    while (!stopped_) {
      watch_.clear();
      const Time began = steady_clock::now();
      const auto read = tail_.read(pass);
      const Time now = steady_clock::now();
      note(read, now);
      if (there_at_ == now && parts_.joint != nullptr && !stopped_) {
        parts_.joint->log_at_end(began, now);
      }
      if (tail_.holds() && now - read_at_ >= parts_.times.quiet) tail_.flush(pass);
      if (tail_.fd() >= 0) watch_.follow(tail_.fd());
      wait(now);
    }
  }

  // Whether the log is there, and whether it is quiet.
  void note(const Result<void>& read, Time now) {
    if (tail_.taken() != taken_) {
      taken_ = tail_.taken();
      read_at_ = there_at_ = now;
    }
    std::error_code unknown;
    const bool there = read && std::filesystem::exists(parts_.file, unknown);
    if (there) {
      there_at_ = now;
      told_.clear();
      say(Link::up, now);
    } else if (!read || now - there_at_ >= parts_.times.missing) {
      complain(read ? fmt::format("{} is gone", parts_.file.native()) : read.error().what);
      if (parts_.joint != nullptr) parts_.joint->log_gone();
      if (link_ == Link::up) say(Link::down, now);
    }
  }

  void complain(const std::string& why) {
    if (why == told_) return;
    told_ = why;
    spdlog::warn("source {}: {}; waiting for it", name_, why);
  }

  // A word of life where nothing else was said for a while.
  void say(Link link, Time now) {
    if (link == link_ && now - said_at_ < parts_.times.poll) return;
    Delivery delivery;
    delivery.source = parts_.edge.source;
    send(std::move(delivery), link);
  }

  bool put(Delivery delivery) { return send(std::move(delivery), Link::up); }

  // False: it is to stop, and the delivery was not taken.
  bool send(Delivery delivery, Link link) {
    delivery.link = link_ = link;
    said_at_ = steady_clock::now();
    tell_of_loss(delivery);
    while (!try_put(delivery)) {
      if (stopped_within(kFull)) return false;
    }
    return !stopped_within(Millis(0));
  }

  // What is missing is a gap: the source does not come back to it, as it will to all that follows.
  void tell_of_loss(Delivery& delivery) {
    if (std::exchange(lost_, false)) delivery.resumes = true;
    if (!tail_.take_loss()) return;
    lost_ = true;
    delivery.resumes = false;
    spdlog::warn(
        "source {}: where {} was read before is gone: what followed may be missing, and is "
        "a gap",
        name_, parts_.file.native());
  }

  bool try_put(Delivery& delivery) {
    return parts_.joint != nullptr ? parts_.joint->put_log(delivery)
                                   : parts_.channel.try_put(delivery);
  }

  void wait(Time now) {
    Time until = now + parts_.times.poll;
    if (tail_.holds()) until = std::min(until, read_at_ + parts_.times.quiet);
    const auto left = std::chrono::ceil<Millis>(until - steady_clock::now());
    stopped_within(std::max(left, Millis(0)), watch_.fd());
  }

  // Returns early when there are news of the file.
  bool stopped_within(Millis time, int news = -1) {
    std::array<pollfd, 2> fds = {{{stop_, POLLIN, 0}, {news, POLLIN, 0}}};
    ::poll(fds.data(), fds.size(), static_cast<int>(time.count()));
    stopped_ = stopped_ || (fds[0].revents & POLLIN) != 0;
    return stopped_;
  }

  const QueueLogParts parts_;
  const std::string name_;
  QueueLogTail tail_;
  Watch watch_;
  const int stop_;
  bool stopped_ = false;
  std::uint64_t taken_ = 0;
  Time read_at_{};   // when the log was last not quiet
  Time there_at_{};  // when it was last there, or still written to under another name
  Time said_at_{};
  Link link_ = Link::unchanged;
  bool lost_ = false;  // the last delivery told of a loss
  std::string told_;
  std::thread thread_;  // last: it uses all of the above
};

QueueLogCollector::QueueLogCollector(std::unique_ptr<Worker> worker) : worker_(std::move(worker)) {}
QueueLogCollector::~QueueLogCollector() = default;

std::unique_ptr<QueueLogCollector> QueueLogCollector::start(QueueLogParts parts) {
  return std::unique_ptr<QueueLogCollector>(
      new QueueLogCollector(std::make_unique<Worker>(std::move(parts))));
}

}  // namespace jono::asterisk
