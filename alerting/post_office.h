// SPDX-License-Identifier: EUPL-1.2
// Between the desk and the network: a sending becomes a transfer to its receiver, an arrival an
// answer. Holds the receivers' secrets. For one thread, but for wake().
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "alerting/carrier.h"
#include "alerting/receiver_settings.h"
#include "alerting/sending.h"
#include "alerting/site.h"
#include "alerting/view.h"
#include "daemon/base/result.h"

namespace jono::alerting {

// What became of one sending.
struct Delivered {
  std::uint64_t sending = 0;
  std::size_t receiver = 0;
  std::size_t url = 0;
  Outcome outcome{};
  std::string answer;
  std::optional<Instant> certificate_ends{};
};

class PostOffice {
 public:
  // Both outlive it.
  PostOffice(const Site& site, const std::vector<ReceiverSettings>& receivers);

  // Reads the secrets. bad_input: one cannot be read.
  [[nodiscard]] Result<void> open();

  void send(const Sending& sending, Instant now);
  // Asks every Alertmanager for its silences, twice a minute.
  void poll_silences(Instant now);

  void wait(Millis most) { carrier_.wait(most); }
  void wake() { carrier_.wake(); }
  // What came since the last call.
  void hear();
  [[nodiscard]] std::vector<Delivered> delivered() { return std::exchange(delivered_, {}); }
  using Foreign = std::map<std::string, std::vector<ForeignSilence>>;  // by Alertmanager
  [[nodiscard]] Foreign foreign_silences() { return std::exchange(foreign_, {}); }

 private:
  struct Poll {
    std::string url;
  };
  struct Sent {
    std::uint64_t sending;
    std::size_t receiver;
    std::size_t url;
  };

  const Site& site_;
  const std::vector<ReceiverSettings>& receivers_;
  std::vector<std::string> secrets_;  // by receiver; empty: none
  Carrier carrier_;
  std::uint64_t next_ = 1;  // transfer
  std::map<std::uint64_t, std::variant<Sent, Poll>> under_way_;
  Instant polled_ = kNever;
  std::vector<Delivered> delivered_;
  Foreign foreign_;
};

}  // namespace jono::alerting
