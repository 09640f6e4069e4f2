// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/request_target.h"

#include <algorithm>
#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <boost/url/url_view.hpp>

namespace jono::http {
namespace {

namespace urls = boost::urls;

bool control(char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; }

bool clean(std::string_view text) { return std::ranges::none_of(text, control); }

// A slash inside a segment was an encoded one: two readers might take it for two things.
bool clean_segment(std::string_view segment) {
  return segment != "." && segment != ".." && segment.find('/') == segment.npos && clean(segment);
}

bool read_path(const urls::url_view& url, std::string& out) {
  // Boost.URL hides a leading "/.".
  if (std::string_view(url.encoded_path()).starts_with("/./")) return false;
  for (const std::string& segment : url.segments()) {
    if (!clean_segment(segment)) return false;
    out += '/';
    out += segment;
  }
  if (out.empty()) out = "/";
  return true;
}

bool read_query(const urls::url_view& url, Target& out) {
  if (!url.has_query()) return true;
  for (const auto& parameter : url.params(urls::encoding_opts(false))) {
    if (parameter.key.empty() && !parameter.has_value) continue;
    if (!clean(parameter.key) || !clean(parameter.value)) return false;
    out.query.emplace_back(parameter.key, parameter.value);
  }
  return true;
}

}  // namespace

std::optional<Target> parse_target(std::string_view target) {
  const auto url =
      target.starts_with('/') ? urls::parse_origin_form(target) : urls::parse_absolute_uri(target);
  if (!url || (url->has_scheme() && url->scheme_id() != urls::scheme::http)) return std::nullopt;
  Target out;
  if (!read_path(*url, out.path) || !read_query(*url, out)) return std::nullopt;
  return out;
}

std::string encode(std::string_view text) {
  return boost::urls::encode(text, boost::urls::unreserved_chars);
}

}  // namespace jono::http
