// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a web configuration, as a file of tokens and as an Authorization header: structs or
// faults, never a crash, and nothing that lets anybody in unasked.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "daemon/config/document.h"
#include "daemon/config/tokens.h"
#include "daemon/config/web_config.h"
#include "daemon/http/credentials.h"
#include "daemon/http/secrets.h"

namespace {

using namespace jono;

void read_files(std::string_view text) {
  std::vector<config::Fault> faults;
  const config::ValuePtr root = config::read_document(text, faults);
  if (!root) return;
  const http::Access access = config::web_config(config::Node(*root, {}, faults), "/nonexistent");
  if (!faults.empty()) return;
  if (access.tls) std::abort();  // of files that are not there
  for (const http::User& user : access.users) {
    if (!http::is_bcrypt(user.hash)) std::abort();
  }
  for (const auto& [name, value] : access.headers) {
    if (value.find_first_of("\r\n") != std::string::npos) std::abort();
  }
}

void read_tokens(std::string_view text) {
  std::vector<config::Fault> faults;
  const config::ValuePtr root = config::read_document(text, faults);
  if (!root) return;
  const config::Tokens read = config::tokens(config::Node(*root, {}, faults));
  if (!faults.empty()) return;
  for (const http::Token& token : read.tokens) {
    if (!config::is_token_name(token.name)) std::abort();
  }
}

void read_header(std::string_view text) {
  const http::Credentials read = http::parse_authorization(text);
  const auto* const password = std::get_if<http::Password>(&read);
  if (password != nullptr && password->user.find(':') != std::string::npos) std::abort();
  static_cast<void>(http::is_cross_origin(text, text, text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_files(text);
  read_tokens(text);
  read_header(text);
  return 0;
}
