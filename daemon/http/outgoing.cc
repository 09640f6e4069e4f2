// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/outgoing.h"

#include <sodium.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <stdexcept>

#include "daemon/http/problem.h"

namespace jono::http {
namespace {

constexpr std::size_t kWorthwhile = 1024;      // bytes; less is sent as it is
constexpr std::size_t kLongWork = 128 * 1024;  // bytes: some milliseconds to compress or hash

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t");
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

// Calls use(item, quality) for each item of a list such as "sv-FI, fi;q=0.5"; 1 where none is
// given.
template <class F>
void for_each_choice(std::string_view list, F use) {
  while (!list.empty()) {
    const std::string_view item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), item.size() + 1));
    const std::string_view name = trimmed(item.substr(0, item.find(';')));
    double quality = 1;
    if (const auto q = item.find("q="); q != item.npos) {
      const std::string_view digits = trimmed(item.substr(q + 2));
      const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), quality);
      if (read.ec != std::errc{}) quality = 0;
    }
    use(name, quality);
  }
}

std::optional<Language> language_of(std::string_view tag) {
  const std::string_view first = tag.substr(0, tag.find('-'));
  if (first == "fi") return Language::fi;
  if (first == "sv") return Language::sv;
  if (first == "en") return Language::en;
  return std::nullopt;
}

bool is_text(std::string_view content_type) {
  constexpr std::array<std::string_view, 5> kTexts = {
      "text/", "application/json", "application/x-ndjson", "application/yaml", "image/svg"};
  return std::ranges::any_of(kTexts, [&](auto start) { return content_type.starts_with(start); });
}

bool is_coded(const Response& response) {
  return std::ranges::any_of(response.headers,
                             [](const auto& h) { return h.first == "Content-Encoding"; });
}

bool compressible(const Response& response, const Request& request) {
  return request.gzip && response.body.size() >= kWorthwhile && is_text(response.content_type) &&
         !is_coded(response);
}

// Weak, since the compressed form has the same.
std::string entity_tag(std::string_view body) {
  std::array<unsigned char, 16> hash;
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(body.data()),
                     body.size(), nullptr, 0);
  std::array<char, 2 * hash.size() + 1> hex;
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return std::string("W/\"") + hex.data() + "\"";
}

bool names(std::string_view if_none_match, std::string_view tag) {
  const std::string_view bare = tag.substr(2);  // W/ makes no difference here
  return if_none_match == "*" || if_none_match.find(bare) != if_none_match.npos;
}

Response tagged(Response response, const Request& request) {
  const std::string tag = entity_tag(response.body);
  response.headers.emplace_back("ETag", tag);
  response.headers.emplace_back("Cache-Control", "no-cache");
  if (!request.if_none_match.empty() && names(request.if_none_match, tag)) {
    response.status = 304;
    response.content_type.clear();
    response.body.clear();
  }
  return response;
}

}  // namespace

Language choose_language(std::string_view accept_language, Language otherwise) {
  Language best = otherwise;
  double liked = 0;
  for_each_choice(accept_language, [&](std::string_view tag, double quality) {
    const auto language = language_of(tag);
    if (!language || quality <= liked) return;
    best = *language;
    liked = quality;
  });
  return best;
}

bool takes_gzip(std::string_view accept_encoding) {
  bool out = false;
  for_each_choice(accept_encoding, [&](std::string_view coding, double quality) {
    if (coding == "gzip") out = quality > 0;
  });
  return out;
}

std::string gzip(std::string_view bytes) {
  constexpr int kLevel = 5, kGzip = 15 + 16, kMemory = 8;
  z_stream stream{};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kGzip, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("zlib cannot be had");
  }
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END) throw std::runtime_error("zlib did not finish");
  return out;
}

bool is_long_work(const Response& response, const Request& request) {
  return response.body.size() > kLongWork &&
         (response.revalidate || compressible(response, request));
}

Response finish(Response response, const Request& request, Language otherwise) {
  if (response.problem) {
    const Language language = choose_language(request.accept_language, otherwise);
    response.body = problem_document(response.status, *response.problem, language);
    return response;
  }
  if (response.revalidate) response = tagged(std::move(response), request);
  if (is_text(response.content_type)) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (!compressible(response, request)) return response;
  response.body = gzip(response.body);
  response.headers.emplace_back("Content-Encoding", "gzip");
  return response;
}

}  // namespace jono::http
