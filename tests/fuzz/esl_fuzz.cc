// SPDX-License-Identifier: EUPL-1.2
// Any bytes on an event socket connection. The first byte chooses the size of the chunks and how
// fast time passes.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "collectors/freeswitch/esl_session.h"

namespace {

using namespace jono;

void look_at(WireSession& session) {
  const auto delivery = session.take_delivery();
  if (!delivery) return;
  for (const Event& event : delivery->events) {
    if (!event.line.set() || !event.source.set()) std::abort();
  }
  for (const Refusal& refusal : delivery->refusals) {
    if (refusal.line.size() > 64) std::abort();
  }
}

// Each request is of one line that we know, and the blank one.
void check(std::string_view said) {
  while (!said.empty()) {
    const std::size_t end = said.find("\n\n");
    if (end == std::string_view::npos) std::abort();
    const std::string_view line = said.substr(0, end);
    const bool known = line == "auth s" || line == "event plain ALL" || line == "exit" ||
                       line == "api status" || line.starts_with("api callcenter_config ");
    if (!known || line.find('\n') != std::string_view::npos) std::abort();
    said.remove_prefix(end + 2);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Names names({"aspa"}, {{"pbx", {{"support@default", LineId{0}}}}}, {});
  static const Edge edge{&names, IdHasher(IdKey{}), names.source("pbx")};
  if (size == 0) return 0;
  const std::size_t chunk = data[0] / 2 + 1;
  const Millis step(data[0] % 2 == 1 ? 500 : 1);
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  WireNow now{WireSession::Time(std::chrono::hours(1)), Instant(Millis(1'795'316'400'000))};
  freeswitch::CallcenterDecoder decoder(edge);
  freeswitch::EslSession session(decoder, "s", {}, now);
  while (!rest.empty() && !session.end()) {
    const std::string_view part = rest.substr(0, chunk);
    rest.remove_prefix(part.size());
    now.steady += step;
    now.wall += step;
    session.receive(part, now);
    session.tick(now);
    check(session.take_output());
    look_at(session);
  }
  session.log_off(now);
  check(session.take_output());
  session.broken("over", now);
  if (!session.end()) std::abort();
  look_at(session);
  return 0;
}
