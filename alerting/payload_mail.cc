// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <array>

#include "alerting/mail.h"
#include "alerting/payload.h"
#include "alerting/wording.h"

namespace jono::alerting {
namespace {

std::string id_of(const Telling& telling, Told told, const MailSettings& settings) {
  return message_id(dedup_key({telling.notice, told}), settings.from);
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

}  // namespace

std::string mail_message(const MailSettings& settings, const Telling& telling,
                         const Audience& audience, Instant now) {
  const bool ended = telling.told == Told::resolved || telling.told == Told::closed;
  return compose({.from = settings.from,
                  .to = settings.to,
                  .date = now,
                  .subject = said(telling, audience.zone).in(audience.language),
                  .message_id = id_of(telling, telling.told, settings),
                  .in_reply_to = ended ? id_of(telling, Told::firing, settings) : std::string(),
                  .text = text_of(telling, audience)});
}

}  // namespace jono::alerting
