// SPDX-License-Identifier: EUPL-1.2
// The daemon's side of the feed protocol, without its sockets: messages of peers in, replies and
// deliveries out. Knows no clock: time comes in.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "collectors/feed/feed_frames.h"
#include "collectors/feed/key_ring.h"
#include "daemon/event/channel.h"
#include "daemon/event/epoch_names.h"
#include "daemon/event/parser.h"
#include "daemon/event/receipts.h"

namespace jono::feed {

using Ticks = std::chrono::steady_clock::time_point;

struct Reply {
  std::string peer;  // routing id
  std::string_view kind;
  std::uint64_t number = 0;
  std::string body;
};

// What a hub works with; all of it outlives the hub.
struct HubParts {
  const Names& names;
  EpochNames& epochs;
  Receipts& receipts;
  EventChannel& channel;
  IdHasher hasher;
  std::vector<SourceId> sources;           // that may speak
  std::shared_ptr<const KeyTable> keys{};  // null: without keys, whoever HELLO says it is speaks
};

// For one thread.
class FeedHub {
 public:
  static constexpr std::chrono::seconds kDead{3};
  // Events that a source may have on the way beyond those that are durable: many while it is the
  // only one, and few beside others, so that its flood holds up their acknowledgements little. What
  // was granted once is taken, and no more.
  static constexpr std::uint64_t kCreditAlone = 65'536;
  static constexpr std::uint64_t kCreditBesideOthers = 2'048;

  explicit FeedHub(HubParts parts);

  // `key` is the one, public and in Z85, with which this message's connection was made; empty
  // without keys.
  void on_message(const std::string& peer, const Frame& frame, Ticks now,
                  std::string_view key = {});
  // The keys are these from now on. Ends the sessions of those that are not among them.
  void use_keys(std::shared_ptr<const KeyTable> keys);
  // Passes on what has been gathered. False: the channel is full, and no more should be read until
  // flush() says true.
  [[nodiscard]] bool flush();
  // Whether something was taken that is not acknowledged yet.
  [[nodiscard]] bool in_flight() const;
  // Acknowledges what has become durable since.
  void acknowledge();
  // Ends sessions that have been silent for too long.
  void tick(Ticks now);

  // Replies to be sent, in order; emptied by the caller.
  [[nodiscard]] std::vector<Reply>& replies() { return replies_; }

 private:
  struct Session {
    std::string peer;
    std::string key;
    std::string process;
    EpochId epoch;
    std::uint64_t expected = 1;  // the next seq
    std::uint64_t acked = 0;
    std::uint64_t limit = 0;   // the last seq that it was ever granted
    std::uint64_t gone = 0;    // the last seq that a GAP said is gone
    std::uint64_t target = 0;  // what it must have sent before its figures hold
    std::uint64_t pinged = 0;  // what the last PING said it holds
    Link link = Link::behind;  // up once it has caught up
    bool accepting = true;     // what the peer was told last
    Ticks heard{};
    Delivery gathered;
  };
  using Sessions = std::map<SourceId, Session>;
  struct Taken {  // by a session that has ended
    EpochId epoch;
    std::uint64_t next = 1;  // the seq that was expected
  };

  void on_hello(const std::string& peer, const Frame& frame, Ticks now, std::string_view key);
  void on_events(SourceId source, Session& session, const Frame& frame);
  void on_ping(SourceId source, Session& session, const Frame& frame);
  void on_gap(Session& session, const Frame& frame);
  void take_line(SourceId source, Session& session, std::string_view line, std::uint64_t seq);
  void welcome(SourceId source, Session& session, const Hello& hello);
  // Judges anew whether all that was to come has come.
  static void judge(Session& session);
  void end(Sessions::iterator session, Link how);
  [[nodiscard]] Sessions::iterator session_of(const std::string& peer);
  // Null where that key is not listed, and without keys.
  [[nodiscard]] const FeedKey* holder_of(std::string_view key) const;
  // Who speaks: unset where HELLO may not.
  [[nodiscard]] SourceId speaker(const Hello& hello, std::string_view key) const;
  [[nodiscard]] std::uint64_t durable(SourceId source, const Session& session) const;
  // Grants the credit there is beyond what is durable.
  void reply(Session& session, std::string_view kind);
  std::uint64_t grant(Session& session) const;
  void refuse(const std::string& peer, std::uint64_t number, std::string_view reason);

  HubParts parts_;
  EventParser parser_;
  Sessions sessions_;
  std::map<SourceId, Taken> taken_;
  std::vector<Delivery> ready_;  // of ended sessions
  std::vector<Reply> replies_;
};

}  // namespace jono::feed
