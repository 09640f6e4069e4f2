// SPDX-License-Identifier: EUPL-1.2
// The live snapshot as text, made once for all who ask.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "daemon/api/parts.h"
#include "daemon/http/message.h"

namespace jono::api {

class LiveFeed {
 public:
  // `parts` outlive it.
  explicit LiveFeed(const Parts& parts) : parts_(parts) {}

  // From any thread. Null: there is nothing to show yet.
  [[nodiscard]] std::shared_ptr<const std::string> json() { return now().json; }
  [[nodiscard]] std::shared_ptr<const http::Frame> frame() { return now().frame; }

 private:
  struct Made {
    std::shared_ptr<const std::string> json;
    std::shared_ptr<const http::Frame> frame;
  };
  [[nodiscard]] Made now();

  const Parts parts_;
  std::mutex mutex_;
  // That the rest was made of; held, so that their addresses stay their own.
  std::shared_ptr<const engine::Snapshot> snapshot_;
  std::uint64_t alerts_ = 0;
  std::int64_t version_ = 0;
  Made made_;
};

}  // namespace jono::api
