// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/queue_log_tail.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

namespace jono::asterisk {
namespace {

constexpr std::size_t kChunk = std::size_t{256} << 10;
static_assert(kChunk > QueueLogReader::kMostLine);

std::vector<LogFile> look_at(const std::vector<OpenLog>& logs) {
  std::vector<LogFile> out;
  for (const OpenLog& log : logs) out.push_back(log.look());
  return out;
}

}  // namespace

QueueLogTail::QueueLogTail(const Edge& edge, std::filesystem::path path, std::string_view place,
                           Witness* witness)
    : path_(std::move(path)),
      reader_(edge, witness),
      before_(parse_place(place)),
      resuming_(!place.empty()),
      chunk_(kChunk) {}

// Opens the file that `before_` is in and all that follow it, or else the log alone.
Result<void> QueueLogTail::find() {
  auto opened = open_logs(path_);
  if (!opened) return opened.error();
  auto files = look_at(*opened);
  auto found = before_ ? find_place(*before_, files) : std::nullopt;
  if (before_ && before_->offset > 0 && !found) {
    opened = open_packed_logs(path_, *before_);
    if (!opened) return opened.error();
    files = look_at(*opened);
    found = find_place(*before_, files);
  }
  std::size_t first = files.size() - 1;
  LogPlace place{files[first].inode, 0, {}};
  if (found) {
    first = *found;
    place = {files[first].inode, before_->offset, before_->born};
  }
  lost_ = std::exchange(resuming_, false) && !found;
  logs_.assign(std::move_iterator(opened->begin() + static_cast<std::ptrdiff_t>(first)),
               std::move_iterator(opened->end()));
  before_.reset();
  reader_.go_to(place);
  seen_to_ = 0;
  return {};
}

// The file that follows the one that is read.
std::optional<LogFile> QueueLogTail::named() const {
  if (logs_.size() > 1) return logs_[1].look();
  const auto log = OpenLog::open(path_);
  return log ? std::optional(log->look()) : std::nullopt;
}

Result<void> QueueLogTail::read(const Pass& pass) {
  for (;;) {
    if (logs_.empty()) {
      if (auto found = find(); !found) return found;
    }
    const TailStep step = next_step(logs_.front().look(), reader_.place(), seen_to_, named());
    if (step == TailStep::wait) return {};
    if (step == TailStep::start_over) {  // its copy may still have what was not read
      before_ = reader_.place();
      logs_.clear();
      continue;
    }
    const auto goes_on = take(step == TailStep::next_file, pass);
    if (!goes_on) return goes_on.error();
    if (!*goes_on) return {};
    if (step == TailStep::next_file) go_on();
  }
}

// The first file is done with. Where the next one is not open yet, it may have been rotated too.
void QueueLogTail::go_on() {
  if (logs_.size() == 1) {
    before_ = reader_.place();
    logs_.clear();
    return;
  }
  logs_.pop_front();
  reader_.go_to({logs_.front().look().inode, 0, {}});
  seen_to_ = 0;
}

Result<bool> QueueLogTail::take(bool last, const Pass& pass) {
  for (;;) {
    const std::uint64_t offset = reader_.place().offset;
    const auto size = logs_.front().read(offset, chunk_);
    if (!size)
      return Error{size.error().code,
                   fmt::format("cannot read {}: {}", path_.native(), size.error().what)};
    const bool whole = last && *size < chunk_.size();
    const std::size_t taken = reader_.take({chunk_.data(), *size}, whole);
    taken_ += taken;
    seen_to_ = offset + *size;
    if (!give(pass)) return false;
    if (taken == 0) return true;
  }
}

void QueueLogTail::flush(const Pass& pass) {
  reader_.flush();
  static_cast<void>(give(pass));
}

bool QueueLogTail::give(const Pass& pass) {
  auto delivery = reader_.take_delivery();
  return !delivery || pass(std::move(*delivery));
}

}  // namespace jono::asterisk
