// SPDX-License-Identifier: EUPL-1.2
#include "daemon/store/id_key.h"

#include <fmt/format.h>
#include <sodium/randombytes.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>

namespace jono::store {
namespace {

constexpr std::string_view kName = "id.key";
constexpr std::string_view kNewName = "id.key.new";

Error fault(const DataDir& dir, std::string_view what) {
  return {Errc::give_up, fmt::format("{}: {}", (dir.path() / kName).string(), what)};
}

Result<IdKey> load(const DataDir& dir) {
  const auto file = dir.open_file(kName);
  if (!file) return file.error();
  struct stat status{};
  if (::fstat(file->get(), &status) != 0) return fault(dir, std::strerror(errno));
  IdKey key{};
  if (status.st_size != static_cast<off_t>(key.size())) {
    return fault(dir, fmt::format("is {} bytes long, a key has {}: restore the right file",
                                  status.st_size, key.size()));
  }
  if (::pread(file->get(), key.data(), key.size(), 0) != static_cast<ssize_t>(key.size())) {
    return fault(dir, fmt::format("cannot be read: {}", std::strerror(errno)));
  }
  return key;
}

// Under another name until it is whole and synced, so that a crash leaves no part of a key.
Result<IdKey> make(const DataDir& dir) {
  const auto file = dir.open_file(kNewName);
  if (!file) return file.error();
  IdKey key{};
  ::randombytes_buf(key.data(), key.size());
  if (::ftruncate(file->get(), 0) != 0 ||
      ::pwrite(file->get(), key.data(), key.size(), 0) != static_cast<ssize_t>(key.size()) ||
      ::fsync(file->get()) != 0) {
    return fault(dir, fmt::format("cannot be written: {}", std::strerror(errno)));
  }
  if (const auto renamed = dir.rename(kNewName, kName); !renamed) return renamed.error();
  return key;
}

}  // namespace

Result<IdKey> load_or_create_id_key(const DataDir& dir, bool journal_empty) {
  if (dir.has(kName)) return load(dir);
  if (journal_empty) return make(dir);
  return fault(dir,
               "is missing, and the journal holds ids hashed with it: restore the file, or move "
               "journal.db away to begin anew");
}

}  // namespace jono::store
