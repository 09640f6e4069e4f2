// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/run.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>

#include "daemon/api/routes.h"
#include "daemon/app/backup.h"
#include "daemon/app/log.h"
#include "daemon/app/log_level.h"
#include "daemon/base/version.h"

namespace jono::app {

Result<std::unique_ptr<Run>> Run::start(const Loaded& loaded, const Process& process) {
  set_log_level(loaded.config.log.level);
  std::unique_ptr<Run> out(new Run(loaded, process));
  if (auto opened = out->open(); !opened) return opened.error();
  const api::Parts asked = out->parts();
  if (auto listening = out->listen(asked); !listening) return listening.error();
  if (auto working = out->work(asked); !working) return working.error();
  return out;
}

Run::~Run() { stop(); }

Result<void> Run::open() {
  auto books = Books::open(config_, process_.clock, {[&] { alerts_->wake(); }, process_.failed});
  if (!books) return books.error();
  books_ = std::move(*books);
  auto reported = ReportedFigures::open(books_->dir(), books_->names, process_.clock);
  if (!reported) return reported.error();
  reported_ = std::move(*reported);
  auto alerts = Alerts::start(config_, books_->dir(), process_.clock, books_->ledger());
  if (!alerts) return alerts.error();
  alerts_ = std::move(*alerts);
  webhooks_ = std::make_unique<Webhooks>(config_);
  watchdog_ =
      std::make_unique<Watchdog>([&ledger = books_->ledger()] { return ledger.stats().progress; });
  return {};
}

Result<void> Run::listen(const api::Parts& asked) {
  const config::Http& http = config_.http;
  server_ = std::make_unique<http::HttpServer>(
      http::Listen{http.host, http.port, http.socket, config_.language, access_}, routes(asked),
      [](std::string_view line) { spdlog::warn("http: {}", line); });
  if (auto listening = server_->start(); !listening) return listening;
  spdlog::info("jonovahti {}: {}://{}:{}/", kVersion, access_->tls ? "https" : "http", http.host,
               server_->port());
  access_watch_ = std::make_unique<AccessWatch>(http, process_.clock, *server_, access_);
  watching_access_ = access_watch_.get();
  return {};
}

Result<void> Run::work(const api::Parts& asked) {
  if (!books_->start()) return Error{Errc::give_up, "what is in the data directory stays as it is"};
  const CollectorParts parts{
      config_,         books_->names,    books_->epochs,          process_.clock,
      books_->channel, books_->receipts, IdHasher(books_->key()), *reported_};
  auto collectors = start_collectors(parts, [&](SourceId s) { return asked.ledger.place(s); });
  if (!collectors) return collectors.error();
  collectors_ = std::move(*collectors);
  webhooks_->start(parts);
  auto clerk = ReportClerk::start(asked, books_->dir());
  if (!clerk) return clerk.error();
  clerk_ = std::move(*clerk);
  working_ = true;
  return {};
}

bool Run::stop() {
  working_ = false;
  clerk_.reset();
  collectors_.reset();
  if (webhooks_) webhooks_->stop();
  const bool well = !books_ || books_->stop();
  if (server_) server_->stop();
  return well;
}

api::Parts Run::parts() {
  return {config_,
          books_->names,
          process_.clock,
          books_->ledger(),
          [this] { return stats(); },
          [this] { return alerts_->metrics(); },
          [this] { return alerts_->view(); },
          alerts_->log(),
          *reported_};
}

std::vector<http::Route> Run::routes(const api::Parts& asked) {
  auto out = api::make_routes(asked);
  std::ranges::move(alerts_->routes(config_.zone, process_.clock), std::back_inserter(out));
  std::ranges::move(webhooks_->routes(), std::back_inserter(out));
  out.push_back(backup_route(config_.data_dir, [this](const std::string& who, const auto& to) {
    note_change(who, "backup", to);
  }));
  out.push_back(log_level_route(
      [this](const auto& who, const auto& level) { note_change(who, "log-level", level); }));
  out.push_back(reload_route(process_.config_file, process_.reloads, [this](const auto& who) {
    note_change(who, "reload", process_.config_file);
    process_.begin_reload();
  }));
  return out;
}

metrics::DaemonStats Run::stats() const {
  metrics::DaemonStats out = books_->own.read(books_->ledger(), books_->channel);
  const Reloads::State reloads = process_.reloads.state();
  out.started = process_.started;
  out.working = working_;
  out.config_since = reloads.at;
  out.config_reloads = reloads.tries;
  out.config_refused = reloads.refused;
  if (const AccessWatch* const watch = watching_access_) {
    out.http_certificate_end = watch->certificate_end();
  }
  return out;
}

void Run::note_change(const std::string& who, const std::string& what, const std::string& target) {
  spdlog::info("{}: asked for by {}: {}", what, who, target);
  const auto kept = alerts_->log().add({process_.clock.now(), who, what, target, ""});
  if (!kept) spdlog::warn("{}", kept.error().what);
}

}  // namespace jono::app
