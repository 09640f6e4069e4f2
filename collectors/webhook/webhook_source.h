// SPDX-License-Identifier: EUPL-1.2
// A source whose events are posted. It listens nowhere itself: whoever serves HTTP hands it the
// requests, and gets the answer once the events are on disk.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "collectors/webhook/post.h"
#include "collectors/webhook/webhook_config.h"
#include "daemon/base/clock.h"
#include "daemon/event/channel.h"
#include "daemon/event/edge.h"
#include "daemon/event/epoch_names.h"
#include "daemon/event/receipts.h"

namespace jono::webhook {

struct Reply {
  enum class Kind : std::uint8_t {
    taken,  // all of it is on disk
    unreadable,
    unsigned_,  // no signature, or no time with it
    missigned,
    untimely,   // the signed time is too far from ours
    no_secret,  // the secret cannot be read
    full        // the disk or the channel is: later
  };
  Kind kind{};
  std::string text{};  // of taken: the receipt; of unreadable: why
};

// Called once, on the caller's thread or the ledger's; must not wait. Not called at all where the
// daemon ends first.
using Answer = std::function<void(Reply)>;

// All of it outlives the source.
struct WebhookParts {
  const WebhookConfig& config;
  Edge edge;
  Millis future_tolerance;
  EpochNames& epochs;
  const Clock& clock;
  const Receipts& receipts;
  EventChannel& channel;
};

class WebhookSource {
 public:
  explicit WebhookSource(const WebhookParts& parts);
  ~WebhookSource();
  WebhookSource(const WebhookSource&) = delete;
  WebhookSource& operator=(const WebhookSource&) = delete;

  // From any thread; takes some milliseconds for a long body, and one at a time.
  void take(const Post& post, const Answer& answer);

 private:
  struct State;
  std::shared_ptr<State> state_;  // shared with deliveries on their way
};

}  // namespace jono::webhook
