// SPDX-License-Identifier: EUPL-1.2
#include "alerting/mail.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>

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

std::string folded(const std::string& encoded) {
  constexpr std::size_t kLine = 76;
  std::string out;
  for (std::size_t at = 0; at < encoded.size(); at += kLine) {
    out.append(encoded, at, kLine).append("\r\n");
  }
  return out;
}

// Of anything, in hex.
std::string hash_of(std::string_view text) {
  std::array<unsigned char, 16> hash;
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  std::array<char, 2 * hash.size() + 1> hex;
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

std::string part(std::string_view type, std::string_view more, std::string_view bytes) {
  return fmt::format("Content-Type: {}\r\nContent-Transfer-Encoding: base64\r\n{}\r\n{}", type,
                     more, folded(base64(bytes)));
}

constexpr std::string_view kPlain = "text/plain; charset=utf-8";

std::string content(const Mail& mail) {
  if (mail.attachments.empty()) {
    return part(kPlain, "Auto-Submitted: auto-generated\r\n", mail.text);
  }
  const std::string boundary = "jonovahti-" + hash_of(mail.message_id);  // no line of base64
  std::string out = fmt::format(
      "Content-Type: multipart/mixed; boundary=\"{}\"\r\n"
      "Auto-Submitted: auto-generated\r\n\r\n--{}\r\n{}",
      boundary, boundary, part(kPlain, "", mail.text));
  for (const Attachment& each : mail.attachments) {
    const std::string name =
        fmt::format("Content-Disposition: attachment; filename=\"{}\"\r\n", each.name);
    out += fmt::format("--{}\r\n{}", boundary, part(each.type, name, each.bytes));
  }
  return out + fmt::format("--{}--\r\n", boundary);
}

}  // namespace

std::string bare_address(std::string_view address) {
  const std::size_t open = address.find('<');
  if (open != address.npos) address = address.substr(open + 1, address.find('>') - open - 1);
  std::string out(address);
  std::erase_if(out, [](unsigned char c) { return c <= ' ' || c == 0x7f || c == '<' || c == '>'; });
  return out;
}

std::string message_id(std::string_view key, std::string_view from) {
  const std::string sender = bare_address(from);
  return fmt::format("<{}@{}>", hash_of(key), sender.substr(sender.find('@') + 1));
}

std::string compose(const Mail& mail) {
  std::string to;
  for (const std::string& each : mail.to) to += (to.empty() ? "" : ",\r\n ") + mailbox(each);
  std::string out = fmt::format(
      "From: {}\r\nTo: {}\r\nDate: {}\r\nSubject: {}\r\nMessage-ID: {}\r\n", mailbox(mail.from), to,
      rfc5322(mail.date), unstructured(mail.subject), mail.message_id);
  if (!mail.in_reply_to.empty()) out += fmt::format("In-Reply-To: {}\r\n", mail.in_reply_to);
  return out + "MIME-Version: 1.0\r\n" + content(mail);
}

Transfer mail_transfer(const MailSettings& settings, std::string message, std::string_view secret) {
  Transfer out{.url = settings.server, .body = std::move(message)};
  out.from = bare_address(settings.from);
  std::ranges::transform(settings.to, std::back_inserter(out.to), bare_address);
  out.user = settings.user;
  out.secret = secret;
  out.ca_file = settings.ca_file;
  return out;
}

}  // namespace jono::alerting
