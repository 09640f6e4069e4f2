// SPDX-License-Identifier: EUPL-1.2
#include "alerting/transfer.h"

#include <utility>
#include <variant>

#include "alerting/mail.h"
#include "daemon/base/overload.h"

namespace jono::alerting {
namespace {

void fill_in(Transfer& out, const WebhookSettings& settings, const Telling& telling,
             const Audience& audience) {
  WebhookRequest request = webhook_request(settings, telling, audience, out.secret);
  out.url = settings.url;
  out.method = settings.method;
  out.headers = std::move(request.headers);
  out.body = std::move(request.body);
}

void fill_in(Transfer& out, const MailSettings& settings, const Telling& telling,
             const Audience& audience, Instant now) {
  const auto id = out.id;
  out = mail_transfer(settings, mail_message(settings, telling, audience, now), out.secret);
  out.id = id;
}

}  // namespace

std::string below(std::string_view url, std::string_view path) {
  while (url.ends_with('/')) url.remove_suffix(1);
  return std::string(url).append("/").append(path);
}

Transfer transfer_of(const Sending& sending, const ReceiverSettings& receiver,
                     const calendar::Zone& zone, std::string_view secret, Instant now) {
  const Audience audience{.language = receiver.language, .zone = zone};
  Transfer out{.id = sending.id, .secret = std::string(secret)};
  std::visit(Overload{[&](const AlertmanagerSettings& settings) {
                        out.url = below(settings.urls[sending.url], "api/v2/alerts");
                        out.headers = {"Content-Type: application/json"};
                        out.body = alertmanager_body(std::get<Batch>(sending.what), audience);
                      },
                      [&](const WebhookSettings& settings) {
                        fill_in(out, settings, std::get<Telling>(sending.what), audience);
                      },
                      [&](const MailSettings& settings) {
                        fill_in(out, settings, std::get<Telling>(sending.what), audience, now);
                      },
                      [&](const HeartbeatSettings& settings) {
                        out.url = settings.url;
                        out.method = "GET";
                      }},
             receiver.kind);
  out.ca_file = std::visit([](const auto& settings) { return settings.ca_file; }, receiver.kind);
  return out;
}

}  // namespace jono::alerting
