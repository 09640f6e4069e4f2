// SPDX-License-Identifier: EUPL-1.2
// What periods, days, months and hours are called.
#pragma once

#include <string>

#include "daemon/report/model.h"

namespace jono::report {

// "Tilannekuva, viikko 47/2026".
[[nodiscard]] std::string title_of(const Period& period, Language language);

// Of one of Report::days. Its name: "ma 23.11.2026", "marraskuu 2026", or the dates of several
// days.
[[nodiscard]] std::string part_name(const Report& report, const Row& row, Language language);
// As the subject of a sentence, "Maanantai 23.11.2026", and as a time in it,
// "maanantaina 23.11.2026". Only of a single day or a whole month.
[[nodiscard]] std::string part_as_subject(const Report& report, const Row& row, Language language);
[[nodiscard]] std::string part_as_time(const Report& report, const Row& row, Language language);
[[nodiscard]] bool is_whole_month(const Report& report, const Row& row);

// Of one of Report::hours: "08–09".
[[nodiscard]] std::string clock_hours(const Row& row);
// Of a single hour: "ma 23.11.2026 klo 08"; with the offset where two hours have one name.
[[nodiscard]] std::string hour_name(const Report& report, const Row& row, Language language);

}  // namespace jono::report
