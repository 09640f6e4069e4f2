// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/file_input.h"

#include <fmt/format.h>

#include "daemon/base/clock.h"

namespace jono::app {
namespace {

class Collected final : public file::TotalsBook {
 public:
  Result<void> keep(SourceId, const std::string&, std::span<const file::Total> totals) override {
    all.assign(totals.begin(), totals.end());
    return {};
  }
  std::vector<file::Total> all;
};

}  // namespace

Result<FileSource> file_source(const config::Config& config, const std::string& source) {
  for (std::uint32_t s = 0; s < config.sources.size(); ++s) {
    const config::Source& one = config.sources[s];
    if (one.id != source) continue;
    const auto* files = std::get_if<file::FileConfig>(&one.kind);
    if (files != nullptr) return FileSource{SourceId{s}, files, one.future_tolerance};
    return Error{
        Errc::bad_input,
        fmt::format("--source {}: is of another type than file: give the one that says how "
                    "such files are read",
                    source)};
  }
  return Error{Errc::bad_input,
               fmt::format("--source {}: there is no such source in the configuration", source)};
}

Result<LookedThrough> look_through(const config::Config& config, const FileSource& source,
                                   const std::string& path, const file::FileTaker::Tell& tell) {
  const auto file = file::OpenFile::open(path);
  if (!file) return Error{Errc::bad_input, file.error().what};
  const Names names = config::names(config);
  const SystemClock clock;
  EpochNames epochs;
  Collected book;
  file::FileTaker taker({.config = *source.config,
                         .edge = {&names, IdHasher(IdKey{}), source.id},
                         .epochs = epochs,
                         .clock = clock,
                         .totals = book,
                         .future_tolerance = source.future_tolerance,
                         .send =
                             [](const Delivery& delivery) {
                               if (delivery.durable) delivery.durable();
                               return true;
                             },
                         .stopped = [] { return false; }},
                        "");
  auto taken = taker.take(*file, path, [&](const file::Progress& progress) {
    if (tell && !progress.delivering) tell(progress);
  });
  if (!taken) return taken.error();
  return LookedThrough{std::move(taken->tally), std::move(book.all)};
}

std::string faults_of(const std::string& path, const file::Tally& tally) {
  std::string out;
  for (const file::Fault& fault : tally.faults) {
    out += fmt::format("{}: {}\n", path, file::words_of(fault));
  }
  if (tally.faulty > tally.faults.size()) {
    out += fmt::format("{}: and {} more\n", path, tally.faulty - tally.faults.size());
  }
  return out;
}

}  // namespace jono::app
