// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/document.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "daemon/config/text.h"

namespace jono::config {
namespace {

constexpr std::size_t kMaxDepth = 32;
constexpr std::size_t kMaxWeight = 100'000;

Place place_of(const YAML::Mark& mark) { return {mark.line + 1, mark.column + 1}; }

[[noreturn]] void refuse(const YAML::Mark& mark, const std::string& why) {
  throw YAML::ParserException(mark, why);
}

// Throws YAML::ParserException, which the library's own parser throws too.
class Builder final : public YAML::EventHandler {
 public:
  explicit Builder(std::vector<Fault>& faults) : faults_(faults) {}

  [[nodiscard]] ValuePtr root() const { return root_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (root_) refuse(mark, "a second document; one file is one document");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    leaf({.place = place_of(mark)}, mark, anchor);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    refuse_tag(mark, tag);
    leaf({.kind = Value::Kind::text, .place = place_of(mark), .text = text}, mark, anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) refuse(mark, "an alias inside what it refers to");
    add(found->second, mark);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    push(Value::Kind::list, mark, tag, anchor);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    push(Value::Kind::map, mark, tag, anchor);
  }
  void OnSequenceEnd() override { pop(); }
  void OnMapEnd() override { pop(); }

 private:
  struct Frame {
    std::shared_ptr<Value> value;
    YAML::Mark mark;
    YAML::anchor_t anchor;
    std::optional<Member> key;                  // read, and its value not yet
    std::unordered_map<std::string, int> seen;  // keys and their lines
  };

  static void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!")
      refuse(mark, "tags such as " + tag + " mean nothing here");
  }

  void leaf(Value value, const YAML::Mark& mark, YAML::anchor_t anchor) {
    auto shared = std::make_shared<const Value>(std::move(value));
    if (anchor != YAML::NullAnchor) anchors_[anchor] = shared;
    add(std::move(shared), mark);
  }

  void push(Value::Kind kind, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor) {
    refuse_tag(mark, tag);
    if (frames_.size() >= kMaxDepth) refuse(mark, "nested too deeply");
    auto value = std::make_shared<Value>(Value{.kind = kind, .place = place_of(mark)});
    frames_.push_back({std::move(value), mark, anchor, {}, {}});
  }

  void pop() {
    const Frame done = std::move(frames_.back());
    frames_.pop_back();
    if (done.anchor != YAML::NullAnchor) anchors_[done.anchor] = done.value;
    add(done.value, done.mark);
  }

  void add(ValuePtr value, const YAML::Mark& mark) {
    if (frames_.empty()) {
      root_ = std::move(value);
      return;
    }
    Frame& into = frames_.back();
    into.value->weight += value->weight;
    if (into.value->weight > kMaxWeight) refuse(mark, "too many values, aliases counted in full");
    if (into.value->kind == Value::Kind::list) {
      into.value->items.push_back(std::move(value));
    } else if (into.key) {
      add_member(into, std::move(value));
    } else if (value->kind != Value::Kind::text) {
      refuse(mark, "a key must be plain text");
    } else {
      into.key = Member{value->text, place_of(mark), nullptr};
    }
  }

  void add_member(Frame& into, ValuePtr value) {
    Member member = std::move(*into.key);
    into.key.reset();
    const auto [first, is_new] = into.seen.emplace(member.key, member.place.line);
    if (!is_new) {
      faults_.push_back({member.place, "duplicate key " + in_quotes(member.key) +
                                           ", first on line " + std::to_string(first->second)});
      return;
    }
    member.value = std::move(value);
    into.value->members.push_back(std::move(member));
  }

  std::vector<Fault>& faults_;
  std::vector<Frame> frames_;
  std::unordered_map<YAML::anchor_t, ValuePtr> anchors_;  // those whose value is complete
  ValuePtr root_;
};

}  // namespace

Result<std::string> file_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{Errc::bad_input, std::string("cannot be read: ") + std::strerror(errno)};
  std::string text(kMaxBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad()) return Error{Errc::bad_input, "cannot be read: is it a file?"};
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

ValuePtr read_document(std::string_view text, std::vector<Fault>& faults) {
  if (text.size() > kMaxBytes) {
    faults.push_back({{}, "longer than 256 KiB"});
    return nullptr;
  }
  if (const auto bad = first_bad_byte(text)) {
    faults.push_back({bad->place, bad->what});
    return nullptr;
  }
  Builder builder(faults);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& e) {
    const Place place = e.mark.is_null() ? Place{} : place_of(e.mark);
    faults.push_back({place, "not readable as YAML: " + printable(e.msg)});
    return nullptr;
  }
  return builder.root() ? builder.root() : std::make_shared<const Value>();
}

}  // namespace jono::config
