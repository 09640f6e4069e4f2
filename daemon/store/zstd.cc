// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/zstd.h"

#include <zstd.h>

#include <cstddef>
#include <new>
#include <stdexcept>

namespace jono::store {
namespace {

constexpr int kLevel = 1;
// Little is compressed without tables of its own, which would take longer than all the rest.
constexpr std::size_t kLittle = 1024;
constexpr int kLevelOfLittle = -1;
constexpr unsigned long long kMost = 1ULL << 30;

// Resizing a vector writes zeros, so it only grows.
void grow(std::vector<char>& buffer, std::size_t size) {
  if (buffer.size() < size) buffer.resize(size);
}

}  // namespace

void Compressor::Free::operator()(ZSTD_CCtx_s* context) const { ZSTD_freeCCtx(context); }
void Decompressor::Free::operator()(ZSTD_DCtx_s* context) const { ZSTD_freeDCtx(context); }

// With a checksum, since not all that is compressed has a hash of its own.
Compressor::Compressor() : context_(ZSTD_createCCtx()) {
  if (!context_) throw std::bad_alloc();
  ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
}

std::string_view Compressor::compress(std::string_view plain) {
  grow(out_, ZSTD_compressBound(plain.size()));
  ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel,
                         plain.size() < kLittle ? kLevelOfLittle : kLevel);
  const std::size_t size =
      ZSTD_compress2(context_.get(), out_.data(), out_.size(), plain.data(), plain.size());
  if (ZSTD_isError(size) != 0) throw std::runtime_error(ZSTD_getErrorName(size));
  return {out_.data(), size};
}

Decompressor::Decompressor() : context_(ZSTD_createDCtx()) {
  if (!context_) throw std::bad_alloc();
}

std::optional<std::string_view> Decompressor::decompress(std::string_view packed) {
  const auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size > kMost) return std::nullopt;  // the answers for "unknown" and "error" are larger still
  grow(out_, size);
  const std::size_t got =
      ZSTD_decompressDCtx(context_.get(), out_.data(), size, packed.data(), packed.size());
  if (got != size) return std::nullopt;
  return std::string_view(out_.data(), size);
}

}  // namespace jono::store
