// SPDX-License-Identifier: EUPL-1.2
// What phone systems report of themselves, beside our rows.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "daemon/api/query.h"
#include "daemon/base/result.h"
#include "daemon/http/message.h"

namespace jono::api {

struct Parts;

struct ReportedFigure {
  std::string source;
  std::string line;
  Instant from{};
  Instant to{};
  std::string figure;
  double value = 0;
  std::string file;
};

// Where they are kept. From any thread.
class ReportedBook {
 public:
  virtual ~ReportedBook() = default;
  // By source, line, begin and figure; those that begin in `span`, at most `most`. An empty source
  // or line is any.
  [[nodiscard]] virtual Result<std::vector<ReportedFigure>> read(const std::string& source,
                                                                 const std::string& line,
                                                                 const InstantSpan& span,
                                                                 std::size_t most) = 0;
};

// Of json and csv.
[[nodiscard]] http::Response reported(const Parts& parts, const http::Request& request);

}  // namespace jono::api
