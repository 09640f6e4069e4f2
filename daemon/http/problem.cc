// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/problem.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace jono::http {

std::string_view reason_phrase(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 413:
      return "Content Too Large";
    case 421:
      return "Misdirected Request";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "";
  }
}

Response problem(int status, std::string_view detail) {
  const std::string_view title = reason_phrase(status);
  boost::json::object document{{"type", "about:blank"}, {"status", status}};
  if (!title.empty()) document["title"] = title;
  document["detail"] = detail;
  return {status, "application/problem+json", boost::json::serialize(document) + "\n"};
}

}  // namespace jono::http
