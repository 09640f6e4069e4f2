// SPDX-License-Identifier: EUPL-1.2
#include "daemon/api/alert_json.h"

#include <fmt/format.h>

#include <array>
#include <boost/json.hpp>

#include "daemon/api/json.h"

namespace jono::api {
namespace {

namespace json = boost::json;
using alerting::AlertStatus;
using alerting::Subject;

constexpr std::array kKinds = {Subject::Kind::line, Subject::Kind::group, Subject::Kind::source,
                               Subject::Kind::backlog};

std::string_view state_of(const AlertStatus& alert) {
  constexpr std::array<std::string_view, 3> kPhases = {"ok", "pending", "firing"};
  const bool unknown = alert.phase == alerting::Phase::inactive && alert.in_hours && !alert.known;
  return unknown ? "unknown" : kPhases[std::size_t(alert.phase)];
}

json::object alert_json(const AlertStatus& alert, const calendar::Zone& zone) {
  const alerting::Notice& notice = alert.notice;
  json::object out;
  out["alert"] = notice.rule;
  out[name_of(notice.kind)] = notice.subject;
  out["title"] = json_of(notice.title);
  out["severity"] = name_of(notice.severity);
  out["state"] = state_of(alert);
  out["known"] = alert.known;
  out["in_hours"] = alert.in_hours;
  out["since"] = json_of(alert.since, zone);
  out["condition"] = alert.condition;
  out["value"] = json_of(alert.value);
  out["limit"] = json_of(alert.limit);
  out["value_text"] = notice.value;
  out["limit_text"] = notice.limit;
  out["text"] = json_of(notice.text);
  out["runbook"] = notice.runbook;
  out["silenced"] = alert.silenced;
  out["acknowledged"] = alert.ack ? json::value{{"by", alert.ack->who},
                                                {"reason", alert.ack->why},
                                                {"until", zone.format(alert.ack->until)}}
                                  : json::value(nullptr);
  return out;
}

json::array silences_json(const alerting::View& view, const calendar::Zone& zone) {
  json::array out;
  for (const alerting::Silence& silence : view.silences) {
    json::object one{
        {"id", silence.id},
        {"alert", silence.rule.empty() ? json::value(nullptr) : json::value(silence.rule)},
        {"by", silence.who},
        {"reason", silence.why},
        {"from", zone.format(silence.from)},
        {"until", zone.format(silence.until)},
        {"origin", "jonovahti"}};
    if (silence.subject) one[name_of(silence.subject->kind)] = silence.subject->id;
    out.push_back(std::move(one));
  }
  for (const alerting::ForeignSilence& silence : view.foreign) {
    out.push_back({{"id", nullptr},
                   {"matchers", silence.matchers},
                   {"by", silence.who},
                   {"reason", silence.why},
                   {"until", zone.format(silence.until)},
                   {"origin", silence.where}});
  }
  return out;
}

json::array receivers_json(const alerting::View& view, const calendar::Zone& zone) {
  json::array out;
  for (const alerting::ReceiverStatus& receiver : view.receivers) {
    json::object results;
    for (const auto& [result, count] : receiver.results) results[result] = count;
    out.push_back({{"name", receiver.name},
                   {"confirmed", json_of(receiver.confirmed, zone)},
                   {"failing_since", json_of(receiver.failing, zone)},
                   {"answer", receiver.answer},
                   {"certificate_ends", json_of(receiver.certificate_ends, zone)},
                   {"results", std::move(results)}});
  }
  return out;
}

// "90s", "15m", "2h", "1d"; nullopt: none of these.
std::optional<Millis> parse_length(std::string_view text) {
  constexpr std::array<std::pair<char, int>, 4> kUnits = {
      {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86'400}}};
  constexpr std::size_t kMostDigits = 7;
  if (text.size() < 2 || text.size() > kMostDigits + 1) return {};
  std::int64_t number = 0;
  for (const char c : text.substr(0, text.size() - 1)) {
    if (c < '0' || c > '9') return {};
    number = number * 10 + (c - '0');
  }
  for (const auto& [unit, seconds] : kUnits) {
    if (text.back() == unit) return std::chrono::seconds(number * seconds);
  }
  return {};
}

Error bad(std::string what) { return {Errc::bad_input, std::move(what)}; }

Result<PeoplesWish> read_wish(const json::object& from) {
  PeoplesWish out;
  for (const auto& [key, value] : from) {
    if (!value.is_string()) return bad(fmt::format("{}: expected a text", std::string(key)));
    const std::string word(value.get_string());
    const auto* kind = std::ranges::find(kKinds, std::string_view(key),
                                         [](Subject::Kind k) { return name_of(k); });
    if (kind != kKinds.end()) {
      if (out.subject) return bad("only one of line, group, source and backlog");
      out.subject = {*kind, word};
    } else if (key == "alert") {
      out.rule = word;
    } else if (key == "reason") {
      out.reason = word;
    } else if (key == "for") {
      const auto length = parse_length(word);
      if (!length) return bad(fmt::format("for: expected 90s, 15m, 2h or 1d, found \"{}\"", word));
      out.length = *length;
    } else {
      return bad(
          fmt::format("{}: unknown; there are alert, line, group, source, backlog, for and reason",
                      std::string(key)));
    }
  }
  return out;
}

}  // namespace

json::array alert_list(const alerting::View& view, const calendar::Zone& zone, bool all) {
  json::array out;
  for (const AlertStatus& alert : view.alerts) {
    if (all || state_of(alert) != "ok") out.push_back(alert_json(alert, zone));
  }
  return out;
}

std::string alerts_json(const alerting::View& view, const calendar::Zone& zone, bool all) {
  return json::serialize(json::object{{"now", zone.format(view.now)},
                                      {"alerts", alert_list(view, zone, all)},
                                      {"silences", silences_json(view, zone)},
                                      {"receivers", receivers_json(view, zone)}}) +
         "\n";
}

std::string notifications_json(const std::vector<alerting::NotificationRecord>& records,
                               const calendar::Zone& zone) {
  std::string out;
  for (const alerting::NotificationRecord& record : records) {
    out += json::serialize(json::object{{"at", zone.format(record.at)},
                                        {"receiver", record.receiver},
                                        {"key", record.key},
                                        {"told", record.told},
                                        {"result", record.result},
                                        {"answer", record.answer}}) +
           "\n";
  }
  return out;
}

std::string audit_json(const std::vector<alerting::AuditRecord>& records,
                       const calendar::Zone& zone) {
  std::string out;
  for (const alerting::AuditRecord& record : records) {
    out += json::serialize(json::object{{"at", zone.format(record.at)},
                                        {"who", record.who},
                                        {"what", record.what},
                                        {"of", record.of},
                                        {"why", record.why}}) +
           "\n";
  }
  return out;
}

Result<PeoplesWish> parse_wish(std::string_view body) {
  boost::system::error_code fault;
  const json::value root = json::parse(body, fault);
  if (fault || !root.is_object()) return bad("expected a JSON object");
  return read_wish(root.get_object());
}

}  // namespace jono::api
