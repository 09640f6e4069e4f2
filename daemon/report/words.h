// SPDX-License-Identifier: EUPL-1.2
// Every word of a report in the three languages, beside those of the figures (figure_words.h). The
// terms are those of the glossary. {name} is filled in by fmt.
#pragma once

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "daemon/base/local_text.h"

namespace jono::report::words {

struct Text {
  std::string_view fi, sv, en;
  [[nodiscard]] constexpr std::string_view in(Language language) const {
    return language == Language::fi ? fi : language == Language::sv ? sv : en;
  }
};

// With fmt::arg() for each {name}; an argument refers to its value, which must outlive the call.
template <class... Args>
[[nodiscard]] std::string filled(const Text& text, Language language, const Args&... args) {
  return fmt::format(fmt::runtime(text.in(language)), args...);
}

[[nodiscard]] inline LocalText local(const Text& text) {
  return {std::string(text.fi), std::string(text.sv), std::string(text.en)};
}

// Titles.
inline constexpr Text kOverview{"Tilannekuva", "Lägesbild", "Situation overview"};
inline constexpr Text kSelfMonitoring{"Omavalvontaraportti", "Egenkontrollrapport",
                                      "Self-monitoring report"};
inline constexpr Text kWeek{"viikko {week}/{year}", "vecka {week}/{year}", "week {week}/{year}"};
inline constexpr Text kTertial{"tertiaali {part}/{year}", "tertial {part}/{year}",
                               "tertial {part}/{year}"};
inline constexpr Text kSoFar{"Ajanjakso on kesken: luvut ovat tähän mennessä, {when} asti.",
                             "Perioden pågår: siffrorna gäller hittills, till {when}.",
                             "The period is not over: figures so far, up to {when}."};
inline constexpr Text kPublished{
    "Julkaistava versio. Pienet lukumäärät (1–{most}) on peitetty, ja niiden kanssa ne, joista ne "
    "voisi laskea: ”<{limit}” tarkoittaa 1–{most}, ”..” peitettyä. Päivät ja tunnit on yhdistetty "
    "niin, ettei mikään luku ole pieni.",
    "Version för publicering. Små antal (1–{most}) är dolda, och med dem de antal som de kunde "
    "räknas ut från: ”<{limit}” betyder 1–{most}, ”..” dolt. Dagar och timmar är sammanslagna så "
    "att inget antal är litet.",
    "Version for publishing. Small counts (1–{most}) are hidden, and with them those that would "
    "give "
    "them away: “<{limit}” means 1–{most}, “..” hidden. Days and hours are put together so that no "
    "count is small."};

// Sections and columns.
inline constexpr Text kAllLines{"Kaikki linjat", "Alla linjer", "All lines"};
inline constexpr Text kLine{"Linja", "Linje", "Line"};
inline constexpr Text kSummary{"Pääkohdat", "Sammandrag", "Summary"};
inline constexpr Text kSameDay{"Takaisinsoitot: samana arkipäivänä hoidetut",
                               "Återuppringningar samma vardag",
                               "Callbacks made the same working day"};
inline constexpr Text kCalls{"Puhelut", "Samtal", "Calls"};
inline constexpr Text kWaits{"Jonotusajat", "Kötider", "Queue times"};
inline constexpr Text kComparison{"Vertailu", "Jämförelse", "Comparison"};
inline constexpr Text kFigure{"Luku", "Siffra", "Figure"};
inline constexpr Text kThisPeriod{"Ajanjakso", "Perioden", "Period"};
inline constexpr Text kPreviousPeriod{"Edellinen", "Föregående", "Previous"};
inline constexpr Text kYearBefore{"Vuosi sitten", "För ett år sedan", "A year ago"};
inline constexpr Text kChange{"Muutos", "Förändring", "Change"};
inline constexpr Text kTarget{"Tavoite", "Mål", "Target"};
inline constexpr Text kWaitTarget{"Jonotusajan tavoite", "Mål för kötid", "Target for queue time"};
inline constexpr Text kServiceLevel{"Palvelutaso", "Servicenivå", "Service level"};
inline constexpr Text kNoChangeYet{"Ajanjakso on kesken, joten muutosta ei vielä lasketa.",
                                   "Perioden pågår, och därför räknas ingen förändring ännu.",
                                   "The period is not over, so no change is counted yet."};
inline constexpr Text kDays{"Päivittäin", "Per dag", "By day"};
inline constexpr Text kMonths{"Kuukausittain", "Per månad", "By month"};
inline constexpr Text kDay{"Päivä", "Dag", "Day"};
inline constexpr Text kMonth{"Kuukausi", "Månad", "Month"};
inline constexpr Text kAtHour{"klo\u00a0{hour}", "kl.\u00a0{hour}", "at\u00a0{hour}"};
inline constexpr Text kHours{"Kellonajan mukaan", "Enligt klockslag", "By hour of the day"};
inline constexpr Text kHour{"Tunti", "Timme", "Hour"};
inline constexpr Text kHeat{"Viikonpäivä ja tunti", "Veckodag och timme", "Weekday and hour"};
inline constexpr Text kHeatNote{
    "Ruudussa on saapuneet puhelut ja niiden alla vastausprosentti; tummempi on ruuhkaisempi.",
    "I rutan står inkommande samtal och under dem svarsprocenten; mörkare är mer belastat.",
    "A cell holds incoming calls and below them the answer rate; darker is busier."};
inline constexpr Text kSlowest{"Tunnit, joina jonotettiin pisimpään",
                               "Timmarna med de längsta kötiderna",
                               "Hours with the longest queue times"};
inline constexpr Text kMostAbandoned{"Tunnit, joina luovuttiin eniten",
                                     "Timmarna med flest avbrutna samtal",
                                     "Hours with the most abandoned calls"};
inline constexpr Text kSlowestNote{"Mukana ovat tunnit, joina saapui vähintään viisi puhelua.",
                                   "Timmar med minst fem inkommande samtal är med.",
                                   "Hours with at least five incoming calls are counted."};
inline constexpr Text kKnown{"Mitä tiedetään", "Vad man vet", "What is known"};
inline constexpr Text kMissing{"Tieto puuttuu osasta tuntia", "Uppgift saknas för en del av timmen",
                               "No data for a part of the hour"};
inline constexpr Text kNothingKnown{"ei ilmoitettuja hälytyksiä, ei katkoja",
                                    "inga meddelade larm, inga avbrott",
                                    "no alarms told, no outages"};
inline constexpr Text kDefinitions{"Miten luvut lasketaan", "Hur siffrorna räknas",
                                   "How the figures are made"};
inline constexpr Text kAbsentNote{
    "”–” tarkoittaa, että tieto puuttuu tai ettei lukua voi laskea.",
    "”–” betyder att uppgift saknas eller att siffran inte kan räknas.",
    "“–” means that there is no data, or nothing to make it from."};
inline constexpr Text kPoints{"%-yks.", "%-enheter", "pp"};
inline constexpr Text kMet{"saavutettu", "uppnått", "met"};
inline constexpr Text kNotMet{"ei saavutettu", "ej uppnått", "not met"};

// The county's self-monitoring table, in its own words and order.
inline constexpr Text kCountyTable{"Omavalvonnan taulukko", "Egenkontrollens tabell",
                                   "Self-monitoring table"};
inline constexpr Text kCountyAll{"Puhelumäärät kaikki", "Antal samtal, alla", "Calls, all"};
inline constexpr Text kCountyAnswered{"Puhelumäärät vastatut", "Antal samtal, besvarade",
                                      "Calls, answered"};
inline constexpr Text kCountyWait{"Jonotusaika keskiarvo", "Kötid, medelvärde", "Queue time, mean"};
inline constexpr Text kCountyCallbacks{"Takaisinsoittoja", "Återuppringningar", "Callbacks"};
inline constexpr Text kCountyDelay{"Takaisinsoittoviive keskiarvo",
                                   "Återuppringningsfördröjning, medelvärde",
                                   "Callback delay, mean"};
inline constexpr Text kCountyRate{"vastausprosentti", "svarsprocent", "answer rate"};

// Coverage and what is not final yet.
inline constexpr Text kIncomplete{
    "{name}: tietojen kattavuus on {coverage}. Osa ajanjaksosta puuttuu, ja luvut kertovat vain "
    "siitä, mikä tiedetään.",
    "{name}: täckningen är {coverage}. En del av perioden saknas, och siffrorna gäller bara det "
    "som "
    "är känt.",
    "{name}: data coverage is {coverage}. A part of the period is missing, and the figures tell "
    "only "
    "of what is known."};
inline constexpr Text kNoData{"{name}: tieto puuttuu ajanjaksolta.",
                              "{name}: uppgift saknas för perioden.",
                              "{name}: no data for the period."};
inline constexpr Text kSameDayNotFinal{
    "Kaikkien takaisinsoittopyyntöjen määräpäivä ei ole vielä päättynyt: samana arkipäivänä "
    "hoidettujen osuus voi vielä nousta.",
    "Förfallodagen för alla begäranden om återuppringning har inte gått ut ännu: andelen samma "
    "vardag kan ännu stiga.",
    "The due day of some callback requests has not ended yet: the same-day share may still rise."};

// The plain summary.
inline constexpr Text kSaysSameDay{
    "Takaisinsoitoista hoidettiin samana arkipäivänä {share} ({part}/{whole}).",
    "Av återuppringningarna gjordes {share} samma vardag ({part}/{whole}).",
    "{share} of callbacks were made the same working day ({part}/{whole})."};
inline constexpr Text kSaysMet{"Tavoite {target} saavutettiin.", "Målet {target} uppnåddes.",
                               "The target of {target} was met."};
inline constexpr Text kSaysNotMet{"Tavoitetta {target} ei saavutettu.",
                                  "Målet {target} uppnåddes inte.",
                                  "The target of {target} was not met."};
inline constexpr Text kSaysShareRose{
    "Osuus nousi {points} prosenttiyksikköä edellisestä ajanjaksosta.",
    "Andelen steg med {points} procentenheter från föregående period.",
    "The share rose by {points} percentage points from the previous period."};
inline constexpr Text kSaysShareFell{
    "Osuus laski {points} prosenttiyksikköä edellisestä ajanjaksosta.",
    "Andelen sjönk med {points} procentenheter från föregående period.",
    "The share fell by {points} percentage points from the previous period."};
inline constexpr Text kSaysCalls{
    "Saapuneita puheluita oli {offered}, ja niistä vastattiin {answered}; vastausprosentti oli "
    "{rate}.",
    "Antalet inkommande samtal var {offered}, och av dem besvarades {answered}; svarsprocenten var "
    "{rate}.",
    "Incoming calls numbered {offered}, answered ones {answered}; the answer rate was {rate}."};
inline constexpr Text kSaysMore{
    "Puheluita saapui {percent} enemmän kuin edellisellä ajanjaksolla.",
    "Antalet inkommande samtal var {percent} större än under föregående period.",
    "The number of incoming calls was {percent} larger than in the previous period."};
inline constexpr Text kSaysFewer{
    "Puheluita saapui {percent} vähemmän kuin edellisellä ajanjaksolla.",
    "Antalet inkommande samtal var {percent} mindre än under föregående period.",
    "The number of incoming calls was {percent} smaller than in the previous period."};
inline constexpr Text kSaysBusiest{"{Day} oli ruuhkaisin: saapuneita puheluita {offered}.",
                                   "{Day} var mest belastad: {offered} inkommande samtal.",
                                   "{Day} was the busiest: {offered} incoming calls."};
inline constexpr Text kSaysBusiestWait{
    "{Day} oli ruuhkaisin: saapuneita puheluita {offered}, vastattujen keskimääräinen jonotusaika "
    "{wait}.",
    "{Day} var mest belastad: {offered} inkommande samtal, de besvarades genomsnittliga kötid "
    "{wait}.",
    "{Day} was the busiest: {offered} incoming calls, average queue time of the answered {wait}."};
inline constexpr Text kSaysBestWorst{
    "Vastausprosentti oli paras {best} ({best_rate}) ja heikoin {worst} ({worst_rate}).",
    "Svarsprocenten var bäst {best} ({best_rate}) och svagast {worst} ({worst_rate}).",
    "The answer rate was best {best} ({best_rate}) and weakest {worst} ({worst_rate})."};

// Days and months: as a name, as the subject of a sentence, and as a time in it. {date} follows.
inline constexpr std::array<Text, 7> kWeekdayShort = {{{"ma", "må", "Mon"},
                                                       {"ti", "ti", "Tue"},
                                                       {"ke", "on", "Wed"},
                                                       {"to", "to", "Thu"},
                                                       {"pe", "fr", "Fri"},
                                                       {"la", "lö", "Sat"},
                                                       {"su", "sö", "Sun"}}};
inline constexpr std::array<Text, 7> kWeekdaySubject = {
    {{"Maanantai", "Måndagen den", "Monday"},
     {"Tiistai", "Tisdagen den", "Tuesday"},
     {"Keskiviikko", "Onsdagen den", "Wednesday"},
     {"Torstai", "Torsdagen den", "Thursday"},
     {"Perjantai", "Fredagen den", "Friday"},
     {"Lauantai", "Lördagen den", "Saturday"},
     {"Sunnuntai", "Söndagen den", "Sunday"}}};
inline constexpr std::array<Text, 7> kWeekdayOn = {
    {{"maanantaina", "måndagen den", "on Monday"},
     {"tiistaina", "tisdagen den", "on Tuesday"},
     {"keskiviikkona", "onsdagen den", "on Wednesday"},
     {"torstaina", "torsdagen den", "on Thursday"},
     {"perjantaina", "fredagen den", "on Friday"},
     {"lauantaina", "lördagen den", "on Saturday"},
     {"sunnuntaina", "söndagen den", "on Sunday"}}};
inline constexpr Text kInMonth{"{month}ssa {year}", "i {month} {year}", "in {month} {year}"};
inline constexpr std::array<Text, 12> kMonthName = {{{"tammikuu", "januari", "January"},
                                                     {"helmikuu", "februari", "February"},
                                                     {"maaliskuu", "mars", "March"},
                                                     {"huhtikuu", "april", "April"},
                                                     {"toukokuu", "maj", "May"},
                                                     {"kesäkuu", "juni", "June"},
                                                     {"heinäkuu", "juli", "July"},
                                                     {"elokuu", "augusti", "August"},
                                                     {"syyskuu", "september", "September"},
                                                     {"lokakuu", "oktober", "October"},
                                                     {"marraskuu", "november", "November"},
                                                     {"joulukuu", "december", "December"}}};

}  // namespace jono::report::words
