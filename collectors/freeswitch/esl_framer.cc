// SPDX-License-Identifier: EUPL-1.2
#include "collectors/freeswitch/esl_framer.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace jono::freeswitch {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view stripped(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

// Without the header there is no body.
std::optional<std::uint64_t> length_of(std::string_view head) {
  const std::string_view text = header(head, "Content-Length");
  if (text.empty()) return 0;
  std::uint64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return out;
}

}  // namespace

std::string_view header(std::string_view text, std::string_view name) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = stripped(text.substr(0, end));
    if (line.empty()) break;
    if (line.starts_with(name) && line.size() > name.size() && line[name.size()] == ':') {
      return stripped(line.substr(name.size() + 1));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

const EslMessage* EslFramer::next(std::string_view& bytes) {
  if (given_) {
    head_.clear();
    body_.clear();
    given_ = in_body_ = false;
  }
  if (lost_ || (!in_body_ && !take_head(bytes))) return nullptr;
  take_body(bytes);
  if (left_ > 0) return nullptr;
  message_.head = head_;
  message_.body = body_;
  given_ = true;
  return &message_;
}

// True once the head has ended and its body begins. Blank lines before a head are none.
bool EslFramer::take_head(std::string_view& bytes) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const bool whole = end != std::string_view::npos;
    const std::size_t size = whole ? end + 1 : bytes.size();
    head_.append(bytes.substr(0, size));
    bytes.remove_prefix(size);
    if (head_.size() > limits_.head) {
      lost_ = true;
      return false;
    }
    if (!whole) return false;
    if (head_ == "\n" || head_ == "\r\n") {
      head_.clear();
    } else if (head_.ends_with("\n\n") || head_.ends_with("\n\r\n")) {
      end_head();
      return !lost_;
    }
  }
  return false;
}

void EslFramer::end_head() {
  const auto length = length_of(head_);
  if (!length) {
    lost_ = true;
    return;
  }
  in_body_ = true;
  left_ = *length;
  message_ = {};
  message_.head = head_;
  message_.size = static_cast<std::size_t>(left_);
  const std::size_t most = message_.type() == "api/response" ? limits_.answer : limits_.body;
  message_.too_long = left_ > most;
}

void EslFramer::take_body(std::string_view& bytes) {
  const std::size_t size = std::min<std::uint64_t>(left_, bytes.size());
  if (!message_.too_long) body_.append(bytes.substr(0, size));
  bytes.remove_prefix(size);
  left_ -= size;
}

}  // namespace jono::freeswitch
