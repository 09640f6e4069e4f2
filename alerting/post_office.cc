// SPDX-License-Identifier: EUPL-1.2
#include "alerting/post_office.h"

#include "alerting/foreign_silences.h"
#include "alerting/secret_file.h"
#include "alerting/transfer.h"
#include "daemon/base/overload.h"

namespace jono::alerting {
namespace {

constexpr Millis kPollEvery = std::chrono::seconds(30);

std::filesystem::path secret_file(const ReceiverSettings& receiver) {
  return std::visit(Overload{[](const WebhookSettings& of) { return of.secret_file; },
                             [](const MailSettings& of) { return of.secret_file; },
                             [](const auto&) { return std::filesystem::path(); }},
                    receiver.kind);
}

}  // namespace

PostOffice::PostOffice(const Site& site, const std::vector<ReceiverSettings>& receivers)
    : site_(site), receivers_(receivers), secrets_(receivers.size()) {}

Result<void> PostOffice::open() {
  for (std::size_t i = 0; i < receivers_.size(); ++i) {
    const auto path = secret_file(receivers_[i]);
    if (path.empty()) continue;
    auto secret = read_secret(path);
    if (!secret) return secret.error();
    secrets_[i] = std::move(*secret);
  }
  return {};
}

void PostOffice::send(const Sending& sending, Instant now) {
  Transfer transfer = transfer_of(sending, receivers_[sending.receiver], site_.zone,
                                  secrets_[sending.receiver], now);
  transfer.id = next_++;
  under_way_.emplace(transfer.id, Sent{sending.id, sending.receiver, sending.url});
  carrier_.start(std::move(transfer));
}

void PostOffice::poll_silences(Instant now) {
  if (polled_ != kNever && now - polled_ < kPollEvery && now >= polled_) return;
  polled_ = now;
  for (const ReceiverSettings& receiver : receivers_) {
    const auto* alertmanager = std::get_if<AlertmanagerSettings>(&receiver.kind);
    if (alertmanager == nullptr) continue;
    for (const std::string& url : alertmanager->urls) {
      Transfer transfer;
      transfer.id = next_++;
      transfer.url = below(url, "api/v2/silences");
      transfer.method = "GET";
      transfer.ca_file = alertmanager->ca_file.string();
      under_way_.emplace(transfer.id, Poll{url});
      carrier_.start(std::move(transfer));
    }
  }
}

void PostOffice::hear() {
  for (Finished& arrival : carrier_.finished()) {
    const auto found = under_way_.find(arrival.id);
    if (const auto* sent = std::get_if<Sent>(&found->second)) {
      delivered_.push_back({sent->sending, sent->receiver, sent->url, arrival.outcome,
                            std::move(arrival.answer), arrival.certificate_ends});
    } else if (arrival.outcome == Outcome::delivered) {
      // An Alertmanager that says nothing of silences keeps those it told before.
      const std::string& url = std::get<Poll>(found->second).url;
      if (auto silences = parse_foreign_silences(url, arrival.body))
        foreign_[url] = std::move(*silences);
    }
    under_way_.erase(found);
  }
}

}  // namespace jono::alerting
