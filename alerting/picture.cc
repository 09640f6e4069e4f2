// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "alerting/episodes.h"
#include "alerting/notice.h"

namespace jono::alerting {
namespace {

constexpr int kWidth = 1200, kHeight = 340;
constexpr int kLeft = 80, kRight = 1180, kTop = 60, kBottom = 290;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out += c;
    }
  }
  return out;
}

// From time and value to the picture's units.
struct Scale {
  Instant from, to;
  double most;

  [[nodiscard]] double x(Instant t) const {
    return kLeft + static_cast<double>((t - from).count()) /
                       static_cast<double>((to - from).count()) * (kRight - kLeft);
  }
  [[nodiscard]] double x(std::size_t column, std::size_t columns) const {
    return kLeft + static_cast<double>(column) / static_cast<double>(columns) * (kRight - kLeft);
  }
  [[nodiscard]] double y(double value) const {
    return kBottom - std::clamp(value / most, 0.0, 1.0) * (kBottom - kTop);
  }
};

// A round number at or above the highest value or limit.
double round_up(double value) {
  if (value <= 0) return 1;
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double step : {1.0, 1.5, 2.0, 3.0, 5.0, 7.5}) {
    if (value <= step * power) return step * power;
  }
  return 10 * power;
}

Scale scale_of(const Past& past, Instant from, Instant to) {
  double most = 0;
  for (const Point& point : past.points) {
    most = std::max({most, point.highest.value_or(0), point.limit.value_or(0)});
  }
  return {from, to, round_up(most)};
}

void add_frame(std::string& out, const Scale& scale, const Site& site, Unit unit) {
  for (int i = 0; i <= 4; ++i) {
    const double value = scale.most * i / 4;
    const double y = scale.y(value);
    out += fmt::format(
        "<path d='M{} {:.1f}H{}' stroke='#ddd'/>"
        "<text x='{}' y='{:.1f}' text-anchor='end'>{}</text>\n",
        kLeft, y, kRight, kLeft - 8, y + 4, for_people(value, unit));
  }
  // A mark at each midnight, a date at no more than ten of them.
  const auto days = std::chrono::ceil<std::chrono::days>(scale.to - scale.from).count();
  const auto every = std::max<std::int64_t>(1, (days + 9) / 10);
  auto day = site.zone.date_of(scale.from);
  for (std::int64_t n = 0;; ++n, day += std::chrono::days(1)) {
    const Instant midnight = site.zone.day_start(day);
    if (midnight >= scale.to) break;
    if (midnight < scale.from || n % every != 0) continue;
    const double x = scale.x(midnight);
    out +=
        fmt::format("<path d='M{:.1f} {}V{}' stroke='#eee'/><text x='{:.1f}' y='{}'>{}</text>\n", x,
                    kTop, kBottom, x + 3, kBottom + 18, site.zone.format(midnight).substr(0, 10));
  }
}

void add_episodes(std::string& out, const Past& past, const Scale& scale) {
  for (const Episode& episode : past.episodes) {
    const double from = scale.x(episode.fired);
    const double to = scale.x(std::min(episode.ended.value_or(scale.to), scale.to));
    out += fmt::format(
        "<rect x='{:.1f}' y='{}' width='{:.1f}' height='{}' fill='#d33' fill-opacity='.25'/>"
        "<rect x='{:.1f}' y='{}' width='{:.1f}' height='6' fill='#b00'/>\n",
        from, kTop, std::max(1.0, to - from), kBottom - kTop, from, kTop - 8,
        std::max(2.0, to - from));
  }
}

// The figure as a band from its lowest to its highest, the limit as a dashed line; both are broken
// where nothing is known.
void add_curves(std::string& out, const Past& past, const Scale& scale) {
  std::string band, limit;
  for (std::size_t i = 0; i < past.points.size(); ++i) {
    const Point& point = past.points[i];
    const double x = scale.x(i, past.points.size());
    if (point.highest) {
      band += fmt::format("M{:.1f} {:.1f}V{:.1f}", x, scale.y(*point.highest) - 0.5,
                          scale.y(*point.lowest) + 0.5);
    }
    if (point.limit) limit += fmt::format("M{:.1f} {:.1f}h.8", x, scale.y(*point.limit));
  }
  out += fmt::format("<path d='{}' stroke='#036' stroke-width='1.2'/>\n", band);
  out += fmt::format("<path d='{}' stroke='#b00' stroke-width='1.5'/>\n", limit);
}

}  // namespace

std::string picture(const Alert& alert, const Past& past, const Site& site, Instant from,
                    Instant to) {
  const Condition& when = alert.rule->when.at(from);
  const Unit unit = info(when.figure.figure).unit;
  const Scale scale = scale_of(past, from, to);
  std::string out = fmt::format(
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {} {}' font-family='sans-serif' "
      "font-size='12' fill='none'>\n<rect width='100%' height='100%' fill='#fff'/>\n<g fill='#222'>"
      "<text x='{}' y='24' font-size='17'>{}: {}</text>\n"
      "<text x='{}' y='42'>{}; fired {} times</text></g>\n<g fill='#555'>\n",
      kWidth, kHeight, kLeft, escaped(alert.rule->name),
      escaped(title_of(alert.subject, site, site.language)), kLeft, escaped(print(when)),
      past.episodes.size());
  add_frame(out, scale, site, unit);
  out += "</g>\n";
  add_episodes(out, past, scale);
  add_curves(out, past, scale);
  return out + "</svg>\n";
}

}  // namespace jono::alerting
