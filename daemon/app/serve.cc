// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/serve.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <iterator>

#include "daemon/api/routes.h"
#include "daemon/app/alerts.h"
#include "daemon/app/backup.h"
#include "daemon/app/books.h"
#include "daemon/app/collectors.h"
#include "daemon/app/commands.h"
#include "daemon/app/held_signals.h"
#include "daemon/app/report_clerk.h"
#include "daemon/base/version.h"
#include "daemon/http/http_server.h"

namespace jono::app {
namespace {

// A ledger that has failed ends the process, in order.
void end_process(std::string_view why) {
  spdlog::critical("{}", why);
  ::kill(::getpid(), SIGTERM);
}

int refuse(const Error& error) {
  spdlog::critical("{}", error.what);
  return error.code == Errc::bad_input ? kRefused : kFailed;
}

// Runs the sources and makes reports until a signal comes; all has stopped when it returns.
int work_until_signal(const CollectorParts& parts, const api::Parts& asked,
                      const store::DataDir& dir, const HeldSignals& signals) {
  const auto collectors =
      start_collectors(parts, [&](SourceId s) { return asked.ledger.place(s); });
  if (!collectors) return refuse(collectors.error());
  const auto clerk = ReportClerk::start(asked, dir);
  if (!clerk) return refuse(clerk.error());
  ::sd_notify(0, "READY=1");
  const int signal = signals.wait();
  ::sd_notify(0, "STOPPING=1");
  spdlog::info("stopping: {}", ::strsignal(signal));
  return kDone;
}

}  // namespace

int serve(const config::Config& config) {
  const HeldSignals signals;
  std::signal(SIGPIPE, SIG_IGN);
  const SystemClock clock;
  Alerts* watching = nullptr;
  const auto opened = Books::open(config, clock, {[&] { watching->wake(); }, end_process});
  if (!opened) return refuse(opened.error());
  Books& books = **opened;
  const auto alerts = Alerts::start(config, books.dir(), clock, books.ledger());
  if (!alerts) return refuse(alerts.error());
  watching = alerts->get();

  const api::Parts asked{config,
                         books.names,
                         clock,
                         books.ledger(),
                         [&] { return books.own.read(books.ledger(), books.channel); },
                         [&] { return watching->metrics(); },
                         [&] { return watching->view(); },
                         watching->log()};
  auto routes = api::make_routes(asked);
  std::ranges::move(watching->routes(config.zone, clock), std::back_inserter(routes));
  routes.push_back(backup_route(config.data_dir, [&](const std::string& who, const auto& to) {
    spdlog::info("backup: {} had {} made", who, to);
    const auto kept = watching->log().add({clock.now(), who, "backup", to, ""});
    if (!kept) spdlog::warn("{}", kept.error().what);
  }));
  http::HttpServer server({config.http.host, config.http.port, config.http.socket, config.language},
                          std::move(routes),
                          [](std::string_view line) { spdlog::warn("http: {}", line); });
  if (const auto listening = server.start(); !listening) return refuse(listening.error());
  spdlog::info("jonovahti {}: http://{}:{}/", kVersion, config.http.host, server.port());

  const CollectorParts parts{config,        books.names,    books.epochs,         clock,
                             books.channel, books.receipts, IdHasher(books.key())};
  int code = books.start() ? work_until_signal(parts, asked, books.dir(), signals) : kDone;
  if (!books.stop()) code = kFailed;
  server.stop();
  return code;
}

}  // namespace jono::app
