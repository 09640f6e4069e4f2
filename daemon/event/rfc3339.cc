// SPDX-License-Identifier: EUPL-1.2
#include "daemon/event/rfc3339.h"

#include <cstddef>

namespace jono {
namespace {

using std::chrono::day;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::month;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads from the front of a text; once something does not fit, every later answer is worthless
// and ok() is false.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  // Exactly `digits` digits, at most `max`.
  unsigned number(std::size_t digits, unsigned max) {
    if (rest_.size() < digits) return fail();
    unsigned value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (!is_digit(rest_[i])) return fail();
      value = value * 10 + static_cast<unsigned>(rest_[i] - '0');
    }
    rest_.remove_prefix(digits);
    return value <= max ? value : fail();
  }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!take(c)) fail();
  }

  // The milliseconds of ".d+", if that is what comes.
  Millis fraction() {
    if (!take('.')) return Millis(0);
    int value = 0;
    std::size_t i = 0;
    for (; i < rest_.size() && is_digit(rest_[i]); ++i) {
      if (i < 3) value = value * 10 + (rest_[i] - '0');
    }
    if (i == 0) fail();
    for (std::size_t have = i; have < 3; ++have) value *= 10;
    rest_.remove_prefix(i);
    return Millis(value);
  }

  unsigned fail() {
    ok_ = false;
    return 0;
  }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

sys_days read_date(Reader& in) {
  const auto y = static_cast<int>(in.number(4, 9999));
  in.expect('-');
  const unsigned m = in.number(2, 12);
  in.expect('-');
  const year_month_day date{year(y), month(m), day(in.number(2, 31))};
  if (!date.ok()) in.fail();
  return in.ok() ? sys_days(date) : sys_days();
}

Millis read_time(Reader& in) {
  const hours h(in.number(2, 23));
  in.expect(':');
  const minutes m(in.number(2, 59));
  in.expect(':');
  const seconds s(in.number(2, 59));
  return h + m + s + in.fraction();
}

minutes read_offset(Reader& in) {
  if (in.take('Z') || in.take('z')) return minutes(0);
  const bool west = in.take('-');
  if (!west) in.expect('+');
  const hours h(in.number(2, 23));
  in.expect(':');
  const minutes offset = h + minutes(in.number(2, 59));
  return west ? -offset : offset;
}

void put(char* out, unsigned value, int digits) {
  for (int i = digits; i-- > 0; value /= 10) out[i] = static_cast<char>('0' + value % 10);
}

}  // namespace

std::optional<Instant> parse_rfc3339(std::string_view text) {
  Reader in(text);
  const sys_days date = read_date(in);
  if (!in.take('T')) in.expect('t');
  const Millis time = read_time(in);
  const minutes offset = read_offset(in);
  if (!in.ok() || !in.at_end()) return std::nullopt;
  const Instant t = date + time - offset;
  if (t < kFirstInstant || t > kLastInstant) return std::nullopt;
  return t;
}

void append_utc(std::string& out, Instant t) {
  const auto days = std::chrono::floor<std::chrono::days>(t);
  const year_month_day date(days);
  const std::chrono::hh_mm_ss time(t - days);
  char text[] = "0000-00-00T00:00:00.000Z";
  put(text, static_cast<unsigned>(static_cast<int>(date.year())), 4);
  put(text + 5, static_cast<unsigned>(date.month()), 2);
  put(text + 8, static_cast<unsigned>(date.day()), 2);
  put(text + 11, static_cast<unsigned>(time.hours().count()), 2);
  put(text + 14, static_cast<unsigned>(time.minutes().count()), 2);
  put(text + 17, static_cast<unsigned>(time.seconds().count()), 2);
  put(text + 20, static_cast<unsigned>(time.subseconds().count()), 3);
  out.append(text, sizeof(text) - 1);
}

std::string format_utc(Instant t) {
  std::string out;
  append_utc(out, t);
  return out;
}

}  // namespace jono
