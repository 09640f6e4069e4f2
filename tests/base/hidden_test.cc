// SPDX-License-Identifier: EUPL-1.2
#include "daemon/base/hidden.h"

#include <gtest/gtest.h>

namespace jono {
namespace {

TEST(X04_Hidden, IsFoundWhereItIs) {
  EXPECT_EQ(find_hidden(""), std::string_view::npos);
  EXPECT_EQ(find_hidden("Växeln – 100 % €"), std::string_view::npos);
  EXPECT_EQ(find_hidden("\xc2\xa0"), std::string_view::npos);      // a blank that does not break
  EXPECT_EQ(find_hidden("\xe2\x80\xa6"), std::string_view::npos);  // …
  EXPECT_EQ(find_hidden("a\x1b[2J"), 1U);
  EXPECT_EQ(find_hidden("ab\n"), 2U);
  EXPECT_EQ(find_hidden("\x7f"), 0U);
  EXPECT_EQ(find_hidden("a\xc2\x9b"), 1U);
  EXPECT_EQ(find_hidden("a\xe2\x80\xae"), 1U);
  EXPECT_EQ(find_hidden("a\xe2\x81\xa6"), 1U);
  EXPECT_EQ(find_hidden("\tb\t", 1), 2U);
  EXPECT_EQ(find_hidden("\xe2\x80"), std::string_view::npos);
}

}  // namespace
}  // namespace jono
