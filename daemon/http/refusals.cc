// SPDX-License-Identifier: EUPL-1.2
#include "daemon/http/refusals.h"

#include <fmt/format.h>

#include "daemon/http/problem.h"

namespace jono::http {

Response long_header(std::size_t most) {
  return problem(431,
                 {fmt::format("Pyynnön alku ja otsakkeet saavat olla yhteensä {} tavua.", most),
                  fmt::format("Begärans början och huvuden får vara högst {} byte.", most),
                  fmt::format("The request line and headers are limited to {} bytes.", most)});
}

Response many_headers(std::size_t most) {
  return problem(431, {fmt::format("Otsakkeita saa olla enintään {}.", most),
                       fmt::format("Huvudena får vara högst {}.", most),
                       fmt::format("At most {} headers are taken.", most)});
}

Response long_body(std::size_t most) {
  return problem(413, {fmt::format("Sisältö saa olla enintään {} tavua.", most),
                       fmt::format("Innehållet får vara högst {} byte.", most),
                       fmt::format("The body is limited to {} bytes.", most)});
}

Response no_http(std::string_view why) {
  return problem(400, {fmt::format("Tämä ei ole HTTP/1.1-pyyntö: {}.", why),
                       fmt::format("Det här är ingen HTTP/1.1-begäran: {}.", why),
                       fmt::format("This is not an HTTP/1.1 request: {}.", why)});
}

Response odd_request() {
  return problem(400, {"Pyynnössä on oltava yksi Host ja polku ilman outoja merkkejä.",
                       "Begäran behöver ett Host och en sökväg utan konstiga tecken.",
                       "The request needs one Host and a path without odd characters."});
}

Response misdirected() {
  return problem(421, {"Tämä palvelin ei tunne tuota nimeä: pyydä osoitteesta localhost.",
                       "Servern känner inte till det namnet: använd localhost.",
                       "This server does not go by that name: ask for localhost."});
}

Response nothing_there() {
  return problem(404, {"Tässä polussa ei ole mitään.", "Det finns inget på den här sökvägen.",
                       "There is nothing at this path."});
}

Response other_methods(std::string_view allow) {
  Response out = problem(405, {fmt::format("Tämä polku tuntee vain menetelmät {}.", allow),
                               fmt::format("Sökvägen tar bara emot {}.", allow),
                               fmt::format("This path knows only {}.", allow)});
  out.headers.emplace_back("Allow", allow);
  return out;
}

Response only_local() {
  return problem(403, {"Vain ohjauspistoke ottaa tämän: käytä komentoriviä.",
                       "Bara kontrollsockeln tar emot det här: använd kommandoraden.",
                       "Only the control socket takes this: use the command line."});
}

Response say_who(const Access& access) {
  Response out = problem(401, {"Kerro kuka olet: käyttäjätunnus ja salasana tai tunniste.",
                               "Säg vem du är: användarnamn och lösenord, eller en token.",
                               "Say who you are: with a user and password, or a token."});
  // A browser asks for a password where it may be of use, and a certificate is no matter of HTTP.
  out.headers.emplace_back("WWW-Authenticate", access.users.empty()
                                                   ? R"(Bearer realm="jonovahti")"
                                                   : R"(Basic realm="jonovahti", charset="UTF-8")");
  return out;
}

Response not_yours() {
  return problem(403, {"Roolisi ei riitä tähän.", "Din roll räcker inte till det här.",
                       "Your role does not include this."});
}

Response cross_origin() {
  return problem(403, {"Muilta sivustoilta ei oteta muutoksia.",
                       "Ändringar tas inte emot från andra webbplatser.",
                       "Changes are not taken from pages of other sites."});
}

Response too_often(int seconds) {
  Response out = problem(429, {"Pyydät liian usein; yritä hetken päästä uudelleen.",
                               "Du frågar för ofta; försök igen om en stund.",
                               "You ask too often; try again in a moment."});
  out.headers.emplace_back("Retry-After", std::to_string(seconds));
  return out;
}

Response mistaken() {
  return problem(500, {"Palvelin teki virheen; sen loki kertoo minkä.",
                       "Servern gjorde ett fel; dess logg berättar vilket.",
                       "The server made a mistake; its log says which."});
}

Response busy() {
  Response out = problem(503, {"Näitä on tekeillä liian monta; yritä pian uudelleen.",
                               "För många sådana är på gång; försök snart igen.",
                               "Too many of these are being made already; try again soon."});
  out.headers.emplace_back("Retry-After", "1");
  return out;
}

Response not_in_time() {
  Response out = problem(503, {"Vastaus ei valmistunut ajoissa; lähetä sama uudelleen.",
                               "Svaret blev inte klart i tid; sänd samma igen.",
                               "The answer was not ready in time; send the same again."});
  out.headers.emplace_back("Retry-After", "5");
  return out;
}

}  // namespace jono::http
