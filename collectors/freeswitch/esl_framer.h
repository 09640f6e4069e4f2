// SPDX-License-Identifier: EUPL-1.2
// Cuts the bytes of one event socket connection into messages. Knows nothing of what they mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jono::freeswitch {

// The value of the first "Name: value" line of that name, before any blank line; empty when
// missing.
[[nodiscard]] std::string_view header(std::string_view text, std::string_view name);

struct EslMessage {
  std::string_view head;  // "Name: value" lines
  std::string_view body;  // empty where it is too long
  std::size_t size = 0;   // bytes of the body on the wire
  bool too_long = false;

  [[nodiscard]] std::string_view type() const { return header(head, "Content-Type"); }
};

struct EslLimits {
  std::size_t head = 16 * 1024;
  std::size_t body = 256 * 1024;
  std::size_t answer = 8 * 1024 * 1024;  // of an api/response: it may list everybody
};

// One framer a connection. Holds at most one message.
class EslFramer {
 public:
  explicit EslFramer(EslLimits limits = {}) : limits_(limits) {}

  // The next whole message, or nullptr when `bytes` is used up. What was used is cut from the front
  // of `bytes`; call it again with the rest. The message is valid until the next call. Lines end in
  // LF or CRLF; a body over its limit is left out, and its message says so.
  const EslMessage* next(std::string_view& bytes);

  // It is no event socket that speaks: a head over its limit, or one whose length is no number.
  // Nothing comes any more.
  [[nodiscard]] bool lost() const { return lost_; }

 private:
  bool take_head(std::string_view& bytes);
  void end_head();
  void take_body(std::string_view& bytes);

  EslLimits limits_;
  std::string head_;
  std::string body_;
  bool in_body_ = false;
  bool given_ = false;  // message_ was given out and is to be forgotten
  bool lost_ = false;
  std::uint64_t left_ = 0;  // of the body
  EslMessage message_;
};

}  // namespace jono::freeswitch
