// SPDX-License-Identifier: EUPL-1.2
#include "collectors/asterisk/ami_framer.h"

#include <algorithm>

namespace jono::asterisk {
namespace {

constexpr std::string_view kBanner = "Asterisk Call Manager/";

std::string_view without_line_end(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

const AmiMessage* AmiFramer::next(std::string_view& bytes) {
  if (given_) start_message();
  while (!bytes.empty()) {
    const std::size_t newline = bytes.find('\n');
    const std::size_t length = newline == std::string_view::npos ? bytes.size() : newline + 1;
    append(bytes.substr(0, length));
    bytes.remove_prefix(length);
    offset_ += length;
    if (newline != std::string_view::npos && end_line()) return &message_;
  }
  return nullptr;
}

void AmiFramer::start_message() {
  given_ = false;
  too_long_ = false;
  line_empty_ = true;
  line_start_ = 0;
  message_start_ = offset_;
  text_.clear();
  message_.headers.clear();
}

// Whether a line is blank must be known even where its message is dropped.
void AmiFramer::append(std::string_view part) {
  line_empty_ = line_empty_ && part.find_first_not_of("\r\n") == std::string_view::npos;
  if (too_long_) return;
  if (text_.size() + part.size() <= max_message_) {
    text_.append(part);
    return;
  }
  too_long_ = true;
  text_.clear();
}

// True when the line that just ended completed a message.
bool AmiFramer::end_line() {
  if (line_empty_) return end_message();
  line_empty_ = true;
  // The banner is the only line that is not followed by a blank one.
  if (line_start_ == 0 && text_.starts_with(kBanner)) {
    banner_ = without_line_end(text_);
    start_message();
    return false;
  }
  line_start_ = text_.size();
  return false;
}

bool AmiFramer::end_message() {
  if (too_long_) {
    ++dropped_;
    start_message();
    return false;
  }
  parse();
  if (message_.headers.empty()) {
    start_message();
    return false;
  }
  message_.size = static_cast<std::size_t>(offset_ - message_start_);
  given_ = true;
  return true;
}

void AmiFramer::parse() {
  std::string_view rest = text_;
  while (!rest.empty()) {
    const std::size_t length = std::min(rest.find('\n'), rest.size() - 1) + 1;
    const std::string_view line = without_line_end(rest.substr(0, length));
    rest.remove_prefix(length);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) continue;
    std::string_view value = line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    message_.headers.push_back({line.substr(0, colon), value});
  }
}

}  // namespace jono::asterisk
