// SPDX-License-Identifier: EUPL-1.2
// Numbers and texts as little-endian bytes.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace jono {

static_assert(std::endian::native == std::endian::little, "on other machines, swap the bytes here");

// Appends to a string, which holds everything only once the writer is gone.
class ByteWriter {
 public:
  explicit ByteWriter(std::string& out) : out_(out) {}
  ~ByteWriter() { flush(); }
  ByteWriter(const ByteWriter&) = delete;
  ByteWriter& operator=(const ByteWriter&) = delete;

  template <std::integral T>
  void number(T value) {
    if (size_ + sizeof(value) > sizeof(buffer_)) flush();
    std::memcpy(buffer_ + size_, &value, sizeof(value));
    size_ += sizeof(value);
  }
  void bytes(std::string_view text) {
    flush();
    out_.append(text);
  }
  // At most 65 535 bytes, after their number.
  void text(std::string_view text) {
    number(static_cast<std::uint16_t>(text.size()));
    bytes(text);
  }

 private:
  void flush() {
    out_.append(buffer_, size_);
    size_ = 0;
  }

  std::string& out_;
  std::size_t size_ = 0;
  char buffer_[128];  // so that an event is one append
};

// Takes from the front of a text. Once something is missing, ok() is false for good and every
// answer is zero or empty.
class ByteReader {
 public:
  explicit ByteReader(std::string_view in) : rest_(in) {}

  template <std::integral T>
  [[nodiscard]] T number() {
    T value{};
    const std::string_view raw = bytes(sizeof(value));
    if (ok_) std::memcpy(&value, raw.data(), sizeof(value));
    return value;
  }
  [[nodiscard]] std::string_view bytes(std::size_t count) {
    if (!ok_ || count > rest_.size()) {
      ok_ = false;
      return {};
    }
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  [[nodiscard]] std::string_view text() { return bytes(number<std::uint16_t>()); }

  void fail() { ok_ = false; }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace jono
