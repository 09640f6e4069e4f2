// SPDX-License-Identifier: EUPL-1.2
#include "daemon/report/figure_words.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace jono::report {
namespace {

constexpr FigureWords kFigures[] = {
    {"same_day_callbacks",
     {"Samana arkipäivänä hoidetut", "Samma vardag", "Same working day"},
     {"takaisinsoittopyynnöt, joissa asiakas tavoitettiin viimeistään määräpäivänä ÷ kaikki "
      "takaisinsoittopyynnöt. Myös avoimet pyynnöt ja ne, joissa asiakasta ei tavoitettu, ovat "
      "mukana "
      "jakajassa. Määräpäivä on pyynnön päivä, tai seuraava aukiolopäivä, jos linja oli suljettu.",
      "begäranden om återuppringning där kunden nåddes senast på förfallodagen ÷ alla begäranden "
      "om "
      "återuppringning. Också öppna begäranden och de där kunden inte nåddes ingår i nämnaren. "
      "Förfallodagen är begärans dag, eller nästa öppna dag om linjen var stängd.",
      "callback requests whose customer was reached by the due day ÷ all callback requests. Open "
      "requests and those whose customer was not reached count in the denominator. The due day is "
      "that of the request, or the next open day if the line was closed."}},
    {"callbacks_requested",
     {"Takaisinsoitto\u00adpyynnöt", "Begäranden om återuppringning", "Callback requests"},
     {"ajanjaksolla tehdyt pyynnöt; niiden vaiheet lasketaan niille, milloin tahansa ne "
      "tapahtuvat.",
      "begäranden under perioden; vad som sedan sker räknas till dem, när det än sker.",
      "requests made in the period; what becomes of them counts for them, whenever it happens."}},
    {"callbacks_same_day",
     {"Hoidettu samana arkipäivänä", "Nådda samma vardag", "Reached the same working day"},
     {}},
    {"callbacks_attempted",
     {"Soittoyritys tehty", "Uppringnings\u00adförsök gjort", "Attempted"},
     {"pyynnöt, joissa asiakkaalle on soitettu ainakin kerran.",
      "begäranden där kunden har ringts upp minst en gång.",
      "requests whose customer has been called at least once."}},
    {"callbacks_reached", {"Tavoitettu", "Nådda", "Reached"}, {}},
    {"callbacks_closed",
     {"Suljettu, ei tavoitettu", "Avslutade, ej nådda", "Closed, not reached"},
     {}},
    {"callbacks_open", {"Avoimet pyynnöt", "Öppna begäranden", "Open requests"}, {}},
    {"callback_delay_mean_ms",
     {"Takaisinsoitto\u00adviive (keskiarvo)", "Återuppringnings\u00adfördröjning (medelvärde)",
      "Mean callback delay"},
     {"ajat pyynnöstä asiakkaan tavoittamiseen yhteensä ÷ tavoitetut.",
      "tiderna från begäran till att kunden nåddes sammanlagt ÷ nådda.",
      "time from request to reaching the customer, in all ÷ reached."}},
    {"callback_open_delay_mean_ms",
     {"Takaisinsoitto\u00adviive aukioloaikana", "Återuppringnings\u00adfördröjning under öppettid",
      "Mean callback delay, open hours"},
     {"sama, mutta ajasta lasketaan vain linjan aukioloaika.",
      "samma, men av tiden räknas bara linjens öppettid.",
      "the same, but only the line's opening hours count."}},
    {"offered",
     {"Saapuneet puhelut", "Inkommande samtal", "Incoming calls"},
     {"puhelut, jotka tulivat jonoon ajanjaksolla; kukin kuuluu siihen aikaan, jolloin se tuli.",
      "samtal som kom till kön under perioden; vart och ett hör till den tid då det kom.",
      "calls that came to the queue in the period; each belongs to the time when it came."}},
    {"answered", {"Vastatut", "Besvarade", "Answered"}, {}},
    {"abandoned",
     {"Luopuneet", "Avbrutna", "Abandoned"},
     {"puhelut, joissa soittaja katkaisi jonottaessaan.", "samtal som uppringaren avbröt i kön.",
      "calls whose caller hung up in the queue."}},
    {"abandoned_without_short",
     {"Luopuneet ilman lyhyitä", "Avbrutna utan korta", "Abandoned without short ones"},
     {"luopuneet ilman lyhyitä luopumisia eli niitä, jotka jonottivat linjan rajaa (tavallisesti 5 "
      "s) "
      "lyhyemmän ajan.",
      "avbrutna utan korta avbrott, alltså dem som väntade kortare än linjens gräns (oftast 5 s).",
      "abandoned calls without short abandons, which waited less than the line's limit (mostly 5 "
      "s)."}},
    {"answer_rate",
     {"Vastaus\u00adprosentti", "Svarsprocent", "Answer rate"},
     {"vastatut ÷ saapuneet puhelut, jotka eivät enää ole jonossa.",
      "besvarade ÷ inkommande samtal som inte längre är i kön.",
      "answered ÷ incoming calls that are no longer in the queue."}},
    {"answer_rate_without_short",
     {"Vastaus\u00adprosentti ilman lyhyitä luopumisia (välitön yhteydensaanti)",
      "Svarsprocent utan korta avbrott (omedelbar kontakt)",
      "Answer rate without short abandons (immediate contact)"},
     {"sama, mutta lyhyet luopumiset eivät ole jakajassa.",
      "samma, men korta avbrott ingår inte i nämnaren.",
      "the same, but short abandons do not count in the denominator."}},
    {"answer_rate_without_callbacks",
     {"Vastaus\u00adprosentti ilman takaisinsoittoon siirtyneitä",
      "Svarsprocent utan valda återuppringningar", "Answer rate without callbacks chosen"},
     {"sama, mutta takaisinsoiton valinneet eivät ole jakajassa.",
      "samma, men de som valde återuppringning ingår inte i nämnaren.",
      "the same, but callers who chose a callback do not count in the denominator."}},
    {"wait_mean_answered_ms",
     {"Keskimääräinen jonotusaika, vastatut", "Genomsnittlig kötid, besvarade",
      "Average queue time, answered"},
     {"vastattujen jonotusajat yhteensä ÷ vastatut.",
      "de besvarades kötider sammanlagt ÷ besvarade.",
      "queue times of the answered, in all ÷ answered."}},
    {"wait_mean_all_ms",
     {"Keskimääräinen jonotusaika, kaikki", "Genomsnittlig kötid, alla", "Average queue time, all"},
     {"vastattujen, luopuneiden ja muualle ohjattujen jonotusajat yhteensä ÷ niiden määrä.",
      "de besvarades, avbrutnas och vidarestyrdas kötider sammanlagt ÷ antalet av dem.",
      "queue times of the answered, abandoned and redirected, in all ÷ their number."}},
    {"wait_p50_ms",
     {"Mediaani", "Median", "Median"},
     {"puolet vastatuista jonotti enintään tämän ajan.",
      "hälften av de besvarade väntade högst så här länge.",
      "half of the answered waited at most this long."}},
    {"wait_p90_ms",
     {"90 % enintään", "90 % högst", "90 % at most"},
     {"90 % vastatuista jonotti enintään tämän ajan.",
      "90 % av de besvarade väntade högst så här länge.",
      "90 % of the answered waited at most this long."}},
    {"longest_wait_ms",
     {"Pisin jonotusaika", "Längsta kötid", "Longest queue time"},
     {"vastattujen, luopuneiden ja muualle ohjattujen jonotusajoista pisin.",
      "den längsta av de besvarades, avbrutnas och vidarestyrdas kötider.",
      "the longest of those answered, abandoned or redirected."}},
    {"service_level_answered",
     {"Palvelutaso (vastatuista)", "Servicenivå (av besvarade)", "Service level (of answered)"},
     {"jonotusajan tavoitteessa vastatut ÷ vastatut.",
      "besvarade inom målet för kötid ÷ besvarade.",
      "answered within the target for queue time ÷ answered."}},
    {"service_level_offered",
     {"Palvelutaso (tulleista)", "Servicenivå (av inkomna)", "Service level (of offered)"},
     {"jonotusajan tavoitteessa vastatut ÷ saapuneet, jotka eivät enää ole jonossa, ilman lyhyitä "
      "luopumisia.",
      "besvarade inom målet för kötid ÷ inkommande samtal som inte längre är i kön, utan korta "
      "avbrott.",
      "answered within the target for queue time ÷ incoming calls that are no longer in the queue, "
      "without short abandons."}},
    {"service_level_asterisk2",
     {"Palvelutaso (Asterisk SL2)", "Servicenivå (Asterisk SL2)", "Service level (Asterisk SL2)"},
     {"jonotusajan tavoitteessa vastatut ja luopuneet ÷ vastatut ja luopuneet.",
      "besvarade och avbrutna inom målet för kötid ÷ besvarade och avbrutna.",
      "answered and abandoned within the target for queue time ÷ answered and abandoned."}},
    {"coverage",
     {"Tietojen kattavuus", "Täckning", "Data coverage"},
     {"osuus ajasta, jolta linjan kaikki tiedot ovat tulleet; muu aika on tuntematonta, ei "
      "hiljaista.",
      "andelen av tiden från vilken alla uppgifter om linjen har kommit; övrig tid är okänd, inte "
      "tyst.",
      "the share of the time of which everything is known of the line; the rest is unknown, not "
      "quiet."}},
};

constexpr std::array<ServiceWords, 3> kServices = {{
    {"service_level_answered", {"vastatuista", "av besvarade", "of answered"}},
    {"service_level_offered", {"tulleista", "av inkomna", "of offered"}},
    {"service_level_asterisk2", {"Asterisk SL2", "Asterisk SL2", "Asterisk SL2"}},
}};

}  // namespace

std::span<const FigureWords> figure_words() { return kFigures; }

const words::Text& heading_of(std::string_view name) {
  const auto* found = std::ranges::find(kFigures, name, &FigureWords::name);
  if (found == std::end(kFigures)) throw std::logic_error("no words for: " + std::string(name));
  return found->heading;
}

const ServiceWords& service_words(engine::ServiceLevel formula) {
  return kServices[static_cast<std::size_t>(formula)];
}

}  // namespace jono::report
