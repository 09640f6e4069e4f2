// SPDX-License-Identifier: EUPL-1.2
#include "collectors/feed/feed_hub.h"

#include <fmt/format.h>

#include <algorithm>

namespace jono::feed {
FeedHub::FeedHub(HubParts parts)
    : parts_(std::move(parts)),
      parser_(parts_.names, parts_.hasher, parts_.epochs, SourceRule::transport) {}

const FeedKey* FeedHub::holder_of(std::string_view key) const {
  if (!parts_.keys) return nullptr;
  const auto found = parts_.keys->find(key);
  return found == parts_.keys->end() ? nullptr : &found->second;
}

SourceId FeedHub::speaker(const Hello& hello, std::string_view key) const {
  const SourceId named = parts_.names.source(hello.source);
  const FeedKey* holder = holder_of(key);
  const SourceId out = parts_.keys ? (holder != nullptr ? holder->source : SourceId{}) : named;
  const bool configured =
      out.set() && std::ranges::find(parts_.sources, out) != parts_.sources.end();
  const bool contradicts = !hello.source.empty() && named != out;
  return configured && !contradicts ? out : SourceId{};
}

FeedHub::Sessions::iterator FeedHub::session_of(const std::string& peer) {
  return std::ranges::find_if(sessions_, [&](const auto& s) { return s.second.peer == peer; });
}

std::uint64_t FeedHub::durable(SourceId source, const Session& session) const {
  const Durable known = parts_.receipts.get(source);
  return known.epoch == session.epoch ? known.seq : 0;
}

std::uint64_t FeedHub::grant(Session& session) const {
  const std::uint64_t most = sessions_.size() > 1 ? kCreditBesideOthers : kCreditAlone;
  const std::uint64_t credit = parts_.receipts.accepting() ? most : 0;
  session.limit = std::max(session.limit, std::max(session.acked, session.gone) + credit);
  return credit;
}

void FeedHub::reply(Session& session, std::string_view kind) {
  const std::uint64_t credit = grant(session);
  replies_.push_back(
      {session.peer, kind, session.acked, fmt::format(R"({{"credit":{}}})", credit)});
}

void FeedHub::refuse(const std::string& peer, std::uint64_t number, std::string_view reason) {
  replies_.push_back({peer, "NACK", number, fmt::format(R"({{"reason":"{}"}})", reason)});
}

void FeedHub::on_message(const std::string& peer, const Frame& frame, Ticks now,
                         std::string_view key) {
  const auto found = session_of(peer);
  const bool listed = !parts_.keys || holder_of(key) != nullptr;
  if (!listed) {
    if (found != sessions_.end() && found->second.key == key) end(found, Link::down);
    return refuse(peer, 0, "forbidden");
  }
  if (frame.kind == "HELLO") return on_hello(peer, frame, now, key);
  if (found == sessions_.end()) return;  // it hears nothing, and says HELLO again
  auto& [source, session] = *found;
  // Another connection under a routing id that was somebody's.
  if (session.key != key) return refuse(peer, 0, "forbidden");
  session.heard = now;
  if (frame.kind == "EVENTS") return on_events(source, session, frame);
  if (frame.kind == "PING") return on_ping(source, session, frame);
  if (frame.kind == "GAP") return on_gap(session, frame);
  if (frame.kind == "BYE") end(found, Link::left);
}

void FeedHub::use_keys(std::shared_ptr<const KeyTable> keys) {
  parts_.keys = std::move(keys);
  for (auto session = sessions_.begin(); session != sessions_.end();) {
    const auto here = session++;
    const FeedKey* holder = holder_of(here->second.key);
    if (holder != nullptr && holder->source == here->first) continue;
    refuse(here->second.peer, 0, "forbidden");
    end(here, Link::down);
  }
}

void FeedHub::on_hello(const std::string& peer, const Frame& frame, Ticks now,
                       std::string_view key) {
  const auto hello = parse_hello(frame.body);
  const auto highest = parse_number(frame.number);
  if (!hello || !highest) return refuse(peer, 0, "version");
  const SourceId source = speaker(*hello, key);
  const auto mine = session_of(peer);
  const bool another = mine != sessions_.end() && mine->first != source;
  if (!source.set() || another) return refuse(peer, 0, "forbidden");
  const EpochId epoch = parts_.epochs.intern(hello->epoch);
  if (!epoch.set() || parts_.receipts.has_left(source, epoch)) return refuse(peer, 0, "conflict");
  // One that holds some, but not the last that we know, numbers other events the same way.
  const Durable durable = parts_.receipts.get(source);
  if (durable.epoch == epoch && *highest > 0 && *highest < durable.seq) {
    return refuse(peer, durable.seq + 1, "conflict");
  }
  const auto known = sessions_.find(source);
  if (known != sessions_.end()) {
    const bool lives = now - known->second.heard < kDead;
    if (lives && known->second.process != hello->process) return refuse(peer, 0, "conflict");
    end(known, Link::down);
  }
  Session& session = sessions_[source];
  session.peer = peer;
  session.key = key;
  session.process = hello->process;
  session.epoch = epoch;
  session.heard = now;
  session.target = session.pinged = *highest;
  welcome(source, session, *hello);
}

void FeedHub::welcome(SourceId source, Session& session, const Hello& hello) {
  const std::uint64_t first = hello.tail > 0 ? hello.tail : 1;
  const std::uint64_t known = durable(source, session);
  session.acked = known > 0 ? known : first - 1;  // a new epoch starts where the source says
  session.expected = session.acked + 1;
  // What its last session brought may still be on its way to the disk: it is not taken twice.
  const Taken& taken = taken_[source];
  if (taken.epoch == session.epoch) session.expected = std::max(session.expected, taken.next);
  session.accepting = parts_.receipts.accepting();
  session.gathered = parts_.channel.spare();
  session.gathered.source = source;
  session.gathered.resumes = hello.outbox;
  judge(session);
  session.gathered.link = session.link;
  reply(session, "WELCOME");
}

void FeedHub::judge(Session& session) {
  const Link link = session.expected > session.target ? Link::up : Link::behind;
  if (link == session.link) return;
  session.link = session.gathered.link = link;
}

// What a source held a PING ago and has not sent since is a backlog.
void FeedHub::on_ping(SourceId source, Session& session, const Frame& frame) {
  const auto highest = parse_number(frame.number);
  if (!highest) return refuse(session.peer, session.expected, "version");
  const bool backlog = session.link == Link::behind || session.expected <= session.pinged;
  if (backlog) session.target = std::max(session.target, *highest);
  session.pinged = *highest;
  judge(session);
  session.acked = std::max(session.acked, durable(source, session));
  reply(session, "PONG");
}

// Its events come no more: those after them are found to be missing some by the engine.
void FeedHub::on_gap(Session& session, const Frame& frame) {
  const auto from = parse_number(frame.number);
  const auto to = parse_gap_end(frame.body);
  if (!from || !to || *from > *to || *to == kLastNumber) {
    return refuse(session.peer, session.expected, "version");
  }
  if (*from > session.expected) return refuse(session.peer, session.expected, "gap");
  if (*to < session.expected) return;
  session.expected = *to + 1;
  session.gone = *to;
  grant(session);
  judge(session);
}

void FeedHub::on_events(SourceId source, Session& session, const Frame& frame) {
  const auto first = parse_number(frame.number);
  if (!first || *first == 0 || *first > kLastNumber - kMostEvents) {
    return refuse(session.peer, session.expected, "version");
  }
  if (*first > session.expected) return refuse(session.peer, session.expected, "gap");
  std::string_view rest = frame.body;
  std::uint64_t seq = *first;
  for (; !rest.empty() && seq <= session.limit && seq - *first < kMostEvents; ++seq) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (seq < session.expected) {
      ++session.gathered.repeated;
    } else {
      take_line(source, session, rest.substr(0, end), seq);
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  session.expected = std::max(session.expected, seq);
  judge(session);
  if (!rest.empty()) refuse(session.peer, session.expected, "gap");  // more than it may send
}

void FeedHub::take_line(SourceId source, Session& session, std::string_view line,
                        std::uint64_t seq) {
  const Event* event = parser_.parse(line, source);
  const FeedKey* holder = holder_of(session.key);
  const bool forbidden = event != nullptr && holder != nullptr && !holder->may_tell(*event);
  if (event != nullptr && !forbidden) {
    Event& taken = session.gathered.events.emplace_back(*event);
    taken.seq = seq;
    taken.epoch = session.epoch;
    return;
  }
  Refusal& refused = session.gathered.refusals.emplace_back(
      forbidden ? parser_.refuse(RefusalReason::forbidden_line) : parser_.refusal());
  refused.source = source;
  refused.seq = seq;
  refused.epoch = session.epoch;
}

void FeedHub::end(Sessions::iterator session, Link how) {
  Delivery& gathered = session->second.gathered;
  gathered.link = how;
  ready_.push_back(std::move(gathered));
  taken_[session->first] = {session->second.epoch, session->second.expected};
  sessions_.erase(session);
}

bool FeedHub::flush() {
  while (!ready_.empty()) {
    if (!parts_.channel.try_put(ready_.front())) return false;
    ready_.erase(ready_.begin());
  }
  for (auto& [source, session] : sessions_) {
    Delivery& gathered = session.gathered;
    const bool empty = gathered.events.empty() && gathered.refusals.empty() &&
                       gathered.repeated == 0 && gathered.link == Link::unchanged;
    if (empty) continue;
    if (gathered.link == Link::unchanged) gathered.link = session.link;
    if (!parts_.channel.try_put(gathered)) return false;
    gathered = parts_.channel.spare();
    gathered.source = source;
  }
  return true;
}

bool FeedHub::in_flight() const {
  return std::ranges::any_of(sessions_, [](const auto& entry) {
    const Session& session = entry.second;
    return session.expected > std::max(session.acked, session.gone) + 1;
  });
}

void FeedHub::acknowledge() {
  const bool accepting = parts_.receipts.accepting();
  for (auto& [source, session] : sessions_) {
    const std::uint64_t known = durable(source, session);
    if (session.accepting && !accepting) refuse(session.peer, session.expected, "nospace");
    if (known > session.acked || session.accepting != accepting) {
      session.acked = std::max(session.acked, known);
      reply(session, "ACK");
    }
    session.accepting = accepting;
  }
}

void FeedHub::tick(Ticks now) {
  for (auto session = sessions_.begin(); session != sessions_.end();) {
    const auto here = session++;
    if (now - here->second.heard >= kDead) {
      end(here, Link::down);
      continue;
    }
    // A word of life, so that the ledger knows the source to be there.
    Delivery& gathered = here->second.gathered;
    if (gathered.link == Link::unchanged) gathered.link = here->second.link;
  }
}

}  // namespace jono::feed
