// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a batch of the journal: as they would be stored, and as what is compressed in it,
// since no fuzzer makes a compressed frame by chance.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "daemon/store/batch_codec.h"

namespace {

// Whatever is taken must name what is configured, and be counted right.
void decode(std::string_view blob, std::uint32_t count) {
  static const jono::Names names({"aspa", "hoito"}, {{"ace", {}}, {"bulk", {}}}, {"kirjeet"});
  static jono::EpochNames epochs;
  jono::store::BatchDecoder decoder(names, epochs);
  if (!decoder.decode(blob, count)) return;
  if (decoder.events().size() + decoder.skipped() != count) std::abort();
  for (const jono::Event& event : decoder.events()) {
    if (event.source.value >= names.sources()) std::abort();
    if (event.line.set() && event.line.value >= names.lines()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  static jono::store::Compressor compressor;
  decode(rest, data[0]);
  decode(compressor.compress(rest), data[0]);
  return 0;
}
