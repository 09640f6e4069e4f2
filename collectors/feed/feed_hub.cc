// SPDX-License-Identifier: EUPL-1.2
#include "collectors/feed/feed_hub.h"

#include <fmt/format.h>

#include <algorithm>

namespace jono::feed {
FeedHub::FeedHub(HubParts parts)
    : parts_(std::move(parts)),
      parser_(parts_.names, parts_.hasher, parts_.epochs, SourceRule::transport) {}

bool FeedHub::may_speak(SourceId source) const {
  return source.set() && std::ranges::find(parts_.sources, source) != parts_.sources.end();
}

FeedHub::Sessions::iterator FeedHub::session_of(const std::string& peer) {
  return std::ranges::find_if(sessions_, [&](const auto& s) { return s.second.peer == peer; });
}

std::uint64_t FeedHub::durable(SourceId source, const Session& session) const {
  const Durable known = parts_.receipts.get(source);
  return known.epoch == session.epoch ? known.seq : 0;
}

void FeedHub::reply(const std::string& peer, std::string_view kind, std::uint64_t number) {
  const std::uint64_t credit = parts_.receipts.accepting() ? kCredit : 0;
  replies_.push_back({peer, kind, number, fmt::format(R"({{"credit":{}}})", credit)});
}

void FeedHub::refuse(const std::string& peer, std::uint64_t number, std::string_view reason) {
  replies_.push_back({peer, "NACK", number, fmt::format(R"({{"reason":"{}"}})", reason)});
}

void FeedHub::on_message(const std::string& peer, const Frame& frame, Ticks now) {
  if (frame.kind == "HELLO") return on_hello(peer, frame, now);
  const auto found = session_of(peer);
  if (found == sessions_.end()) return;  // it hears nothing, and says HELLO again
  auto& [source, session] = *found;
  session.heard = now;
  if (frame.kind == "EVENTS") return on_events(source, session, frame);
  if (frame.kind == "PING") {
    session.acked = std::max(session.acked, durable(source, session));
    return reply(peer, "PONG", session.acked);
  }
  if (frame.kind == "GAP") {
    const auto from = parse_number(frame.number);
    const auto to = parse_gap_end(frame.body);
    if (from && to && *from <= session.expected && *to >= session.expected) {
      session.expected = *to + 1;
    }
    return;
  }
  if (frame.kind == "BYE") end(found);
}

void FeedHub::on_hello(const std::string& peer, const Frame& frame, Ticks now) {
  const auto hello = parse_hello(frame.body);
  if (!hello) return refuse(peer, 0, "version");
  const SourceId source = parts_.names.source(hello->source);
  if (!may_speak(source)) return refuse(peer, 0, "forbidden");
  const EpochId epoch = parts_.epochs.intern(hello->epoch);
  if (!epoch.set() || parts_.receipts.has_left(source, epoch)) return refuse(peer, 0, "conflict");
  const auto known = sessions_.find(source);
  if (known != sessions_.end()) {
    const bool lives = now - known->second.heard < kDead;
    if (lives && known->second.process != hello->process) return refuse(peer, 0, "conflict");
    end(known);
  }
  Session& session = sessions_[source];
  session.peer = peer;
  session.process = hello->process;
  session.epoch = epoch;
  session.heard = now;
  welcome(source, session, *hello);
}

void FeedHub::welcome(SourceId source, Session& session, const Hello& hello) {
  const std::uint64_t first = hello.tail > 0 ? hello.tail : 1;
  const std::uint64_t known = durable(source, session);
  session.acked = known > 0 ? known : first - 1;  // a new epoch starts where the source says
  session.expected = session.acked + 1;
  session.accepting = parts_.receipts.accepting();
  session.gathered = parts_.channel.spare();
  session.gathered.source = source;
  session.gathered.link = Link::up;
  reply(session.peer, "WELCOME", session.acked);
}

void FeedHub::on_events(SourceId source, Session& session, const Frame& frame) {
  const auto first = parse_number(frame.number);
  if (!first || *first == 0) return refuse(session.peer, session.expected, "version");
  if (*first > session.expected) return refuse(session.peer, session.expected, "gap");
  std::string_view rest = frame.body;
  std::uint64_t seq = *first;
  for (; !rest.empty(); ++seq) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (seq < session.expected) {
      ++session.gathered.repeated;
    } else {
      take_line(source, session, rest.substr(0, end), seq);
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  session.expected = std::max(session.expected, seq);
}

void FeedHub::take_line(SourceId source, Session& session, std::string_view line,
                        std::uint64_t seq) {
  if (const Event* event = parser_.parse(line, source)) {
    Event& taken = session.gathered.events.emplace_back(*event);
    taken.seq = seq;
    taken.epoch = session.epoch;
    return;
  }
  Refusal& refused = session.gathered.refusals.emplace_back(parser_.refusal());
  refused.source = source;
  refused.seq = seq;
  refused.epoch = session.epoch;
}

void FeedHub::end(Sessions::iterator session) {
  Delivery& gathered = session->second.gathered;
  gathered.link = Link::down;
  ready_.push_back(std::move(gathered));
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
    if (!parts_.channel.try_put(gathered)) return false;
    gathered = parts_.channel.spare();
    gathered.source = source;
  }
  return true;
}

void FeedHub::acknowledge() {
  const bool accepting = parts_.receipts.accepting();
  for (auto& [source, session] : sessions_) {
    const std::uint64_t known = durable(source, session);
    if (session.accepting && !accepting) refuse(session.peer, session.expected, "nospace");
    if (known > session.acked || session.accepting != accepting) {
      session.acked = std::max(session.acked, known);
      reply(session.peer, "ACK", session.acked);
    }
    session.accepting = accepting;
  }
}

void FeedHub::tick(Ticks now) {
  for (auto session = sessions_.begin(); session != sessions_.end();) {
    const auto here = session++;
    if (now - here->second.heard >= kDead) {
      end(here);
      continue;
    }
    // A word of life, so that the ledger knows the source to be there.
    Delivery& gathered = here->second.gathered;
    if (gathered.link == Link::unchanged) gathered.link = Link::up;
  }
}

}  // namespace jono::feed
