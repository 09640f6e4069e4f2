// SPDX-License-Identifier: EUPL-1.2
// What is said to a receiver, byte for byte: Alertmanager's API v2, webhooks and mail. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "alerting/receiver_settings.h"
#include "alerting/sending.h"
#include "daemon/base/local_text.h"
#include "daemon/base/result.h"
#include "daemon/calendar/calendar.h"

namespace jono::alerting {

// Whom and where it is said.
struct Audience {
  Language language = Language::fi;
  const calendar::Zone& zone;  // of the local times in texts
};

// The body of POST /api/v2/alerts. The Watchdog comes last, if at all.
[[nodiscard]] std::string alertmanager_body(const Batch& batch, const Audience& audience);

// Fails with what is wrong with the method, content type, a header or the template.
[[nodiscard]] Result<void> check(const WebhookSettings& settings);

struct WebhookRequest {
  std::vector<std::string> headers;  // "Name: value", one line each
  std::string body;
};
// `settings` passes check(). With Content-Type, Idempotency-Key (the dedup key) and, where it is
// wanted, the signature. A template's variables: told (firing, resolved, closed, was_firing; each
// of these is also true or false by itself), status (firing or resolved), rule, subject (id),
// title, kind, severity, figure, value, limit, since and ended (local), fired_at and ended_at (RFC
// 3339), summary, text_fi, text_sv, text_en, runbook, key, alert (the key without the time: the
// same for each firing) and secret.
[[nodiscard]] WebhookRequest webhook_request(const WebhookSettings& settings,
                                             const Telling& telling, const Audience& audience,
                                             std::string_view secret);

// "sha256=" and the HMAC-SHA256 of `body` in hex.
[[nodiscard]] std::string signature(std::string_view body, std::string_view secret);

// An RFC 5322 message, lines ending in CRLF. Its Message-ID is the same for every copy.
[[nodiscard]] std::string mail_message(const MailSettings& settings, const Telling& telling,
                                       const Audience& audience, Instant now);

}  // namespace jono::alerting
