// SPDX-License-Identifier: EUPL-1.2
// Prometheus's own judgement of what we print.
#pragma once

#include <string>

namespace jono::metrics {

// A file of the running test's own, for as long as this lives.
class TempFile {
 public:
  TempFile(const std::string& name, const std::string& text);
  ~TempFile();
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

struct Verdict {
  bool content = false;
  std::string said;
};
// Runs `promtool ARGUMENTS FILE` with `text` as FILE. Not content where there is no promtool.
[[nodiscard]] Verdict promtool(const std::string& arguments, const std::string& text);

}  // namespace jono::metrics
