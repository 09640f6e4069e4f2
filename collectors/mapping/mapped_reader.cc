// SPDX-License-Identifier: EUPL-1.2
#include "collectors/mapping/mapped_reader.h"

namespace jono::mapping {

MappedReader::MappedReader(const Mapping& mapping, const Edge& edge, EpochNames& epochs)
    : mapper_(mapping),
      parser_(*edge.names, edge.hasher, epochs, SourceRule::transport),
      source_(edge.source) {}

MappedReader::Outcome MappedReader::judge(const Mapped& mapped, std::size_t length) {
  const Event* event = parser_.judge(mapped.event, length, source_);
  const Misfit* misfit = mapped.misfit ? &*mapped.misfit : nullptr;
  if (misfit != nullptr) return {nullptr, &parser_.refuse(misfit->reason), misfit};
  if (event == nullptr) return {nullptr, &parser_.refusal(), nullptr};
  return {event, nullptr, nullptr};
}

}  // namespace jono::mapping
