// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "alerting/payload.h"
#include "alerting/wording.h"

namespace jono::alerting {
namespace {

namespace json = boost::json;

enum class ContentType { json, form, text, other };

constexpr std::array<std::string_view, 26> kVariables = {
    "told",    "firing",  "resolved", "closed",   "was_firing", "status",  "rule",
    "subject", "title",   "kind",     "severity", "value",      "limit",   "since",
    "ended",   "summary", "text_fi",  "text_sv",  "text_en",    "runbook", "key",
    "alert",   "secret",  "figure",   "fired_at", "ended_at"};

json::object to_json(const LocalText& text) {
  return {{"fi", text.fi}, {"sv", text.sv}, {"en", text.en}};
}

ContentType type_of(std::string_view header) {
  std::string type(header.substr(0, header.find_first_of("; ")));
  std::ranges::transform(type, type.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  if (type == "application/json" || type.ends_with("+json")) return ContentType::json;
  if (type == "application/x-www-form-urlencoded") return ContentType::form;
  return type == "text/plain" ? ContentType::text : ContentType::other;
}

std::string escape_json(const std::string& text) {
  const std::string quoted = json::serialize(json::string_view(text));
  return quoted.substr(1, quoted.size() - 2);
}

std::string escape_form(const std::string& text) {
  constexpr std::string_view kPlain = "-._~";
  std::string out;
  for (const char c : text) {
    const bool alnum = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (alnum || kPlain.find(c) != kPlain.npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string escape_none(const std::string& text) { return text; }

Escape escape_for(std::string_view content_type) {
  const ContentType type = type_of(content_type);
  return type == ContentType::json   ? escape_json
         : type == ContentType::form ? escape_form
                                     : escape_none;
}

// Nothing that a value says can end the line.
std::string header_line(std::string_view name, const std::string& value) {
  std::string out = fmt::format("{}: {}", name, value);
  std::erase_if(out, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  return out;
}

bool token(std::string_view name) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::ranges::all_of(name, [&](char c) {
    const bool alnum = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return alnum || kMarks.find(c) != kMarks.npos;
  });
}

Variables variables_of(const Telling& telling, const Audience& audience, std::string_view secret) {
  const Notice& notice = telling.notice;
  const auto& zone = audience.zone;
  const std::string key = key_of(notice);
  const bool fires = telling.told == Told::firing;
  Variables out = {{"told", std::string(name_of(telling.told))},
                   {"status", fires ? "firing" : "resolved"},
                   {"rule", notice.rule},
                   {"subject", notice.subject},
                   {"title", notice.title.in(audience.language)},
                   {"kind", std::string(name_of(notice.kind))},
                   {"severity", std::string(name_of(notice.severity))},
                   {"figure", notice.figure},
                   {"value", notice.value},
                   {"limit", notice.limit},
                   {"since", local_minute(zone, notice.fired)},
                   {"ended", notice.ended ? local_minute(zone, *notice.ended) : ""},
                   {"fired_at", rfc3339(notice.fired)},
                   {"ended_at", notice.ended ? rfc3339(*notice.ended) : ""},
                   {"summary", said(telling, zone).in(audience.language)},
                   {"text_fi", notice.text.fi},
                   {"text_sv", notice.text.sv},
                   {"text_en", notice.text.en},
                   {"runbook", notice.runbook},
                   {"key", key},
                   {"alert", key.substr(0, key.rfind('/'))},
                   {"secret", std::string(secret)}};
  for (const Told each : {Told::firing, Told::resolved, Told::closed, Told::was_firing}) {
    out[std::string(name_of(each))] = each == telling.told ? "true" : "";
  }
  return out;
}

std::string plain_body(const Telling& telling, const Audience& audience) {
  const Notice& notice = telling.notice;
  json::object out = {{"key", key_of(notice)},
                      {"told", json::string(name_of(telling.told))},
                      {"language", std::array{"fi", "sv", "en"}[std::size_t(audience.language)]},
                      {"summary", said(telling, audience.zone).in(audience.language)},
                      {"rule", notice.rule},
                      {"kind", json::string(name_of(notice.kind))},
                      {"subject", notice.subject},
                      {"title", to_json(notice.title)},
                      {"severity", json::string(name_of(notice.severity))},
                      {"fired", rfc3339(notice.fired)},
                      {"ended", nullptr},
                      {"figure", notice.figure},
                      {"value", notice.value},
                      {"limit", notice.limit},
                      {"text", to_json(notice.text)},
                      {"runbook", notice.runbook}};
  if (notice.ended) out["ended"] = rfc3339(*notice.ended);
  return json::serialize(out);
}

Result<void> in(std::string_view where, const Result<void>& result) {
  if (result) return result;
  return Error{Errc::bad_input, fmt::format("{}: {}", where, result.error().what)};
}

}  // namespace

Result<void> check(const WebhookSettings& settings) {
  if (settings.method != "POST" && settings.method != "PUT") {
    return Error{Errc::bad_input, "method: POST or PUT"};
  }
  if (type_of(settings.content_type) == ContentType::other) {
    return Error{Errc::bad_input,
                 "content_type: application/json, application/x-www-form-urlencoded or text/plain"};
  }
  if (settings.body.empty() && type_of(settings.content_type) != ContentType::json) {
    return Error{Errc::bad_input, "body: without one the content type is application/json"};
  }
  if (!settings.signature_header.empty() && !token(settings.signature_header)) {
    return Error{Errc::bad_input, "signature_header: no name of a header"};
  }
  if (!settings.signature_header.empty() && settings.secret_file.empty()) {
    return Error{Errc::bad_input, "signature_header: needs a secret_file"};
  }
  constexpr std::array<std::string_view, 1> kSecret = {"secret"};
  for (const auto& [name, value] : settings.headers) {
    if (!token(name)) {
      return Error{Errc::bad_input, fmt::format("headers: {} is no name of a header", name)};
    }
    if (const auto ok = check_template(value, kSecret); !ok) return in("headers: " + name, ok);
  }
  return in("body", check_template(settings.body, kVariables));
}

WebhookRequest webhook_request(const WebhookSettings& settings, const Telling& telling,
                               const Audience& audience, std::string_view secret) {
  WebhookRequest out;
  out.body = settings.body.empty() ? plain_body(telling, audience)
                                   : fill(settings.body, variables_of(telling, audience, secret),
                                          escape_for(settings.content_type));
  out.headers = {header_line("Content-Type", settings.content_type),
                 header_line("Idempotency-Key", dedup_key(telling))};
  const Variables own = {{"secret", std::string(secret)}};
  for (const auto& [name, value] : settings.headers) {
    out.headers.push_back(header_line(name, fill(value, own, escape_none)));
  }
  if (!settings.signature_header.empty()) {
    out.headers.push_back(header_line(settings.signature_header, signature(out.body, secret)));
  }
  return out;
}

std::string signature(std::string_view body, std::string_view secret) {
  const auto bytes = [](std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  };
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac;
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes(secret), secret.size());
  crypto_auth_hmacsha256_update(&state, bytes(body), body.size());
  crypto_auth_hmacsha256_final(&state, mac.data());
  std::array<char, 2 * mac.size() + 1> hex;
  sodium_bin2hex(hex.data(), hex.size(), mac.data(), mac.size());
  return std::string("sha256=") + hex.data();
}

}  // namespace jono::alerting
