// SPDX-License-Identifier: EUPL-1.2
// The configuration, as plain data: YAML in, structs or a list of every fault out. Durations,
// defaults and rules stand beside the readers; of what the configuration names only mappings' files
// are opened.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "alerting/desk_lane.h"
#include "alerting/receiver_settings.h"
#include "alerting/rule.h"
#include "collectors/asterisk/asterisk_config.h"
#include "collectors/file/file_config.h"
#include "collectors/freeswitch/freeswitch_config.h"
#include "collectors/simulator/simulator_config.h"
#include "collectors/subscribe/subscribe_config.h"
#include "collectors/webhook/webhook_config.h"
#include "daemon/base/ids.h"
#include "daemon/base/local_text.h"
#include "daemon/base/time.h"
#include "daemon/calendar/calendar.h"
#include "daemon/config/fault.h"
#include "daemon/engine/line_settings.h"
#include "daemon/event/names.h"
#include "daemon/report/period.h"

namespace jono::config {

struct Line {
  engine::LineSettings settings;
  LocalText name;                                   // the id where the configuration gives none
  std::string group;                                // empty: in none
  calendar::Dated<double> same_day_target{1.0};     // 0..1
  calendar::Dated<double> answer_rate_target{0.9};  // 0..1
};

// Of each class, the age that nothing open should pass; nullopt: no target.
struct Backlog {
  std::string id;
  LocalText name;
  std::optional<calendar::Dated<Millis>> urgent;
  std::optional<calendar::Dated<Millis>> other;
};

struct FeedSource {};

// A queue_log without its PBX's AMI.
struct QueueLogSource {
  std::filesystem::path queue_log;
};

using SourceKind = std::variant<FeedSource, subscribe::SubscribeConfig, asterisk::AsteriskConfig,
                                QueueLogSource, file::FileConfig, simulator::SimulatorConfig,
                                webhook::WebhookConfig, freeswitch::FreeSwitchConfig>;

struct Source {
  std::string id;
  SourceKind kind;
  std::map<std::string, LineId> queues;       // the phone system's names; may be empty
  std::vector<LineId> lines;                  // of `queues` and `lines`, sorted; empty: every line
  std::map<LineId, engine::Term> handover{};  // lines for which it does not count all the time
  std::optional<Millis> silent_after;         // nullopt: never judged by its silence
  Millis future_tolerance = std::chrono::minutes(10);
};

struct Feed {
  std::vector<std::string> listen = {"tcp://127.0.0.1:5556"};  // without keys: loopback or ipc
  std::filesystem::path keys{};         // a folder of public keys; empty: without keys
  std::filesystem::path secret_file{};  // the daemon's own key
};

struct BridgeTarget {
  std::string endpoint;                // of a daemon's feed; unlike any other's
  std::filesystem::path server_key{};  // its public file; empty: it uses no keys
};

// Where `jonovahti bridge` sends what its sources say.
struct Bridge {
  std::vector<BridgeTarget> to;  // at least one
  std::filesystem::path key{};   // the sender's secret file; empty: no target uses keys
  std::filesystem::path outbox;
  std::uint64_t outbox_bytes = std::uint64_t{1} << 30U;  // of events, for each source
};

struct Http {
  std::string host = "127.0.0.1";  // loopback, unless one of what is below says who may ask
  std::uint16_t port = 9636;       // 0: any free one
  // Where the daemon answers commands; at most 107 bytes.
  std::filesystem::path socket;
  std::filesystem::path web_config{};  // empty: none; so with the next
  std::filesystem::path tokens{};
  bool public_wall = false;  // anybody sees the wall, and nothing else
};

struct Store {
  Millis settle_after = std::chrono::hours(1);
  Millis journal_retention = std::chrono::days(35);
};

enum class LogLevel { debug, info, warning, error };

// "debug", "info", "warning" or "error"; nullopt: none of them.
[[nodiscard]] std::optional<LogLevel> log_level(std::string_view name);

struct Log {
  LogLevel level = LogLevel::info;  // and what is graver
};

struct Privacy {
  int small_cells = 5;  // counts of 1 to one less are hidden in what is published
};

struct Alerts {
  Millis evaluate_every = std::chrono::seconds(1);
  Millis hold = alerting::kHold;        // no end is told sooner after its begin
  std::vector<alerting::Rule> rules{};  // their subjects are places in what config::site() makes
  std::vector<alerting::ReceiverSettings> receivers{};
};

enum class ReportFormat { html, csv, json, pdf };

// A report that is made by itself once a period of its kind is over.
struct ScheduledReport {
  std::string name;  // unique; part of file names
  report::Period::Kind period{};
  Millis after = std::chrono::hours(6);  // the period's end
  std::vector<Language> languages;       // at least one; so with formats
  std::vector<ReportFormat> formats = {ReportFormat::html};
  bool publish = false;            // small counts are hidden
  std::filesystem::path folder{};  // empty: none; then there is mail
  std::optional<alerting::MailSettings> mail;
};

// Lines, backlogs and sources are sorted by id in byte order: a LineId is a place in `lines`.
struct Config {
  calendar::Zone zone;
  std::string timezone = "Europe/Helsinki";
  Language language = Language::fi;
  std::filesystem::path data_dir = "/var/lib/jonovahti";
  std::vector<Line> lines{};
  std::vector<Backlog> backlogs{};
  std::vector<Source> sources{};
  Feed feed{};
  std::optional<Bridge> bridge{};
  Http http{};
  Store store{};
  Privacy privacy{};
  Log log{};
  Alerts alerts{};
  std::vector<ScheduledReport> reports{};
};

using Outcome = std::variant<Config, Faults>;

// At most 256 KiB are read; a file that cannot be is a fault at 1:1.
[[nodiscard]] Outcome load(const std::filesystem::path& path);

// `file_name` is for the faults. Any bytes are fine: hostile input is refused within 100 ms.
[[nodiscard]] Outcome parse(std::string_view text, const std::string& file_name);

[[nodiscard]] Names names(const Config& config);

}  // namespace jono::config
