// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/esl_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace jono::test {
namespace {

std::string name_of(const std::string& request) {
  std::string out = request.substr(0, request.find('\n'));
  if (out.starts_with("api ")) return out.substr(4);
  return out.starts_with("auth ") ? "auth" : out;
}

std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.') {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string wrapped(std::string_view type, std::string_view body) {
  return fmt::format("Content-Length: {}\nContent-Type: {}\n\n{}", body.size(), type, body);
}

Dialect esl() {
  return {
      .end = "\n\n",
      .name = name_of,
      .allowed = {"auth", "event plain ALL", "callcenter_config queue list",
                  "callcenter_config queue list members support@default",
                  "callcenter_config tier list", "callcenter_config agent list", "status", "exit"},
      .answer = [](std::string answer, const std::string&) { return answer; },
      .answers = {
          {"event plain ALL", esl_reply("+OK event listener enabled plain")},
          {"callcenter_config queue list",
           esl_answer("name|strategy\nsupport@default|ring-all\nother@default|ring-all\n+OK\n")},
          {"callcenter_config queue list members support@default", esl_answer("+OK\n")},
          {"callcenter_config tier list",
           esl_answer("queue|agent|state|level|position\n"
                      "support@default|1000@default|Ready|1|1\n"
                      "other@default|1001@default|Ready|1|1\n+OK\n")},
          {"callcenter_config agent list",
           esl_answer("name|contact|status|state\n"
                      "1000@default|[a=b|c]user/1000|Available|Waiting\n"
                      "1001@default|user/1001|Available|Waiting\n+OK\n")},
          {"status", esl_answer("UP 0 years, 0 days\n")},
          {"exit", esl_reply("+OK bye")}}};
}

}  // namespace

EslServer::EslServer(std::vector<Script> scripts) : WireServer(esl(), std::move(scripts)) {}

void welcome_esl(EslPeer& peer) {
  peer.send(kAuthRequest);
  if (peer.wait_for("auth")) peer.send(esl_reply("+OK accepted"));
}

std::string esl_reply(std::string_view text) {
  return fmt::format("Content-Type: command/reply\nReply-Text: {}\n\n", text);
}

std::string esl_answer(std::string_view body) { return wrapped("api/response", body); }

std::string esl_event(std::uint64_t sequence, std::int64_t micros, std::string_view action,
                      EslHeaders headers) {
  std::string out = fmt::format(
      "Event-Subclass: callcenter%3A%3Ainfo\nEvent-Name: CUSTOM\nCore-UUID: c0\n"
      "Event-Date-Timestamp: {}\nEvent-Sequence: {}\nCC-Action: {}\n",
      micros, sequence, encoded(action));
  for (const auto& [name, value] : headers) {
    out += fmt::format("{}: {}\n", name, encoded(value));
  }
  return wrapped("text/event-plain", out + "\n");
}

std::string esl_heartbeat(std::uint64_t sequence, std::int64_t micros) {
  return wrapped("text/event-plain",
                 fmt::format("Event-Name: HEARTBEAT\nCore-UUID: c0\nEvent-Date-Timestamp: {}\n"
                             "Event-Sequence: {}\n\n",
                             micros, sequence));
}

std::string esl_members(std::int64_t joined, const std::vector<std::string>& calls) {
  std::string out =
      "queue|uuid|session_uuid|cid_number|cid_name|joined_epoch|rejoined_epoch|state\n";
  for (const std::string& call : calls) {
    out += fmt::format("support@default|m|{}|0401234567|A|B|C|{}|0|Waiting\n", call, joined);
  }
  return esl_answer(out + "+OK\n");
}

}  // namespace jono::test
