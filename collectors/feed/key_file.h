// SPDX-License-Identifier: EUPL-1.2
// Keys of the feed on disk: NAME.pub and NAME.secret, text of our own, a word a line:
//
//   # anything
//   source: ace
//   lines: aspa, vaihde       may be left out: all lines of the source
//   public: Z85 of 32 bytes, 40 characters
//   secret: the same; in NAME.secret alone
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/base/result.h"

namespace jono::feed {

struct KeyPair {
  std::string key;  // public; Z85, as the secret one
  std::string secret;
};

struct KeyFile {
  std::string source;              // empty: a daemon's
  std::vector<std::string> lines;  // empty: all lines of the source
  std::string key;                 // public
  std::string secret;              // empty: a public file
};

// A new pair.
[[nodiscard]] KeyPair make_keys();

// The public key that goes with a secret one.
[[nodiscard]] std::string public_of(const std::string& secret);

// Of a file's content, without its name; an error says what is wrong and in which line.
[[nodiscard]] Result<KeyFile> parse_key_file(std::string_view text);

// What parse_key_file() reads again.
[[nodiscard]] std::string print_key_file(const KeyFile& file);

// Both refuse what is no file of at most 16 KiB (a symbolic link is none) and what others could
// have written; a secret file, too, that others can read, or whose two keys are no pair. Errors
// name the file.
[[nodiscard]] Result<KeyFile> read_public_file(const std::filesystem::path& path);
[[nodiscard]] Result<KeyFile> read_secret_file(const std::filesystem::path& path);

// Never over one that is there. `mode` as of open(). Synced, with its folder.
[[nodiscard]] Result<void> write_new_file(const std::filesystem::path& path, std::string_view text,
                                          unsigned mode);

}  // namespace jono::feed
