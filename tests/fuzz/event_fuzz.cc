// SPDX-License-Identifier: EUPL-1.2
// Any bytes to the parser; what it takes must survive printing and the journal's encoding.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "daemon/event/codec.h"
#include "daemon/event/parser.h"
#include "daemon/event/printer.h"

namespace jono {
namespace {

void require(bool ok) {
  if (!ok) std::abort();
}

void check_kept(const Event& event) {
  std::string bytes;
  encode(event, bytes);
  std::string_view in = bytes;
  const auto read = decode(in);
  require(read && in.empty() && same_content(*read, event) && read->seq == event.seq &&
          read->epoch == event.epoch);
}

void check(std::string_view line, SourceRule rule) {
  static const Names names({"aspa", "hoito"}, {{"ace", {{"q100", LineId{1}}}}, {"bulk", {}}},
                           {"kirjeet"});
  static EpochNames epochs;
  EventParser parser(names, IdHasher(IdKey{}), epochs, rule);
  const Event* event = parser.parse(line, SourceId{0});
  if (event == nullptr) {
    require(parser.refusal().line.size() <= 64);
    return;
  }
  if (event->type() != EventType::agent_state) check_kept(*event);
  std::string printed;
  print(*event, names, epochs, printed);
  const EventType type = event->type();
  const bool fits = printed.size() <= JsonReader::kMost;  // ids are longer than they were
  event = parser.parse(printed, SourceId{0});
  require(!fits || (event != nullptr && event->type() == type));
}

}  // namespace
}  // namespace jono

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  jono::check(line, jono::SourceRule::transport);
  jono::check(line, jono::SourceRule::body);
  return 0;
}
