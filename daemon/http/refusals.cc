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

}  // namespace jono::http
