// SPDX-License-Identifier: EUPL-1.2
// zstd with contexts and buffers that are used again. Each object is for one thread at a time, and
// what it returns holds until its next call.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace jono::store {

class Compressor {
 public:
  Compressor();
  [[nodiscard]] std::string_view compress(std::string_view plain);

 private:
  struct Free {
    void operator()(ZSTD_CCtx_s* context) const;
  };
  std::unique_ptr<ZSTD_CCtx_s, Free> context_;
  std::vector<char> out_;
};

class Decompressor {
 public:
  Decompressor();
  // nullopt for what compress() did not make, or more than 1 GiB of it.
  [[nodiscard]] std::optional<std::string_view> decompress(std::string_view packed);

 private:
  struct Free {
    void operator()(ZSTD_DCtx_s* context) const;
  };
  std::unique_ptr<ZSTD_DCtx_s, Free> context_;
  std::vector<char> out_;
};

}  // namespace jono::store
