// SPDX-License-Identifier: EUPL-1.2
// What the configuration says about one FreeSWITCH. Plain data; the secret itself is never kept
// here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace jono::freeswitch {

struct FreeSwitchConfig {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8021;
  std::filesystem::path secret_file;  // the event socket's password
};

}  // namespace jono::freeswitch
