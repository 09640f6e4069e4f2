// SPDX-License-Identifier: EUPL-1.2
// Any bytes on an AMI connection. The first byte chooses the size of the chunks and whether the
// times of receipt are known.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "collectors/asterisk/ami_decoder.h"
#include "collectors/asterisk/ami_framer.h"

namespace {

using namespace jono;

struct Checked final : EventSink {
  void accept(Event event) override {
    if (!event.line.set() || !event.source.set()) std::abort();
  }
  void refuse(Refusal refusal) override {
    if (refusal.line.size() > 64) std::abort();
  }
};

asterisk::UserEvents user_events() {
  asterisk::UserEvents names;
  names.queue_done.emplace().name = "QueueDone";
  names.callback_requested.emplace().name = "CallbackRequested";
  names.callback_reached.emplace().name = "CallbackAnswered";
  names.callback_failed.emplace().name = "CallbackFailed";
  return names;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Names names({"aspa", "vaihde", "sosiaalihuolto", "seniorilinja"}, {{"pbx", {}}}, {});
  static const Edge edge{&names, IdHasher(IdKey{}), names.source("pbx")};
  if (size == 0) return 0;
  const std::size_t chunk = data[0] / 2 + 1;
  const bool timed = data[0] % 2 == 1;
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  asterisk::AmiFramer framer(4096);
  asterisk::AmiDecoder decoder(edge, user_events());
  Checked sink;
  Instant now{};
  while (!rest.empty()) {
    std::string_view part = rest.substr(0, chunk);
    rest.remove_prefix(part.size());
    now += Millis(100);
    while (const asterisk::AmiMessage* m = framer.next(part)) {
      decoder.feed(*m, timed ? std::optional(now) : std::nullopt, sink);
    }
    if (timed && decoder.next_deadline() <= now) decoder.advance(now, sink);
  }
  if (timed) decoder.connection_lost(sink);
  decoder.flush(sink);
  if (decoder.next_deadline()) std::abort();
  return 0;
}
