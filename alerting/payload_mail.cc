// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "alerting/payload.h"
#include "alerting/wording.h"

namespace jono::alerting {
namespace {

constexpr std::size_t kLongestSubject = 300;  // bytes

std::string base64(std::string_view bytes) {
  std::string out(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // its final zero
  return out;
}

bool is_control(unsigned char c) { return c < 0x20 || c == 0x7f; }
bool is_ascii(unsigned char c) { return c < 0x80; }

// At most `most` bytes of `text`, no half character at the end.
std::string_view head(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end > 0 ? end : most);  // 0: it is no UTF-8 anyway
}

// RFC 2047, folded.
std::string encoded_words(std::string_view text) {
  constexpr std::size_t kWord = 39;  // bytes: a word of 64 characters, of a line's 76
  std::string out;
  while (!text.empty()) {
    const std::string_view word = head(text, kWord);
    out += fmt::format("{}=?UTF-8?B?{}?=", out.empty() ? "" : "\r\n ", base64(word));
    text.remove_prefix(word.size());
  }
  return out;
}

// Nothing in `text` can end the header.
std::string unstructured(std::string_view text) {
  constexpr std::size_t kPlain = 60;  // fits in the line with the header's name
  std::string plain(head(text, kLongestSubject));
  std::ranges::replace_if(plain, is_control, ' ');
  const bool is_plain = std::ranges::all_of(plain, is_ascii) && plain.size() <= kPlain &&
                        plain.find("=?") == plain.npos;
  return is_plain ? plain : encoded_words(plain);
}

// The name before an address.
std::string phrase(std::string_view name) {
  const std::size_t from = name.find_first_not_of(" \"");
  if (from == name.npos) return {};
  const std::string text(name.substr(from, name.find_last_not_of(" \"") + 1 - from));
  const bool atoms = std::ranges::all_of(text, [](char c) {
    return c == ' ' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
  return atoms ? text : encoded_words(text);
}

std::string mailbox(std::string_view address) {
  const std::string bare = bare_address(address);
  const std::size_t bracket = address.find('<');
  const std::string name = phrase(bracket == address.npos ? "" : address.substr(0, bracket));
  return name.empty() ? bare : fmt::format("{} <{}>", name, bare);
}

std::string message_id(const Telling& telling, Told told, const MailSettings& settings) {
  const std::string key = dedup_key({telling.notice, told});
  std::array<unsigned char, 16> hash;
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(key.data()),
                     key.size(), nullptr, 0);
  std::array<char, 2 * hash.size() + 1> hex;
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  const std::string from = bare_address(settings.from);
  return fmt::format("<{}@{}>", hex.data(), from.substr(from.find('@') + 1));
}

std::string rfc5322(Instant t) {
  constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed",
                                                     "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(t);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(t - day));
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
                     kDays[std::chrono::weekday(day).c_encoding()], unsigned(date.day()),
                     kMonths[unsigned(date.month()) - 1], int(date.year()), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

// The names of the body's lines.
struct Labels {
  std::string_view value, limit, since, ended, severity, runbook, key;
};
constexpr std::array<Labels, 3> kLabels = {{
    {"Arvo", "Raja", "Alkoi", "Päättyi", "Kiireellisyys", "Ohje", "Tunniste"},
    {"Värde", "Gräns", "Började", "Slutade", "Allvarlighet", "Anvisning", "Nyckel"},
    {"Value", "Limit", "Since", "Ended", "Severity", "Runbook", "Key"},
}};

std::string text_of(const Telling& telling, const Audience& audience) {
  const Notice& notice = telling.notice;
  const Labels& labels = kLabels[std::size_t(audience.language)];
  std::string out = said(telling, audience.zone).in(audience.language) + "\r\n\r\n";
  const auto line = [&out](std::string_view label, std::string_view value) {
    if (!value.empty()) out += fmt::format("{}: {}\r\n", label, value);
  };
  line(labels.value, notice.value);
  line(labels.limit, notice.limit);
  line(labels.since, local_minute(audience.zone, notice.fired));
  line(labels.ended, notice.ended ? local_minute(audience.zone, *notice.ended) : "");
  line(labels.severity, name_of(notice.severity));
  line(labels.runbook, notice.runbook);
  line(labels.key, key_of(notice));
  return out;
}

std::string folded(const std::string& encoded) {
  constexpr std::size_t kLine = 76;
  std::string out;
  for (std::size_t at = 0; at < encoded.size(); at += kLine) {
    out.append(encoded, at, kLine).append("\r\n");
  }
  return out;
}

}  // namespace

std::string bare_address(std::string_view address) {
  const std::size_t open = address.find('<');
  if (open != address.npos) address = address.substr(open + 1, address.find('>') - open - 1);
  std::string out(address);
  std::erase_if(out, [](unsigned char c) { return c <= ' ' || c == 0x7f || c == '<' || c == '>'; });
  return out;
}

std::string mail_message(const MailSettings& settings, const Telling& telling,
                         const Audience& audience, Instant now) {
  std::string to;
  for (const std::string& each : settings.to) to += (to.empty() ? "" : ",\r\n ") + mailbox(each);
  const std::string subject = said(telling, audience.zone).in(audience.language);
  std::string out = fmt::format(
      "From: {}\r\nTo: {}\r\nDate: {}\r\nSubject: {}\r\nMessage-ID: {}\r\n", mailbox(settings.from),
      to, rfc5322(now), unstructured(subject), message_id(telling, telling.told, settings));
  if (telling.told == Told::resolved || telling.told == Told::closed) {
    out += fmt::format("In-Reply-To: {}\r\n", message_id(telling, Told::firing, settings));
  }
  return out +
         "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
         "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n" +
         folded(base64(text_of(telling, audience)));
}

}  // namespace jono::alerting
