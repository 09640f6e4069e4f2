// SPDX-License-Identifier: EUPL-1.2
#include "daemon/api/page_routes.h"

#include <string>

#include "daemon/http/page_files.h"

namespace jono::api {
namespace {

using http::PageFile;
using http::Response;

constexpr std::string_view kPolicy =
    "default-src 'self'; img-src 'self' data:; style-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

Response answer_of(const PageFile& file) {
  Response out{.status = 200,
               .content_type = std::string(file.content_type),
               .body = std::string(file.bytes)};
  if (file.path == "/") {
    out.revalidate = true;
    out.headers.emplace_back("Content-Security-Policy", kPolicy);
    out.headers.emplace_back("Referrer-Policy", "no-referrer");
  } else {
    // Another file has another name.
    out.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
  }
  return out;
}

}  // namespace

std::vector<http::Route> make_page_routes() {
  std::vector<http::Route> out;
  for (const PageFile& file : http::page_files()) {
    out.push_back({http::Needs::wall, "GET", std::string(file.path),
                   [file](const http::Request&) { return answer_of(file); }});
  }
  return out;
}

}  // namespace jono::api
