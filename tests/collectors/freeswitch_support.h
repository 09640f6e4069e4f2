// SPDX-License-Identifier: EUPL-1.2
// What the tests of the FreeSWITCH source share.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "tests/collectors/asterisk_support.h"
#include "tests/support/esl_server.h"

namespace jono::freeswitch {

using asterisk::kT;
using asterisk::ms;
using asterisk::Recorder;

inline constexpr std::int64_t kSecond = kT / 1000;

// Source pbx; its queue support@default is the line aspa.
inline const Edge& edge() {
  static const Names names({"aspa", "vaihde"}, {{"pbx", {{"support@default", LineId{0}}}}}, {});
  static const Edge out{&names, IdHasher(IdKey{}), names.source("pbx")};
  return out;
}

inline Event expected(std::int64_t at, const What& what, bool coarse = false) {
  Event out;
  out.at = ms(at);
  out.source = edge().source;
  out.line = LineId{0};
  out.coarse = coarse;
  out.what = what;
  return out;
}

inline std::string fixture(const std::string& name) {
  std::ifstream in("tests/fixtures/freeswitch/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace jono::freeswitch
