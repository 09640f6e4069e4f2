// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/json_reader.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>
#include <cstdint>
#include <functional>
#include <string>

namespace jono {

namespace json = boost::json;
using Kind = RawValue::Kind;

// What the SAX parser calls. `depth_` counts the open objects and arrays: fields are keys at depth
// 1, items of a list stand at depth 2, their fields at depth 3, and all that is deeper is skipped.
class JsonReader::Handler {
 public:
  using Code = json::error_code;
  static constexpr std::size_t max_array_size = kMost;
  static constexpr std::size_t max_object_size = kMost;
  static constexpr std::size_t max_string_size = kMost;
  static constexpr std::size_t max_key_size = kMost;

  // Unescaped text is never longer than its JSON, so `unescaped_` never grows.
  Handler() { unescaped_.reserve(kMost); }

  void start(std::string_view text) {
    json_ = text;
    raw_.clear();
    unescaped_.clear();
    part_ = 0;
    depth_ = 0;
    list_ = nullptr;
  }
  [[nodiscard]] const RawEvent& event() const { return raw_; }

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_comment_part(json::string_view, Code&) { return true; }
  bool on_comment(json::string_view, Code&) { return true; }
  bool on_number_part(json::string_view, Code&) { return true; }

  bool on_object_begin(Code&) {
    if (depth_ > 0) set(Kind::other);
    ++depth_;
    return true;
  }
  bool on_object_end(std::size_t, Code&) {
    --depth_;
    return true;
  }
  bool on_array_begin(Code& ec) {
    if (depth_ == 0) return not_an_object(ec);
    if (depth_ == 1) {
      open_list();
    } else {
      set(Kind::other);
      key_ = Field::unlisted;
    }
    ++depth_;
    return true;
  }
  bool on_array_end(std::size_t, Code&) {
    if (--depth_ == 1) list_ = nullptr;
    return true;
  }

  bool on_key_part(json::string_view s, std::size_t, Code&) { return add(s); }
  bool on_key(json::string_view s, std::size_t, Code&) {
    const std::string_view name = join(s);
    if (depth_ == 1 || (depth_ == 3 && list_ != nullptr)) {
      key_ = kFieldNames.find(name).value_or(Field::unlisted);
    }
    return true;
  }
  bool on_string_part(json::string_view s, std::size_t, Code&) { return add(s); }
  bool on_string(json::string_view s, std::size_t, Code& ec) {
    const std::string_view text = join(s);
    if (RawValue* v = place()) *v = {Kind::text, 0, text};
    return depth_ > 0 || not_an_object(ec);
  }
  bool on_int64(std::int64_t i, json::string_view, Code& ec) {
    const Kind kind = i < 0 ? Kind::negative : Kind::natural;
    if (RawValue* v = place()) *v = {kind, static_cast<std::uint64_t>(i), {}};
    return depth_ > 0 || not_an_object(ec);
  }
  bool on_uint64(std::uint64_t u, json::string_view, Code& ec) {
    if (RawValue* v = place()) *v = {Kind::natural, u, {}};
    return depth_ > 0 || not_an_object(ec);
  }
  bool on_double(double, json::string_view, Code& ec) { return set(Kind::other, ec); }
  bool on_bool(bool b, Code& ec) { return set(b ? Kind::yes : Kind::no, ec); }
  bool on_null(Code& ec) { return set(Kind::absent, ec); }

 private:
  static bool not_an_object(Code& ec) {
    ec = json::error::syntax;
    return false;
  }

  // Where the value that begins now belongs; null where it is of no interest.
  RawValue* place() {
    if (depth_ == 1) return &raw_[key_];
    if (list_ == nullptr) return nullptr;
    if (depth_ == 2) {
      key_ = Field::unlisted;
      list_->emplace_back();
      return nullptr;
    }
    if (depth_ != 3) return nullptr;
    if (key_ == id_key_) return &list_->back().id;
    return key_ == time_key_ ? &list_->back().time : nullptr;
  }

  void set(Kind kind) {
    if (RawValue* v = place()) v->kind = kind;
  }
  bool set(Kind kind, Code& ec) {
    set(kind);
    return depth_ > 0 || not_an_object(ec);
  }

  void open_list() {
    const bool calls = key_ == Field::waiting;
    raw_[key_].kind = Kind::list;
    if (!calls && key_ != Field::callbacks) return;
    list_ = calls ? &raw_.waiting : &raw_.callbacks;
    id_key_ = calls ? Field::call : Field::callback;
    time_key_ = calls ? Field::queued_at : Field::requested_at;
    list_->clear();
  }

  bool add(json::string_view s) {
    unescaped_.append(s.data(), s.size());
    return true;
  }
  // The whole text whose last part is `s`. A text with escapes comes from the parser's stack.
  std::string_view join(json::string_view s) {
    if (unescaped_.size() == part_ && in_json(s.data())) return {s.data(), s.size()};
    add(s);
    const std::string_view whole = std::string_view(unescaped_).substr(part_);
    part_ = unescaped_.size();
    return whole;
  }
  [[nodiscard]] bool in_json(const char* p) const {
    return !std::less<>()(p, json_.data()) && !std::less<>()(json_.data() + json_.size(), p);
  }

  std::string_view json_;
  RawEvent raw_;
  std::string unescaped_;
  std::size_t part_ = 0;  // where in `unescaped_` the text begins that is being read
  int depth_ = 0;
  Field key_ = Field::unlisted;
  std::vector<RawItem>* list_ = nullptr;  // the list that is being read
  Field id_key_ = Field::unlisted;
  Field time_key_ = Field::unlisted;
};

struct JsonReader::Parser {
  json::basic_parser<Handler> sax{json::parse_options()};
};

JsonReader::JsonReader() : parser_(std::make_unique<Parser>()) {}
JsonReader::~JsonReader() = default;
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader& JsonReader::operator=(JsonReader&&) noexcept = default;

bool JsonReader::read(std::string_view json) {
  auto& sax = parser_->sax;
  sax.reset();
  sax.handler().start(json);
  json::error_code ec;
  const std::size_t used = sax.write_some(false, json.data(), json.size(), ec);
  return !ec && used == json.size();
}

const RawEvent& JsonReader::event() const { return parser_->sax.handler().event(); }

}  // namespace jono
