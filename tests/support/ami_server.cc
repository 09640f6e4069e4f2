// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/ami_server.h"

namespace jono::test {
namespace {

std::string header(const std::string& text, const std::string& key) {
  const std::size_t at = text.find(key + ": ");
  if (at == std::string::npos) return {};
  const std::size_t from = at + key.size() + 2;
  return text.substr(from, text.find("\r\n", from) - from);
}

std::string with_id(std::string answer, const std::string& action) {
  if (const auto id = answer.find("{id}"); id != std::string::npos) {
    answer.replace(id, 4, header(action, "ActionID"));
  }
  return answer;
}

Dialect ami() {
  return {.end = "\r\n\r\n",
          .name = [](const std::string& action) { return header(action, "Action"); },
          .allowed = {"Login", "ListCommands", "QueueStatus", "Ping", "Logoff"},
          .answer = with_id,
          .answers = {{"Logoff", "Response: Goodbye\r\n\r\n"}}};
}

}  // namespace

std::string ami_message(
    std::initializer_list<std::pair<std::string_view, std::string_view>> lines) {
  std::string out;
  for (const auto& [key, value] : lines) {
    out.append(key).append(": ").append(value).append("\r\n");
  }
  return out + "\r\n";
}

void welcome_ami(AmiPeer& peer) {
  peer.send("Asterisk Call Manager/11.0.0\r\n");
  if (!peer.wait_for("Login")) return;
  peer.send(ami_message({{"Response", "Success"}, {"ActionID", "login"}}));
  peer.send(ami_message({{"Event", "FullyBooted"}, {"Status", "Fully Booted"}}));
}

AmiServer::AmiServer(std::vector<Script> scripts) : WireServer(ami(), std::move(scripts)) {}

}  // namespace jono::test
