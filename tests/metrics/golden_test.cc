// SPDX-License-Identifier: EUPL-1.2
// The whole text against files; UPDATE_GOLDEN=1 writes them anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "tests/metrics/metrics_support.h"

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

// Puts `text` through promtool and gives what it says, and whether it was content.
std::pair<bool, std::string> promtool(const std::string& text) {
  const std::string dir = testing::TempDir();
  const std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
  const std::string in = dir + "/promtool." + name + ".prom", said = in + ".said";
  std::ofstream(in, std::ios::binary) << text;
  const std::string command = "promtool check metrics <" + in + " >" + said + " 2>&1";
  const int status = std::system(command.c_str());  // NOLINT: a fixed command
  return {status == 0, read(said)};
}

bool has_promtool() { return std::system("command -v promtool >/dev/null 2>&1") == 0; }  // NOLINT

TEST(Golden, Busy) { expect_golden("busy.prom", busy_moment().text()); }

TEST(Golden, Quiet) { expect_golden("quiet.prom", quiet_moment().text()); }

TEST(Promtool, IsContentWithABusyMoment) {
  if (!has_promtool()) GTEST_SKIP() << "promtool (Debian package prometheus) is not installed";
  const auto [clean, said] = promtool(busy_moment().text());
  EXPECT_TRUE(clean);
  EXPECT_EQ(said, "");
}

TEST(Promtool, IsContentWithAQuietMoment) {
  if (!has_promtool()) GTEST_SKIP() << "promtool (Debian package prometheus) is not installed";
  const auto [clean, said] = promtool(quiet_moment().text());
  EXPECT_TRUE(clean);
  EXPECT_EQ(said, "");
}

TEST(Promtool, IsContentWithOddLabelValues) {
  if (!has_promtool()) GTEST_SKIP() << "promtool (Debian package prometheus) is not installed";
  Moment m = busy_moment();
  m.context.lines[0].id = "a\"b\\c\nd é";
  const auto [clean, said] = promtool(m.text());
  EXPECT_TRUE(clean);
  EXPECT_EQ(said, "");
}

}  // namespace
}  // namespace jono::metrics
