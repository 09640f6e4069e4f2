// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a queue_log.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "collectors/asterisk/queue_log_decoder.h"

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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Names names({"aspa", "vaihde", "sosiaalihuolto", "seniorilinja"}, {{"pbx", {}}}, {});
  static const Edge edge{&names, IdHasher(IdKey{}), names.source("pbx")};
  asterisk::QueueLogDecoder decoder(edge);
  Checked sink;
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  while (!rest.empty()) {
    const std::size_t length = std::min(rest.find('\n'), rest.size());
    decoder.line(rest.substr(0, length), sink);
    rest.remove_prefix(std::min(length + 1, rest.size()));
  }
  decoder.flush(sink);
  return 0;
}
