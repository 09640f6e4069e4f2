// SPDX-License-Identifier: EUPL-1.2
#include "collectors/webhook/webhook_source.h"

#include <spdlog/spdlog.h>

#include <mutex>
#include <optional>
#include <utility>

#include "collectors/secret_file.h"
#include "collectors/webhook/intake.h"
#include "collectors/webhook/signature.h"

namespace jono::webhook {
namespace {

std::optional<Reply::Kind> fault_of(Signed how) {
  switch (how) {
    case Signed::right:
      return std::nullopt;
    case Signed::missing:
      return Reply::Kind::unsigned_;
    case Signed::wrong:
      return Reply::Kind::missigned;
    case Signed::untimely:
      return Reply::Kind::untimely;
  }
  return std::nullopt;
}

}  // namespace

struct WebhookSource::State {
  explicit State(const WebhookParts& of)
      : parts(of),
        intake(of.config.mapping ? &*of.config.mapping : nullptr, of.edge, of.epochs,
               of.future_tolerance) {}

  const WebhookParts parts;
  std::mutex taking;
  Intake intake;
  // Apart from the above: the ledger must not wait for a long body.
  std::mutex knowing;
  KnownEvents known;

  [[nodiscard]] std::optional<Reply> refused(const Post& post) const {
    const auto& signature = parts.config.signature;
    if (!signature) return std::nullopt;
    const auto secret = read_secret(signature->secret_file);
    if (!secret) {
      spdlog::error("source {}: {}", parts.edge.names->of(parts.edge.source), secret.error().what);
      return Reply{Reply::Kind::no_secret};
    }
    const auto fault = fault_of(check_signature(*signature, *secret, post, parts.clock.now()));
    return fault ? std::optional(Reply{*fault}) : std::nullopt;
  }

  Intake::Taken made_of(const Records& records) {
    const std::lock_guard one(taking);
    const auto is_known = [this](const KnownEvents::Digest& digest) {
      const std::lock_guard lock(knowing);
      return known.has(digest);
    };
    return intake.take(records, is_known, parts.clock.now());
  }

  void remember(const std::vector<KnownEvents::Digest>& digests) {
    const std::lock_guard lock(knowing);
    for (const auto& digest : digests) known.add(digest);
  }
};

WebhookSource::WebhookSource(const WebhookParts& parts) : state_(std::make_shared<State>(parts)) {}
WebhookSource::~WebhookSource() = default;

void WebhookSource::take(const Post& post, const Answer& answer) {
  State& state = *state_;
  if (auto refused = state.refused(post)) return answer(std::move(*refused));
  const auto records = read_records(post);
  if (!records) return answer({Reply::Kind::unreadable, records.error().what});
  if (!state.parts.receipts.accepting()) return answer({Reply::Kind::full});
  Intake::Taken taken = state.made_of(*records);
  Delivery& delivery = taken.delivery;
  delivery.link = Link::up;
  delivery.durable = [shared = state_, answer, digests = std::move(taken.digests),
                      text = taken.receipt.json()] {
    shared->remember(digests);
    answer({Reply::Kind::taken, text});
  };
  if (!state.parts.channel.try_put(delivery)) answer({Reply::Kind::full});
}

}  // namespace jono::webhook
