// SPDX-License-Identifier: EUPL-1.2
#include "tests/metrics/promtool.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace jono::metrics {

TempFile::TempFile(const std::string& name, const std::string& text) {
  const auto* info = testing::UnitTest::GetInstance()->current_test_info();
  path_ = fmt::format("{}{}.{}.{}.{}", testing::TempDir(), info->test_suite_name(), info->name(),
                      ::getpid(), name);
  std::replace(path_.begin() + std::ptrdiff_t(testing::TempDir().size()), path_.end(), '/', '.');
  std::ofstream(path_, std::ios::binary) << text;
}

TempFile::~TempFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

Verdict promtool(const std::string& arguments, const std::string& text) {
  const TempFile file("input", text), said("said", "");
  const std::string command = fmt::format(
      "command -v promtool >/dev/null || {{ echo promtool is missing: install the Debian package "
      "prometheus; exit 1; }} >{1}; promtool {0} {2} >{1} 2>&1",
      arguments, said.path(), file.path());
  const int status = std::system(command.c_str());  // NOLINT: a fixed command
  std::ifstream in(said.path(), std::ios::binary);
  return {status == 0, {std::istreambuf_iterator<char>(in), {}}};
}

}  // namespace jono::metrics
