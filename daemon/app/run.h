// SPDX-License-Identifier: EUPL-1.2
// One configuration at work: ledger, alerts, HTTP, sources and reports.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

#include "daemon/api/parts.h"
#include "daemon/app/access_watch.h"
#include "daemon/app/alerts.h"
#include "daemon/app/books.h"
#include "daemon/app/collectors.h"
#include "daemon/app/loaded.h"
#include "daemon/app/reload.h"
#include "daemon/app/report_clerk.h"
#include "daemon/app/reported_figures.h"
#include "daemon/app/watchdog.h"
#include "daemon/app/webhooks.h"
#include "daemon/http/http_server.h"

namespace jono::app {

// What stays when the configuration changes. All of it outlives each run.
struct Process {
  const std::filesystem::path config_file;  // absolute
  const Clock& clock;
  Reloads& reloads;
  const Instant started;
  std::function<void()> begin_reload;              // must not wait; from any thread
  std::function<void(std::string_view)> failed{};  // the ledger has, and the process must end
};

class Run {
 public:
  // Once it returns, all works and sources are taken from. `loaded` outlives it.
  [[nodiscard]] static Result<std::unique_ptr<Run>> start(const Loaded& loaded,
                                                          const Process& process);
  ~Run();
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  // Ends it in order: all that was acknowledged is saved. True if that went well.
  bool stop();

 private:
  Run(const Loaded& loaded, const Process& process)
      : config_(loaded.config), access_(loaded.access), process_(process) {}
  Result<void> open();
  Result<void> listen(const api::Parts& asked);
  Result<void> work(const api::Parts& asked);
  [[nodiscard]] api::Parts parts();
  [[nodiscard]] std::vector<http::Route> routes(const api::Parts& asked);
  [[nodiscard]] metrics::DaemonStats stats() const;
  void note_change(const std::string& who, const std::string& what, const std::string& target);

  const config::Config& config_;
  const std::shared_ptr<const http::Access> access_;  // as it was when this began
  const Process& process_;
  std::unique_ptr<Books> books_;
  std::unique_ptr<ReportedFigures> reported_;
  std::unique_ptr<Alerts> alerts_;
  std::unique_ptr<Watchdog> watchdog_;
  std::unique_ptr<Webhooks> webhooks_;
  std::unique_ptr<http::HttpServer> server_;
  std::unique_ptr<AccessWatch> access_watch_;
  std::atomic<const AccessWatch*> watching_access_ = nullptr;  // the same, for other threads
  std::unique_ptr<Collectors> collectors_;
  std::unique_ptr<ReportClerk> clerk_;
  std::atomic<bool> working_ = false;
};

}  // namespace jono::app
