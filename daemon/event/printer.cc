// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/printer.h"

#include <fmt/format.h>

#include <cstddef>
#include <iterator>
#include <span>
#include <string_view>

#include "daemon/event/rfc3339.h"

namespace jono {
namespace {

class JsonPrinter {
 public:
  explicit JsonPrinter(std::string& out) : out_(out) {}

  void text(std::string_view key, std::string_view value) {
    begin(key);
    append_json(out_, value);
  }
  void number(std::string_view key, std::uint64_t value) {
    begin(key);
    fmt::format_to(std::back_inserter(out_), "{}", value);
  }
  void yes(std::string_view key) {
    begin(key);
    out_ += "true";
  }
  void time(std::string_view key, Instant t) {
    begin(key);
    out_ += '"';
    append_utc(out_, t);
    out_ += '"';
  }
  template <class Id>
  void id(std::string_view key, const Id& value) {
    if (!value.set()) return;
    begin(key);
    out_ += '"';
    append_hex(out_, value.bits);
    out_ += '"';
  }

  void open_object() {
    separate();
    open('{');
  }
  void open_list(std::string_view key) {
    begin(key);
    open('[');
  }
  void close(char bracket) {
    out_ += bracket;
    first_ = false;
  }

 private:
  void open(char bracket) {
    out_ += bracket;
    first_ = true;
  }
  void separate() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  void begin(std::string_view key) {
    separate();
    out_ += '"';
    out_ += key;
    out_ += "\":";
  }

  std::string& out_;
  bool first_ = true;  // nothing stands in the innermost bracket yet
};

void print_body(const SnapshotBody& body, JsonPrinter& json) {
  json.id("id", body.id);
  if (body.parts > 1) {
    json.number("part", body.part);
    json.number("parts", body.parts);
  }
  json.open_list("waiting");
  for (const ListedCall& item : body.waiting) {
    json.open_object();
    json.id("call", item.call);
    json.time("queued_at", item.queued_at);
    json.close('}');
  }
  json.close(']');
  if (!body.callbacks) return;
  json.open_list("callbacks");
  for (const ListedCallback& item : *body.callbacks) {
    json.open_object();
    json.id("callback", item.callback);
    json.time("requested_at", item.requested_at);
    json.close('}');
  }
  json.close(']');
}

void print_level(const BacklogLevel& level, const Names& names, JsonPrinter& json) {
  json.text("line", names.of(level.backlog));
  json.number("open", level.open);
  if (level.oldest_at) json.time("oldest_at", *level.oldest_at);
  json.text("class", name_of(level.cls));
}

template <class E>
void print_fields(const E& e, const Names& names, JsonPrinter& json) {
  if constexpr (requires { e.callback; }) json.id("callback", e.callback);
  if constexpr (requires { e.call; }) json.id("call", e.call);
  if constexpr (requires { e.agent; }) json.id("agent", e.agent);
  if constexpr (requires { e.reason; }) json.text("reason", name_of(e.reason));
  if constexpr (requires { e.result; }) json.text("result", name_of(e.result));
  if constexpr (requires { e.state; }) json.text("state", name_of(e.state));
  if constexpr (requires { e.backlog; }) print_level(e, names, json);
  if constexpr (requires { e.body; }) print_body(*e.body, json);
}

}  // namespace

void print(const Event& event, const Names& names, const EpochNames& epochs, std::string& out) {
  JsonPrinter json(out);
  json.open_object();
  json.number("v", 1);
  if (event.source.set()) json.text("source", names.of(event.source));
  if (event.seq != 0) json.number("seq", event.seq);
  if (event.epoch.set()) json.text("epoch", epochs.of(event.epoch));
  json.text("type", name_of(event.type()));
  json.time("at", event.at);
  if (event.line.set()) json.text("line", names.of(event.line));
  if (event.coarse) json.yes("coarse");
  std::visit([&](const auto& e) { print_fields(e, names, json); }, event.what);
  json.close('}');
}

void append_json(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_hex(std::string& out, const std::array<std::uint64_t, 2>& id) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  char text[2 * sizeof(id)];
  char* next = text;
  for (const std::byte b : std::as_bytes(std::span(id))) {
    *next++ = kDigits[std::to_integer<std::size_t>(b >> 4)];
    *next++ = kDigits[std::to_integer<std::size_t>(b & std::byte{15})];
  }
  out.append(text, sizeof(text));
}

}  // namespace jono
