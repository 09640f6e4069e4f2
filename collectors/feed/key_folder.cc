// SPDX-License-Identifier: EUPL-1.2
#include "collectors/feed/key_folder.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "collectors/feed/key_file.h"

namespace jono::feed {
namespace {

constexpr std::uint32_t kWatched = IN_CLOSE_WRITE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
                                   IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

// In byte order, so that the log says the same each time.
std::vector<std::filesystem::path> key_files(const std::filesystem::path& folder,
                                             std::error_code& bad) {
  std::vector<std::filesystem::path> out;
  for (auto file = std::filesystem::directory_iterator(folder, bad);
       !bad && file != std::filesystem::directory_iterator(); file.increment(bad)) {
    const std::string name = file->path().filename().string();
    if (name.ends_with(".pub") && !name.starts_with('.')) out.push_back(file->path());
  }
  std::ranges::sort(out);
  return out;
}

}  // namespace

KeyFolder::KeyFolder(std::filesystem::path path, const Names& names, std::vector<SourceId> sources)
    : path_(std::move(path)),
      names_(names),
      sources_(std::move(sources)),
      inotify_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}

KeyFolder::~KeyFolder() {
  if (inotify_ >= 0) ::close(inotify_);
}

Result<std::unique_ptr<KeyFolder>> KeyFolder::open(std::filesystem::path path, const Names& names,
                                                   std::vector<SourceId> sources) {
  std::unique_ptr<KeyFolder> out(new KeyFolder(std::move(path), names, std::move(sources)));
  if (out->inotify_ >= 0 && out->watch()) return out;
  return Error{Errc::give_up,
               fmt::format("feed.keys: {} cannot be watched: {}: is it a folder "
                           "that the daemon may read?",
                           out->path_.string(), std::generic_category().message(errno))};
}

bool KeyFolder::watch() {
  watch_ = ::inotify_add_watch(inotify_, path_.c_str(), kWatched);
  return watch_ >= 0;
}

bool KeyFolder::changed() {
  alignas(inotify_event) std::array<char, 4096> buffer;
  bool out = watch_ < 0 && watch();
  for (;;) {
    const ssize_t got = ::read(inotify_, buffer.data(), buffer.size());
    if (got <= 0) return out;
    out = true;
    inotify_event event{};
    for (std::size_t at = 0; at < static_cast<std::size_t>(got); at += sizeof(event) + event.len) {
      std::memcpy(&event, buffer.data() + at, sizeof(event));
      if (event.wd != watch_) continue;
      if ((event.mask & IN_MOVE_SELF) != 0) ::inotify_rm_watch(inotify_, watch_);
      if ((event.mask & (IN_MOVE_SELF | IN_IGNORED)) != 0) watch();
    }
  }
}

std::shared_ptr<const KeyTable> KeyFolder::read() const {
  auto out = std::make_shared<KeyTable>();
  std::vector<std::string> doubled;
  std::error_code bad;
  for (const auto& file : key_files(path_, bad)) {
    std::string key;
    auto holder = key_of(file, key);
    if (!holder) {
      spdlog::error("feed: {}: this key admits nobody", holder.error().what);
      continue;
    }
    const auto [there, fresh] = out->try_emplace(key, std::move(*holder));
    if (fresh) continue;
    spdlog::error("feed: {}: the same key as {}: it admits nobody", file.string(),
                  there->second.name);
    doubled.push_back(key);
  }
  for (const std::string& key : doubled) out->erase(key);
  if (bad) {
    spdlog::error("feed: {}: cannot be read: {}: nobody is admitted", path_.string(),
                  bad.message());
    out->clear();
  }
  return out;
}

Result<FeedKey> KeyFolder::key_of(const std::filesystem::path& file, std::string& key) const {
  const auto read = read_public_file(file);
  if (!read) return read.error();
  const auto bad = [&](std::string why) {
    return Error{Errc::bad_input, fmt::format("{}: {}", file.string(), why)};
  };
  FeedKey out{.name = file.stem().string(),
              .source = names_.source(read->source),
              .every_line = read->lines.empty()};
  if (!out.source.set() || std::ranges::find(sources_, out.source) == sources_.end()) {
    return bad(fmt::format("source `{}` is no feed of the configuration", read->source));
  }
  for (const std::string& name : read->lines) {
    const LineId line = names_.line(out.source, name);
    const BacklogId backlog = names_.backlog(name);
    if (!line.set() && !backlog.set()) return bad(fmt::format("no line `{}`", name));
    if (line.set()) out.lines.push_back(line);
    if (backlog.set()) out.backlogs.push_back(backlog);
  }
  key = read->key;
  return out;
}

}  // namespace jono::feed
