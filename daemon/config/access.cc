// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/access.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <utility>

#include "daemon/config/address.h"
#include "daemon/config/document.h"
#include "daemon/config/text.h"
#include "daemon/config/tokens.h"
#include "daemon/config/walk.h"
#include "daemon/config/web_config.h"

namespace jono::config {
namespace {

using Read = std::function<void(const Node&)>;

// Notes what is wrong with the file and with what `read` finds in it.
Faults read_file(const std::filesystem::path& path, const Read& read) {
  Faults out{path.string(), {}};
  const Result<std::string> text = file_text(path);
  if (!text) {
    out.faults.push_back({{}, text.error().what});
    return out;
  }
  if (const ValuePtr root = read_document(*text, out.faults)) read(Node(*root, {}, out.faults));
  std::ranges::sort(out.faults);
  return out;
}

void refuse_strangers(const std::filesystem::path& path, Faults& faults) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0 || (status.st_mode & (S_IRWXG | S_IRWXO)) == 0) return;
  faults.faults.insert(faults.faults.begin(), {{}, "others than its owner may open it: chmod 600"});
}

// What keeps a wider address than loopback from being an open door.
std::vector<Fault> exposed(const http::Access& access) {
  if (access.users.empty() && access.tokens.empty() && !access.certificates) {
    if (access.public_wall) return {};
    return {{{},
             "http.listen is not loopback: basic_auth_users, client certificates or http.tokens "
             "are needed, or public_wall: true"}};
  }
  if (access.tls) return {};
  return {{{},
           "http.listen is not loopback: without tls_server_config, passwords and tokens would "
           "be readable on the way"}};
}

}  // namespace

AccessOutcome load_access(const Http& http) {
  http::Access out;
  std::vector<Faults> found;
  if (!http.web_config.empty()) {
    found.push_back(read_file(http.web_config, [&](const Node& root) {
      out = web_config(root, http.web_config.parent_path());
    }));
  }
  if (!http.web_config.empty()) out.files.push_back(http.web_config);
  if (!http.tokens.empty()) {
    out.files.push_back(http.tokens);
    Faults faults = read_file(http.tokens, [&](const Node& root) {
      Tokens read = tokens(root);
      out.tokens = std::move(read.tokens);
      out.roles = std::move(read.roles);
    });
    refuse_strangers(http.tokens, faults);
    found.push_back(std::move(faults));
  }
  out.public_wall = http.public_wall;
  const bool wide = !is_loopback(http.host);
  out.open = !wide && out.users.empty() && out.tokens.empty() && !out.certificates;
  std::erase_if(found, [](const Faults& each) { return each.faults.empty(); });
  if (found.empty() && wide) {
    const auto& blamed = http.web_config.empty() ? http.tokens : http.web_config;
    if (auto faults = exposed(out); !faults.empty()) {
      found.push_back({blamed.string(), std::move(faults)});
    }
  }
  if (!found.empty()) return found;
  return std::make_shared<const http::Access>(std::move(out));
}

}  // namespace jono::config
