// SPDX-License-Identifier: EUPL-1.2
// Whom alerts are told, as plain data.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "alerting/rule.h"
#include "daemon/base/local_text.h"

namespace jono::alerting {

// Prometheus's Alertmanager, API v2: each of `urls` is told everything.
struct AlertmanagerSettings {
  std::vector<std::string> urls;    // http://host:port, with a path where it has one
  std::filesystem::path ca_file{};  // empty: the system's authorities; so with the next
};

// One HTTP request for each notice.
struct WebhookSettings {
  std::string url;
  std::string method = "POST";                 // POST or PUT
  std::map<std::string, std::string> headers;  // values may have {{secret}}
  std::string content_type = "application/json";
  // Mustache; variables are escaped for the content type. Empty: the plain JSON of the notice.
  std::string body;
  std::filesystem::path secret_file;  // empty: none
  // The request's HMAC-SHA256 under the secret goes there, as sha256=HEX; empty: unsigned.
  std::string signature_header;
  std::filesystem::path ca_file{};
};

// Mail by SMTP with TLS.
struct MailSettings {
  std::string server;  // smtp://host:port (STARTTLS) or smtps://host:port
  std::string from;
  std::vector<std::string> to;
  std::string user;                   // empty: no login
  std::filesystem::path secret_file;  // the user's password
  std::filesystem::path ca_file{};
};

// An address that must hear from us: it raises the alarm when it does not.
struct HeartbeatSettings {
  std::string url;
  Millis every = std::chrono::seconds(30);
  std::filesystem::path ca_file{};
};

struct ReceiverSettings {
  std::string name;  // unique
  std::variant<AlertmanagerSettings, WebhookSettings, MailSettings, HeartbeatSettings> kind;
  std::vector<Severity> severities{};  // empty: all
  Language language = Language::fi;
  // Takes over: is told what none of these has confirmed within `after`. Empty: told at once.
  std::vector<std::string> instead_of{};
  Millis after = std::chrono::minutes(2);
};

}  // namespace jono::alerting
