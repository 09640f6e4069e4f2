// SPDX-License-Identifier: EUPL-1.2
// What the outside world can get wrong is a Result; an exception is a bug or a failed start.
#pragma once

#include <boost/system/result.hpp>
#include <stdexcept>
#include <string>

namespace jono {

enum class Errc {
  bad_input,    // drop this message, count it, go on
  retry_later,  // the peer may recover; back off and try again
  give_up,      // configuration or code is wrong; stop this part
};

struct Error {
  Errc code = Errc::give_up;
  std::string what;  // one line for a person: what, where, what to do
};

template <class T>
using Result = boost::system::result<T, Error>;

// Found by ADL when someone calls value() on an error: that is a bug.
[[noreturn]] inline void throw_exception_from_error(const Error& e, const boost::source_location&) {
  throw std::logic_error("value() of an error: " + e.what);
}

}  // namespace jono
