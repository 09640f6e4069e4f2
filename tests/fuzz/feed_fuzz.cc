// SPDX-License-Identifier: EUPL-1.2
// Any messages to the daemon's side of the feed: what is passed on goes up by one, no event twice,
// and never further than the credit. A message is four fields with tabs between them (peer, kind,
// number, body) and a NUL after it.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "collectors/feed/feed_hub.h"

namespace jono::feed {
namespace {

void require(bool ok) {
  if (!ok) std::abort();
}

std::string_view cut(std::string_view& from, char at) {
  const std::size_t end = std::min(from.find(at), from.size());
  const std::string_view out = from.substr(0, end);
  from.remove_prefix(std::min(end + 1, from.size()));
  return out;
}

class Trial {
 public:
  void say(std::string_view message) {
    const std::string peer(cut(message, '\t'));
    const std::string_view kind = cut(message, '\t');
    const std::string_view number = cut(message, '\t');
    hub_.on_message(peer, {kind, number, message}, now_);
    now_ += std::chrono::milliseconds(message.size() % 1500);
    hub_.tick(now_);
    require(hub_.flush());
    commit();
    hub_.acknowledge();
    require(hub_.replies().size() <= 8);
    hub_.replies().clear();
  }

 private:
  // Each other delivery becomes durable at once.
  void commit() {
    std::vector<Delivery> taken;
    channel_.take_all(taken, std::chrono::milliseconds(0));
    for (const Delivery& delivery : taken) {
      require(delivery.source.set());
      require(delivery.events.size() + delivery.refusals.size() <= FeedHub::kCreditAlone);
      std::uint64_t last = 0;
      for (const Event& event : delivery.events) {
        require(event.seq > last && event.seq < kLastNumber && event.epoch.set());
        last = event.seq;
        epoch_ = event.epoch;
      }
      if (last > 0 && last % 2 == 0) receipts_.set(SourceId{0}, {epoch_, last});
    }
  }

  Names names_{{"aspa"}, {{"ace", {}}}, {}};
  EpochNames epochs_;
  Receipts receipts_{1};
  EventChannel channel_{1'000'000};
  FeedHub hub_{{names_, epochs_, receipts_, channel_, IdHasher(IdKey{}), {SourceId{0}}}};
  Ticks now_{};
  EpochId epoch_;
};

}  // namespace
}  // namespace jono::feed

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  jono::feed::Trial trial;
  while (!rest.empty()) trial.say(jono::feed::cut(rest, '\0'));
  return 0;
}
