// SPDX-License-Identifier: EUPL-1.2
#include "collectors/feed/feed_sender.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "daemon/event/printer.h"

namespace jono::feed {
namespace {

constexpr std::chrono::seconds kPing{1};

// A field of a reply's body; null where there is none.
boost::json::value field(std::string_view body, std::string_view key) {
  boost::system::error_code bad;
  const boost::json::value value = boost::json::parse({body.data(), body.size()}, bad);
  if (bad || !value.is_object()) return nullptr;
  const auto* found = value.as_object().if_contains({key.data(), key.size()});
  return found == nullptr ? nullptr : *found;
}

std::uint64_t credit_in(std::string_view body) {
  boost::system::error_code bad;
  const auto credit = field(body, "credit").to_number<std::uint64_t>(bad);
  return bad ? 0 : credit;
}

std::string reason_in(std::string_view body) {
  const boost::json::value reason = field(body, "reason");
  return reason.is_string() ? std::string(reason.get_string()) : "";
}

}  // namespace

void FeedSender::hold(std::uint64_t tail, std::uint64_t highest) {
  tail_ = tail;
  highest_ = highest;
}

bool FeedSender::room() const {
  return welcomed_ && window_.size() < std::min<std::uint64_t>(kWindow, credit_);
}

void FeedSender::say(std::string_view kind, std::uint64_t number, std::string body) {
  messages_.push_back({kind, number, std::move(body)});
}

void FeedSender::connect(Ticks now) {
  welcomed_ = false;
  refused_.clear();
  heard_ = now;
  std::string body = "{\"source\":";
  append_json(body, settings_.source);
  body += ",\"epoch\":";
  append_json(body, settings_.epoch);
  body += fmt::format(",\"tail\":{},\"process\":", tail_);
  append_json(body, settings_.process);
  body += ",\"software\":";
  append_json(body, settings_.software);
  body += fmt::format(",\"outbox\":{}}}", settings_.outbox);
  messages_.clear();
  say("HELLO", held(), std::move(body));
}

void FeedSender::on_message(const Frame& frame, Ticks now) {
  const auto number = parse_number(frame.number);
  if (!number) return;
  heard_ = now;
  if (frame.kind == "WELCOME") {
    welcomed_ = true;
    pinged_ = now;
    credit_ = credit_in(frame.body);
    return start_from(*number);
  }
  if (!welcomed_ && frame.kind != "NACK") return;
  if (frame.kind == "ACK" || frame.kind == "PONG") acknowledge(*number, frame.body);
  if (frame.kind == "NACK") on_nack(*number, frame.body);
}

// Everything after `known` is to be sent on this connection.
void FeedSender::start_from(std::uint64_t known) {
  gone_back_.reset();
  if (known + 1 < tail_) {
    say("GAP", known + 1, fmt::format(R"({{"to":{},"reason":"gone"}})", tail_ - 1));
    known = tail_ - 1;
  }
  if (known < base_ || known >= wanted()) {
    window_.clear();
  } else {
    window_.erase(window_.begin(), window_.begin() + static_cast<std::ptrdiff_t>(known - base_));
  }
  base_ = known;
  sent_ = known;
}

void FeedSender::acknowledge(std::uint64_t known, std::string_view body) {
  credit_ = credit_in(body);
  gone_back_.reset();
  if (known >= wanted()) return start_from(known);
  if (known <= base_) return;
  window_.erase(window_.begin(), window_.begin() + static_cast<std::ptrdiff_t>(known - base_));
  base_ = known;
  sent_ = std::max(sent_, known);
}

void FeedSender::on_nack(std::uint64_t expected, std::string_view body) {
  const std::string reason = reason_in(body);
  if (reason == "nospace") {
    credit_ = 0;
  } else if (reason == "gap") {
    if (welcomed_ && expected > 0) go_back(expected - 1);
  } else {
    refused_ = reason.empty() ? "other" : reason;
  }
}

void FeedSender::go_back(std::uint64_t known) {
  if (gone_back_ == known) return;
  if (known < base_) {
    start_from(known);
  } else {
    sent_ = std::min(sent_, known);
  }
  gone_back_ = known;
}

void FeedSender::work(Ticks now) {
  if (!welcomed_) return;
  send_events();
  if (now - pinged_ < kPing) return;
  pinged_ = now;
  say("PING", held(), "");
}

void FeedSender::send_events() {
  const std::uint64_t end = base_ + std::min<std::uint64_t>(window_.size(), credit_);
  while (sent_ < end) {
    if (window_[sent_ - base_].empty()) {
      send_gap(end);
    } else {
      send_batch(end);
    }
  }
  // A gap is not acknowledged by itself: once told, it holds nothing up.
  for (; base_ < sent_ && window_.front().empty(); ++base_) window_.pop_front();
}

void FeedSender::send_batch(std::uint64_t end) {
  const std::uint64_t first = sent_ + 1;
  std::string body;
  for (std::size_t i = 0; i < kBatch && sent_ < end; ++i, ++sent_) {
    const std::string& line = window_[sent_ - base_];
    if (line.empty() || (i > 0 && body.size() + line.size() + 1 > kMostBytes)) break;
    body += line;
    body += '\n';
  }
  say("EVENTS", first, std::move(body));
}

void FeedSender::send_gap(std::uint64_t end) {
  const std::uint64_t first = sent_ + 1;
  while (sent_ < end && window_[sent_ - base_].empty()) ++sent_;
  say("GAP", first, fmt::format(R"({{"to":{},"reason":"unseen"}})", sent_));
}

}  // namespace jono::feed
