// SPDX-License-Identifier: EUPL-1.2
#include "collectors/freeswitch/resync.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "collectors/freeswitch/esl_event.h"
#include "collectors/freeswitch/table.h"

namespace jono::freeswitch {
namespace {

// It becomes a word of a command.
bool one_word(std::string_view name) {
  return good_id(name) && std::ranges::all_of(name, [](char c) {
           return static_cast<unsigned char>(c) > ' ' && c != 0x7f;
         });
}

// Who was cut off and came back in time waits anew.
std::optional<Instant> since(const Row& row) {
  const auto again = instant_of_seconds(row["rejoined_epoch"]);
  const auto joined = instant_of_seconds(row["joined_epoch"]);
  return again && joined ? std::max(*again, *joined) : joined;
}

void refuse_list(EventType type, std::size_t length, Instant at, Outlet& out) {
  out.refuse(RefusalReason::bad_snapshot, {.type = type, .at = at, .length = length});
}

}  // namespace

void Resync::begin() {
  step_ = Step::queues;
  queues_.clear();
  lines_.clear();
}

std::string Resync::question(Instant at) {
  switch (step_) {
    case Step::queues:
      return "callcenter_config queue list";
    case Step::members: {
      Line& line = lines_[edge_.line(queues_.back())];
      if (!line.asked) line.asked = at;
      return fmt::format("callcenter_config queue list members {}", queues_.back());
    }
    case Step::tiers:
      return "callcenter_config tier list";
    case Step::agents:
      return "callcenter_config agent list";
    case Step::none:
      break;
  }
  return {};
}

Resync::Then Resync::answer(std::optional<std::string_view> text, Instant at, Outlet& out) {
  const std::string_view answer = text.value_or(std::string_view());
  switch (step_) {
    case Step::none:
      return Then::done;
    case Step::queues:
      if (!take_queues(answer)) {
        step_ = Step::none;
        return Then::refused;
      }
      step_ = queues_.empty() ? Step::tiers : Step::members;
      return Then::ask;
    case Step::members:
      take_members(answer, lines_[edge_.line(queues_.back())]);
      queues_.pop_back();
      if (queues_.empty()) step_ = Step::tiers;
      return Then::ask;
    case Step::tiers:
      if (!take_tiers(answer, at, out)) refuse_list(EventType::agent_state, answer.size(), at, out);
      step_ = Step::agents;
      return Then::ask;
    case Step::agents:
      if (!take_agents(answer, at, out)) {
        refuse_list(EventType::agent_state, answer.size(), at, out);
      }
      step_ = Step::none;
      tell(out);
  }
  return Then::done;
}

bool Resync::take_queues(std::string_view text) {
  const auto table = Table::parse(text);
  if (!table || (!table->empty() && !table->has("name"))) return false;
  table->each([&](const Row& row) {
    const std::string queue(row["name"]);
    const LineId line = one_word(queue) ? edge_.line(queue) : LineId{};
    if (!line.set()) return;
    queues_.push_back(queue);
    lines_.try_emplace(line, Line{.queue = queue, .asked = {}, .waiting = {}});
  });
  return true;
}

void Resync::take_members(std::string_view text, Line& line) {
  const auto table = Table::parse(text, "cid_name");
  const bool good =
      table && (table->empty() ||
                (table->has("session_uuid") && table->has("joined_epoch") && table->has("state")));
  if (!good) {
    line.bad = true;
    return;
  }
  table->each([&](const Row& row) {
    if (row["state"] != "Waiting" && row["state"] != "Trying") return;
    const auto queued = since(row);
    if (!good_id(row["session_uuid"]) || !queued) {
      line.bad = true;
      return;
    }
    line.waiting.push_back({edge_.call(row["session_uuid"]), *queued});
  });
}

bool Resync::take_tiers(std::string_view text, Instant at, Outlet& out) {
  const auto table = Table::parse(text);
  if (!table || (!table->empty() && !(table->has("queue") && table->has("agent")))) return false;
  Agents::Tiers tiers;
  table->each([&](const Row& row) {
    const LineId line = edge_.line(row["queue"]);
    if (line.set() && good_id(row["agent"])) tiers[std::string(row["agent"])].insert(line);
  });
  agents_.serve(std::move(tiers), at, out);
  return true;
}

bool Resync::take_agents(std::string_view text, Instant at, Outlet& out) {
  const auto table = Table::parse(text, "contact");
  const bool named = table && table->has("name") && table->has("status") && table->has("state");
  if (!table || (!table->empty() && !named)) return false;
  table->each(
      [&](const Row& row) { agents_.listed(row["name"], row["status"], row["state"], at, out); });
  return true;
}

void Resync::tell(Outlet& out) {
  for (auto& [line, listed] : lines_) {
    const Instant at = listed.asked.value_or(Instant());
    if (listed.bad) {
      out.refuse(RefusalReason::bad_snapshot,
                 {.queue = listed.queue, .type = EventType::source_snapshot, .at = at});
      continue;
    }
    auto body = std::make_shared<SnapshotBody>();
    body->waiting = std::move(listed.waiting);
    std::ranges::sort(body->waiting);
    out.emit(line, at, SourceSnapshot{std::move(body)});
  }
  lines_.clear();
}

}  // namespace jono::freeswitch
