// SPDX-License-Identifier: EUPL-1.2
// Mail, byte for byte. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "alerting/carrier.h"
#include "alerting/receiver_settings.h"
#include "daemon/base/time.h"

namespace jono::alerting {

struct Attachment {
  std::string name;  // of a file: printable ASCII without quotes
  std::string type;  // "text/csv; charset=utf-8"
  std::string bytes;
};

struct Mail {
  std::string from;  // "Name <who@where>" or a bare address; so with the next
  std::vector<std::string> to;
  Instant date{};
  std::string subject;
  std::string message_id;     // of message_id()
  std::string in_reply_to{};  // likewise; empty: to none
  std::string text;           // lines ending in CRLF
  std::vector<Attachment> attachments{};
};

// An RFC 5322 message, lines ending in CRLF. The same mail gives the same bytes.
[[nodiscard]] std::string compose(const Mail& mail);

// The same for every copy of what `key` names.
[[nodiscard]] std::string message_id(std::string_view key, std::string_view from);

// The bare address of "Name <who@where>".
[[nodiscard]] std::string bare_address(std::string_view address);

// Carries `message`; `secret` is the user's password.
[[nodiscard]] Transfer mail_transfer(const MailSettings& settings, std::string message,
                                     std::string_view secret);

}  // namespace jono::alerting
