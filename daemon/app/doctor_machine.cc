// SPDX-License-Identifier: EUPL-1.2
#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <variant>

#include "daemon/app/doctor.h"

namespace jono::app {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLittleRoom = std::uint64_t{1} << 30U;
constexpr long kConnectMillis = 3000;

Finding good(std::string what) { return {Grade::good, std::move(what), {}}; }

Finding data_dir(const fs::path& dir) {
  struct stat found{};
  if (::stat(dir.c_str(), &found) != 0) {
    return {Grade::wrong, fmt::format("{}: {}", dir.string(), std::strerror(errno)),
            "the daemon makes it where it may; else: install -d -m 0700 -o jonovahti"};
  }
  if (!S_ISDIR(found.st_mode) || (found.st_mode & 077U) != 0) {
    return {Grade::wrong, fmt::format("{} is open to other users, or no directory", dir.string()),
            "chmod 0700 it, and give it to the daemon's user"};
  }
  return good(fmt::format("{} is there, and of one user alone", dir.string()));
}

Finding room(const fs::path& dir) {
  struct statvfs disk{};
  if (::statvfs(dir.c_str(), &disk) != 0) return good("the disk was not looked at");
  const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  const std::string left = fmt::format("{} MiB free at {}", free >> 20U, dir.string());
  if (free >= kLittleRoom) return good(left);
  return {Grade::doubtful, left, "make room: with a full disk no event is taken"};
}

Finding clock() {
  timex state{};
  const int how = ::adjtimex(&state);
  if (how == TIME_ERROR || (state.status & STA_UNSYNC) != 0) {
    return {Grade::doubtful, "the system's clock follows no time server",
            "apt install chrony, with the time servers of the phone systems"};
  }
  return good("the system's clock follows a time server");
}

void secret(const fs::path& file, Findings& out) {
  struct stat found{};
  if (file.empty()) return;
  if (::stat(file.c_str(), &found) != 0 || ::access(file.c_str(), R_OK) != 0) {
    out.push_back({Grade::wrong, fmt::format("{}: {}", file.string(), std::strerror(errno)),
                   "make it, readable for the daemon's user alone (mode 0400)"});
  } else if ((found.st_mode & 077U) != 0) {
    out.push_back({Grade::wrong, fmt::format("{} is open to other users", file.string()),
                   fmt::format("chmod 0400 {}", file.string())});
  } else {
    out.push_back(good(fmt::format("{} is closed to other users", file.string())));
  }
}

void readable(const fs::path& file, std::string_view who, Findings& out) {
  if (::access(file.c_str(), R_OK) == 0) {
    return out.push_back(good(fmt::format("{} can be read", file.string())));
  }
  out.push_back(
      {Grade::wrong, fmt::format("{}: {}", file.string(), std::strerror(errno)),
       fmt::format("have the daemon's user read what {} writes (a group, or an ACL)", who)});
}

// The same host and port for plain HTTP: with that curl only opens the connection.
std::string bare(const std::string& url) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parts(curl_url(), curl_url_cleanup);
  char* port = nullptr;
  char* out = nullptr;
  curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME);
  if (curl_url_get(parts.get(), CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) == CURLUE_OK) {
    curl_url_set(parts.get(), CURLUPART_PORT, port, 0);
  }
  curl_url_set(parts.get(), CURLUPART_SCHEME, "http", 0);
  curl_url_get(parts.get(), CURLUPART_URL, &out, 0);
  std::string bare = out == nullptr ? url : out;
  curl_free(port);
  curl_free(out);
  return bare;
}

// Whether anybody listens there.
void reach(const std::string& url, const std::string& whose, Findings& out) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(),
                                                                 curl_easy_cleanup);
  curl_easy_setopt(curl.get(), CURLOPT_URL, bare(url).c_str());
  curl_easy_setopt(curl.get(), CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, kConnectMillis);
  const CURLcode code = curl_easy_perform(curl.get());
  if (code == CURLE_OK) return out.push_back(good(fmt::format("{} is reached", whose)));
  out.push_back({Grade::wrong, fmt::format("{}: {}", whose, curl_easy_strerror(code)),
                 "is the address right, does it run, and does a firewall stand between?"});
}

void examine_source(const config::Source& source, Findings& out) {
  if (const auto* ami = std::get_if<asterisk::AsteriskConfig>(&source.kind)) {
    secret(ami->secret_file, out);
    reach(fmt::format("tcp://{}:{}", ami->host, ami->port),
          fmt::format("source {}: the manager interface at {}:{}", source.id, ami->host, ami->port),
          out);
    if (ami->queue_log) readable(*ami->queue_log, "Asterisk", out);
  } else if (const auto* log = std::get_if<config::QueueLogSource>(&source.kind)) {
    readable(log->queue_log, "Asterisk", out);
  } else if (const auto* esl = std::get_if<freeswitch::FreeSwitchConfig>(&source.kind)) {
    secret(esl->secret_file, out);
    reach(fmt::format("tcp://{}:{}", esl->host, esl->port),
          fmt::format("source {}: the event socket at {}:{}", source.id, esl->host, esl->port),
          out);
  } else if (const auto* hook = std::get_if<webhook::WebhookConfig>(&source.kind)) {
    if (hook->signature) secret(hook->signature->secret_file, out);
  }
}

struct ReceiverLooks {
  const std::string& name;
  Findings& out;

  void look(const std::string& url) const {
    reach(url, fmt::format("receiver {}: {}", name, url.substr(0, url.find('?'))), out);
  }
  void operator()(const alerting::AlertmanagerSettings& to) const {
    for (const std::string& url : to.urls) look(url);
  }
  void operator()(const alerting::WebhookSettings& to) const {
    secret(to.secret_file, out);
    reach(to.url, fmt::format("receiver {}", name), out);  // its path may be a secret
  }
  void operator()(const alerting::MailSettings& to) const {
    secret(to.secret_file, out);
    look(to.server);
  }
  void operator()(const alerting::HeartbeatSettings& to) const {
    reach(to.url, fmt::format("receiver {}", name), out);
  }
};

void examine_keys(const config::Feed& feed, Findings& out) {
  if (feed.keys.empty()) return;
  std::error_code fault;
  const bool some =
      std::ranges::any_of(fs::directory_iterator(feed.keys, fault),
                          [](const auto& e) { return e.path().extension() == ".pub"; });
  secret(feed.secret_file, out);
  if (some) return out.push_back(good(fmt::format("{} has keys", feed.keys.string())));
  out.push_back({Grade::wrong, fmt::format("{} has no key, so nobody gets in", feed.keys.string()),
                 "jonovahti keygen --source NAME makes a pair; put its .pub there"});
}

}  // namespace

Findings examine_machine(const config::Config& config) {
  Findings out = {data_dir(config.data_dir), room(config.data_dir), clock()};
  examine_keys(config.feed, out);
  for (const config::Source& source : config.sources) examine_source(source, out);
  for (const alerting::ReceiverSettings& receiver : config.alerts.receivers) {
    std::visit(ReceiverLooks{receiver.name, out}, receiver.kind);
  }
  return out;
}

}  // namespace jono::app
