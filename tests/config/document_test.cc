// SPDX-License-Identifier: EUPL-1.2
#include "daemon/config/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/config/config_support.h"

namespace jono::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::string repeated(std::string_view text, std::size_t bytes) {
  std::string out;
  while (out.size() + text.size() <= bytes) out += text;
  return out;
}

std::string only_fault(std::string_view text) {
  std::vector<Fault> faults;
  EXPECT_EQ(read_document(text, faults), nullptr);
  return faults.size() == 1 ? faults.front().what : std::to_string(faults.size()) + " faults";
}

TEST(Document, KeepsPlacesAndOrder) {
  std::vector<Fault> faults;
  const ValuePtr root = read_document("b: 1\na: [x, ~]\n", faults);
  ASSERT_TRUE(faults.empty());
  ASSERT_EQ(root->members.size(), 2U);
  EXPECT_EQ(root->members[0].key, "b");
  EXPECT_EQ(root->members[1].place, (Place{2, 1}));
  EXPECT_EQ(root->members[1].value->items[1]->kind, Value::Kind::nothing);
  EXPECT_EQ(root->members[1].value->items[0]->place, (Place{2, 5}));
  EXPECT_EQ(root->weight, 7U);
}

TEST(Document, OfTwoWithOneKeyTheFirst) {
  std::vector<Fault> faults;
  const ValuePtr root = read_document("a: 1\na: 2\na: 3\n", faults);
  EXPECT_EQ(root->members[0].value->text, "1");
  EXPECT_THAT(faults, ElementsAre(Fault{{2, 1}, "duplicate key 'a', first on line 1"},
                                  Fault{{3, 1}, "duplicate key 'a', first on line 1"}));
}

TEST(Document, NestedTooDeeply) {
  for (const char* piece : {"[", "{", "{a: ", "- "}) {
    EXPECT_THAT(only_fault(repeated(piece, kMaxBytes)), HasSubstr("nested too deeply")) << piece;
  }
}

TEST(Document, NeverExhaustsTheStack) {
  for (const char* piece :
       {"? ", ": ", "&a ", "*a ", "!", "|", "\"", "'", "%", "a: ", "---\n", "\t"}) {
    std::vector<Fault> faults;
    static_cast<void>(read_document(repeated(piece, kMaxBytes), faults));
  }
}

TEST(Document, AliasesThatReferToThemselvesOrMultiply) {
  EXPECT_THAT(only_fault("a: &x [*x]"), HasSubstr("an alias inside what it refers to"));
  EXPECT_THAT(only_fault("a: &x {b: {c: *x}}"), HasSubstr("an alias inside what it refers to"));
  EXPECT_THAT(only_fault("a: *x"), HasSubstr("not defined"));
  std::string bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c < 'z'; ++c) {
    const std::string before = std::string("*") + static_cast<char>(c - 1);
    bomb += std::string(1, c) + ": &" + c + " [" + repeated(before + ",", 27) + "]\n";
  }
  EXPECT_THAT(only_fault(bomb), HasSubstr("too many values"));
}

TEST(Document, NotYaml) {
  EXPECT_THAT(only_fault("a: [1\nb: 2"), StartsWith("not readable as YAML: "));
  EXPECT_THAT(only_fault("a: !include x"), HasSubstr("tags such as !include"));
  EXPECT_THAT(only_fault("[a]: b"), HasSubstr("a key must be plain text"));
  EXPECT_THAT(only_fault("a: b\n---\nc: d"), HasSubstr("a second document"));
}

TEST(Document, NotText) {
  for (const char* bytes : {"a: \xff", "a: \xc3", "a: \xc0\xaf", "a: \xed\xa0\x80",
                            "a: \xf4\x90\x80\x80", "a: \xe0\x9f\xbf", "a: \xf5\x80\x80\x80"}) {
    EXPECT_EQ(only_fault(bytes), "not valid UTF-8");
  }
  EXPECT_EQ(only_fault(std::string_view("a: \0", 4)), "a control character");
  EXPECT_EQ(only_fault("a: b\n\x04"), "a control character");
  EXPECT_EQ(only_fault(std::string(kMaxBytes + 1, '#')), "longer than 256 KiB");
  std::vector<Fault> faults;
  EXPECT_EQ(read_document("a: ä€𝄞", faults)->members[0].value->text, "ä€𝄞");
}

std::string county_text() {
  std::ifstream file("tests/fixtures/config/county.yaml");
  return {std::istreambuf_iterator<char>(file), {}};
}

RC_GTEST_PROP(DocumentProperty, AnyDamageIsReportedWithAPlace, ()) {
  std::string text = county_text();
  const auto edits = *rc::gen::container<std::vector<std::pair<std::size_t, char>>>(
      rc::gen::pair(rc::gen::inRange<std::size_t>(0, text.size()),
                    rc::gen::elementOf(std::string("{}[]:,-&*?|>'\"#%!@ \n\tax0\xc3"))));
  for (const auto& [at, c] : edits) text[at] = c;
  const Outcome outcome = parse(text, "t");
  if (const auto* faults = std::get_if<Faults>(&outcome)) {
    RC_ASSERT(!faults->faults.empty());
    for (const Fault& fault : faults->faults) {
      RC_ASSERT(fault.place.line >= 1);
      RC_ASSERT(fault.place.column >= 1);
      RC_ASSERT(fault.what.find('\n') == std::string::npos);
    }
  }
}

RC_GTEST_PROP(DocumentProperty, ADurationIsItsNumberTimesItsUnit, ()) {
  const auto [unit, millis] =
      *rc::gen::element(std::pair("ms", 1), std::pair("s", 1000), std::pair("m", 60'000),
                        std::pair("h", 3'600'000), std::pair("d", 86'400'000));
  const auto count = *rc::gen::inRange(1, 36'525);
  const Config config =
      right(with_line_and_source("store: {settle_after: " + std::to_string(count) + unit + "}"));
  RC_ASSERT(config.store.settle_after == Millis(std::int64_t{count} * millis));
}

}  // namespace
}  // namespace jono::config
