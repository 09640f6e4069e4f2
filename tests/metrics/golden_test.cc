// SPDX-License-Identifier: EUPL-1.2
// The whole text against files; UPDATE_GOLDEN=1 writes them anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "tests/metrics/metrics_support.h"
#include "tests/metrics/promtool.h"

namespace jono::metrics {
namespace {

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = "tests/fixtures/metrics/" + name;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << text;
  EXPECT_EQ(text, read(path)) << path;
}

void expect_clean(const std::string& text) {
  const Verdict verdict = promtool("check metrics <", text);
  EXPECT_TRUE(verdict.content);
  EXPECT_EQ(verdict.said, "");
}

TEST(Golden, Busy) { expect_golden("busy.prom", busy_moment().text()); }

TEST(Golden, Quiet) { expect_golden("quiet.prom", quiet_moment().text()); }

TEST(Promtool, IsContentWithABusyMoment) { expect_clean(busy_moment().text()); }

TEST(Promtool, IsContentWithAQuietMoment) { expect_clean(quiet_moment().text()); }

TEST(Promtool, IsContentWithOddLabelValues) {
  Moment m = busy_moment();
  m.context.lines[0].id = "a\"b\\c\nd é";
  expect_clean(m.text());
}

}  // namespace
}  // namespace jono::metrics
