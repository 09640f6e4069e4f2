// SPDX-License-Identifier: EUPL-1.2
#include "daemon/app/webhooks.h"

#include <chrono>
#include <mutex>
#include <utility>

#include "collectors/webhook/webhook_source.h"
#include "daemon/http/problem.h"
#include "daemon/http/refusals.h"
#include "daemon/http/visitors.h"

namespace jono::app {
namespace {

using http::Response;
using webhook::Reply;

constexpr std::size_t kMostBody = std::size_t{256} * 1024;

Response unsigned_request() {
  Response out = http::problem(401, {"Allekirjoitus puuttuu.", "Signaturen saknas.",
                                     "The signature is missing, or the time it was made."});
  out.headers.emplace_back("WWW-Authenticate", "Signature");
  return out;
}

Response missigned() {
  Response out = http::problem(401, {"Allekirjoitus ei täsmää.", "Signaturen stämmer inte.",
                                     "The signature is not that of this body under our secret."});
  out.headers.emplace_back("WWW-Authenticate", "Signature");
  return out;
}

Response untimely() {
  Response out = http::problem(
      401, {"Allekirjoituksen aika poikkeaa yli viisi minuuttia.",
            "Signaturens tid avviker mer än fem minuter.",
            "The time of the signature is more than five minutes off: check the clocks."});
  out.headers.emplace_back("WWW-Authenticate", "Signature");
  return out;
}

Response later(LocalText why) {
  Response out = http::problem(503, std::move(why));
  out.headers.emplace_back("Retry-After", "5");
  return out;
}

Response no_secret() {
  return later({"Lähteen salaisuutta ei voi lukea; loki kertoo miksi.",
                "Källans hemlighet kan inte läsas; loggen berättar varför.",
                "The secret of this source cannot be read; the log says why."});
}

Response full() {
  return later({"Juuri nyt ei voi tallentaa enempää; lähetä sama uudelleen.",
                "Just nu kan inget mer sparas; sänd samma igen.",
                "Nothing more can be kept just now; send the same again."});
}

Response not_working() {
  return later({"Palvelin käynnistyy tai pysähtyy; lähetä sama uudelleen.",
                "Servern startar eller stannar; sänd samma igen.",
                "The server is starting or stopping; send the same again."});
}

Response unreadable(const std::string& why) {
  return http::problem(
      400, {"Sisältöä ei voi lukea: " + why + ".", "Innehållet kan inte läsas: " + why + ".",
            "Nothing of the body was taken: " + why + "."});
}

Response response_of(Reply reply) {
  switch (reply.kind) {
    case Reply::Kind::taken:
      return {202, "application/json", std::move(reply.text)};
    case Reply::Kind::unreadable:
      return unreadable(reply.text);
    case Reply::Kind::unsigned_:
      return unsigned_request();
    case Reply::Kind::missigned:
      return missigned();
    case Reply::Kind::untimely:
      return untimely();
    case Reply::Kind::no_secret:
      return no_secret();
    case Reply::Kind::full:
      return full();
  }
  return http::mistaken();
}

}  // namespace

class Webhooks::Desk {
 public:
  Desk(SourceId source, const config::Source& config, const webhook::WebhookConfig& hook)
      : source_(source),
        config_(config),
        hook_(hook),
        rate_({.burst = 2.0 * hook.rate, .a_second = double(hook.rate)}) {}

  void start(const CollectorParts& parts) {
    const Edge edge{&parts.names, parts.hasher, source_};
    set(std::make_shared<webhook::WebhookSource>(
        webhook::WebhookParts{hook_, edge, config_.future_tolerance, parts.epochs, parts.clock,
                              parts.receipts, parts.channel}));
  }
  void stop() { set(nullptr); }

  [[nodiscard]] bool is_signed() const { return hook_.signature.has_value(); }
  [[nodiscard]] const std::string& id() const { return config_.id; }

  void take(const http::Request& request, const http::Answer& answer) {
    const auto source = working_and_in_rate(answer);
    if (!source) return;
    source->take({request.headers, request.body},
                 [answer](Reply reply) { answer(response_of(std::move(reply))); });
  }

 private:
  using Source = std::shared_ptr<webhook::WebhookSource>;

  void set(Source source) {
    const std::lock_guard lock(mutex_);
    working_ = std::move(source);
  }

  // Null: it is answered.
  Source working_and_in_rate(const http::Answer& answer) {
    const std::lock_guard lock(mutex_);
    if (!working_) {
      answer(not_working());
    } else if (!rate_.may("", std::chrono::steady_clock::now())) {
      answer(http::too_often(1));
    } else {
      return working_;
    }
    return nullptr;
  }

  const SourceId source_;
  const config::Source& config_;
  const webhook::WebhookConfig& hook_;
  std::mutex mutex_;
  http::Visitors rate_;  // of all who post to it
  Source working_;
};

Webhooks::Webhooks(const config::Config& config) {
  for (std::uint32_t s = 0; s < config.sources.size(); ++s) {
    const config::Source& source = config.sources[s];
    const auto* hook = std::get_if<webhook::WebhookConfig>(&source.kind);
    if (hook != nullptr) desks_.push_back(std::make_shared<Desk>(SourceId{s}, source, *hook));
  }
}

Webhooks::~Webhooks() { stop(); }

std::vector<http::Route> Webhooks::routes() const {
  std::vector<http::Route> out;
  for (const auto& desk : desks_) {
    http::Route route{desk->is_signed() ? http::Needs::nothing : http::Needs::ingest,
                      "POST",
                      "/api/v1/webhook/" + desk->id(),
                      {}};
    route.later = [desk](const http::Request& request, const http::Answer& answer) {
      desk->take(request, answer);
    };
    route.body_bytes = kMostBody;
    out.push_back(std::move(route));
  }
  return out;
}

void Webhooks::start(const CollectorParts& parts) {
  for (const auto& desk : desks_) desk->start(parts);
}

void Webhooks::stop() {
  for (const auto& desk : desks_) desk->stop();
}

}  // namespace jono::app
