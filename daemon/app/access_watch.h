// SPDX-License-Identifier: EUPL-1.2
// Keeps the server's answer to who gets in as its files are: certificates, users, tokens.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "daemon/base/clock.h"
#include "daemon/config/config.h"
#include "daemon/http/http_server.h"

namespace jono::app {

class AccessWatch {
 public:
  // Looks at the files every two seconds, on a thread of its own. New ones that are good are taken;
  // others are logged, and what was before stays. `http` and `server` outlive it.
  AccessWatch(const config::Http& http, const Clock& clock, http::HttpServer& server,
              std::shared_ptr<const http::Access> first);
  ~AccessWatch();
  AccessWatch(const AccessWatch&) = delete;
  AccessWatch& operator=(const AccessWatch&) = delete;

  // When the certificate that is served ends; nullopt: there is none. From any thread.
  [[nodiscard]] std::optional<Instant> certificate_end() const;

 private:
  void run();
  void look();
  void take();
  void note_end();
  void warn_of_end();

  const config::Http& http_;
  const Clock& clock_;
  http::HttpServer& server_;
  std::shared_ptr<const http::Access> access_;
  std::atomic<Instant::rep> end_ = 0;  // of the certificate; 0: there is none
  std::string taken_;                  // how the files were when they were last read
  std::string seen_;                   // at the last look
  static constexpr int kNoWarning = -1;
  int warned_ = kNoWarning;  // the days in the last warning of the certificate's end
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace jono::app
