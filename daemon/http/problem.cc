// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/problem.h"

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace jono::http {
namespace {

struct Status {
  int number;
  std::string_view fi, sv, en;  // en is the reason phrase of HTTP
};

constexpr std::array<Status, 13> kStatuses = {{
    {304, "Ei muuttunut", "Inte ändrad", "Not Modified"},
    {400, "Virheellinen pyyntö", "Felaktig begäran", "Bad Request"},
    {401, "Tunnistaudu", "Legitimera dig", "Unauthorized"},
    {403, "Kielletty", "Förbjudet", "Forbidden"},
    {404, "Ei löydy", "Finns inte", "Not Found"},
    {405, "Menetelmä ei kelpaa", "Metoden är inte tillåten", "Method Not Allowed"},
    {406, "Muotoa ei ole", "Formatet finns inte", "Not Acceptable"},
    {413, "Sisältö on liian suuri", "Innehållet är för stort", "Content Too Large"},
    {421, "Väärä palvelin", "Fel server", "Misdirected Request"},
    {429, "Liian monta pyyntöä", "För många begäranden", "Too Many Requests"},
    {431, "Otsakkeet ovat liian suuret", "Huvudena är för stora",
     "Request Header Fields Too Large"},
    {500, "Palvelimen virhe", "Serverfel", "Internal Server Error"},
    {503, "Ei käytettävissä", "Inte tillgänglig", "Service Unavailable"},
}};

const Status* find(int status) {
  const auto* found = std::ranges::find(kStatuses, status, &Status::number);
  return found == kStatuses.end() ? nullptr : found;
}

}  // namespace

std::string_view reason_phrase(int status) {
  const Status* const found = find(status);
  return found == nullptr ? "" : found->en;
}

std::string problem_document(int status, const LocalText& detail, Language language) {
  boost::json::object document{{"type", "about:blank"}, {"status", status}};
  if (const Status* const known = find(status)) {
    document["title"] = language == Language::fi   ? known->fi
                        : language == Language::sv ? known->sv
                                                   : known->en;
  }
  document["detail"] = detail.in(language);
  return boost::json::serialize(document) + "\n";
}

Response problem(int status, LocalText detail) {
  Response out{.status = status, .content_type = "application/problem+json", .body = {}};
  out.problem = std::move(detail);
  return out;
}

Response problem(int status, std::string_view detail) {
  const std::string text(detail);
  return problem(status, LocalText{text, text, text});
}

}  // namespace jono::http
