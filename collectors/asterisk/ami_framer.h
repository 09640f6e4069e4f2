// SPDX-License-Identifier: EUPL-1.2
// Cuts the bytes of one AMI connection into messages. Knows nothing of what they mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "collectors/asterisk/ami_message.h"

namespace jono::asterisk {

// One framer a connection. Holds at most one message; allocates only while its buffers grow.
class AmiFramer {
 public:
  static constexpr std::size_t kMaxMessage = 256 * 1024;

  explicit AmiFramer(std::size_t max_message = kMaxMessage) : max_message_(max_message) {}

  // The next whole message, or nullptr when `bytes` is used up. What was used is cut from the
  // front of `bytes`; call it again with the rest. The message is valid until the next call.
  // Lines end in CRLF or LF; lines without a colon and messages without a header are left out.
  // A message longer than the limit is dropped, up to its blank line, and counted.
  const AmiMessage* next(std::string_view& bytes);

  // Bytes taken so far: right after next() gave a message, the offset just past its last byte.
  [[nodiscard]] std::uint64_t offset() const { return offset_; }
  // "Asterisk Call Manager/11.0.0", or empty before it came.
  [[nodiscard]] const std::string& banner() const { return banner_; }
  [[nodiscard]] std::uint64_t dropped() const { return dropped_; }

 private:
  void start_message();
  void append(std::string_view part);
  bool end_line();
  bool end_message();
  void parse();

  std::size_t max_message_;
  std::string text_;            // the current message; up to the limit
  std::size_t line_start_ = 0;  // in text_
  bool line_empty_ = true;      // nothing but CR in the current line
  bool too_long_ = false;       // the current message is being dropped
  bool given_ = false;          // message_ was given out and is to be forgotten
  std::uint64_t offset_ = 0;
  std::uint64_t message_start_ = 0;
  std::uint64_t dropped_ = 0;
  std::string banner_;
  AmiMessage message_;
};

}  // namespace jono::asterisk
