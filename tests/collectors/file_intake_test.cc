// SPDX-License-Identifier: EUPL-1.2
// Files into events and totals, and the place of every fault.
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "collectors/file/file_place.h"
#include "collectors/file/file_report.h"
#include "collectors/file/intake.h"

namespace jono::file {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class FileIntake : public ::testing::Test {
 protected:
  struct Read {
    Tally tally;
    Found found;
    std::vector<std::string> faults;
  };

  static FileConfig calls() {
    using mapping::Rule;
    using mapping::TimeForm;
    FileConfig out;
    mapping::Mapping map;
    map.columns = true;
    map.decimal = ',';
    map.zone = calendar::Zone::find("Europe/Helsinki").value();
    const auto jono = map.place("Jono"), tunnus = map.place("Tunnus"), saapui = map.place("Saapui"),
               odotus = map.place("Odotus"), tulos = map.place("Tulos");
    const Rule line{.field = Field::line, .place = jono};
    const Rule call{.field = Field::call, .place = tunnus};
    const Rule came{.field = Field::at,
                    .place = saapui,
                    .form = TimeForm::written,
                    .format = "%d.%m.%Y %H:%M:%S"};
    Rule left = came;
    left.plus = mapping::Length{.place = odotus};
    map.templates = {
        {.when = {{.place = jono, .in = {"ASPA", "Väntkö", "Muu"}}},
         .rules = {{.field = Field::type, .constant = "call.queued"}, came, line, call}},
        {.when = {{.place = jono, .in = {"ASPA", "Väntkö", "Muu"}}},
         .rules = {{.field = Field::type,
                    .place = tulos,
                    .values = {{"Vastattu", "call.answered"}, {"Luopui", "call.abandoned"}}},
                   left,
                   line,
                   call}}};
    out.mapping = std::move(map);
    return out;
  }

  static FileConfig totals() {
    using mapping::Rule;
    FileConfig out;
    TotalsRules rules;
    rules.rules.columns = true;
    rules.rules.zone = calendar::Zone::find("Europe/Helsinki").value();
    const auto jono = rules.rules.place("Jono"), alku = rules.rules.place("Alku");
    rules.rules.templates = {{.when = {},
                              .rules = {{.field = Field::line, .place = jono},
                                        {.field = Field::at,
                                         .place = alku,
                                         .form = mapping::TimeForm::written,
                                         .format = "%d.%m.%Y %H:%M"}}}};
    rules.length = std::chrono::hours(1);
    for (const auto& [figure, column] :
         {std::pair("offered", "Tulleet"), std::pair("wait_mean_answered_ms", "Keskiarvo"),
          std::pair("answer_rate", "Osuus")}) {
      rules.figures.push_back({figure_named(figure).value(), rules.rules.place(column)});
    }
    out.totals = std::move(rules);
    return out;
  }

  Read read(const FileConfig& config, std::string_view text, std::size_t piece = 7) {
    Read out;
    ByteCheck bytes(edge_.hasher);
    bytes.feed(text);
    const auto decoder = make_decoder(config, edge_, epochs_);
    Intake intake(
        config.layout, bytes.encoding(config.layout.encoding), *decoder, [&](Found& found) {
          out.found.events.insert(out.found.events.end(), found.events.begin(), found.events.end());
          out.found.totals.insert(out.found.totals.end(), found.totals.begin(), found.totals.end());
        });
    for (; !text.empty(); text.remove_prefix(std::min(piece, text.size()))) {
      intake.feed(text.substr(0, piece));
    }
    intake.finish();
    out.tally = intake.tally();
    for (const Fault& fault : out.tally.faults) out.faults.push_back(words_of(fault));
    return out;
  }

  std::vector<std::string> faults_in(const FileConfig& config, std::string_view text) {
    return read(config, text).faults;
  }

  const Names names_{
      {"aspa", "vaihde"}, {{"ace", {{"ASPA", LineId{0}}, {"Väntkö", LineId{0}}}}}, {}};
  const Edge edge_{&names_, IdHasher(IdKey{}), names_.source("ace")};
  EpochNames epochs_;
};

constexpr std::string_view kHead = "Jono;Tunnus;Saapui;Odotus;Tulos\n";

std::string one(std::string_view row) { return std::string(kHead) + std::string(row) + "\n"; }

std::string fixture(const std::string& name) {
  std::ifstream in("tests/fixtures/file/" + name, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

TEST_F(FileIntake, TheSameReportInEveryWritingGivesTheSame) {
  const auto plain = read(calls(), fixture("calls.utf8.csv"));
  EXPECT_THAT(plain.faults, IsEmpty());
  ASSERT_EQ(plain.found.events.size(), 6U);
  EXPECT_EQ(plain.tally.records, 4U);
  EXPECT_EQ(plain.tally.ignored, 1U);
  EXPECT_EQ(plain.found.events[1].at - plain.found.events[0].at, Millis(95'000));
  for (const char* other : {"calls.bom.csv", "calls.windows1252.csv"}) {
    for (const std::size_t piece : {1U, 64U, 100'000U}) {
      const auto same = read(calls(), fixture(other), piece);
      EXPECT_THAT(same.faults, IsEmpty()) << other;
      ASSERT_EQ(same.found.events.size(), plain.found.events.size()) << other;
      for (std::size_t i = 0; i < same.found.events.size(); ++i) {
        EXPECT_TRUE(same_content(same.found.events[i], plain.found.events[i])) << other << i;
      }
    }
  }
}

TEST_F(FileIntake, EveryFaultNamesLineAndColumn) {
  const auto of = [&](std::string_view row) {
    const auto faults = faults_in(calls(), one(row));
    return faults.empty() ? std::string() : faults.front();
  };
  const std::string duration = ": neither a duration h:mm:ss nor a number";
  EXPECT_EQ(of("ASPA;a;23.11.2026 08:00:00;0:26:79;Vastattu"),
            "line 2, column 4 (Odotus): \"0:26:79\"" + duration);
  EXPECT_EQ(of("ASPA;a;23.11.2026 08:00:00;9:47:5;Vastattu"),
            "line 2, column 4 (Odotus): \"9:47:5\"" + duration);
  EXPECT_EQ(of("ASPA;a;23.11.2026 25:00:00;0:00:01;Vastattu"),
            "line 2, column 3 (Saapui): \"23.11.2026 25:00:00\": no instant of the given format");
  EXPECT_EQ(of("ASPA;a;23.11.2026 08:00:00;0:00:01;Katosi"),
            "line 2, column 5 (Tulos): \"Katosi\": not in the table of values");
  EXPECT_THAT(of("Muu;a;23.11.2026 08:00:00;0:00:01;Vastattu"),
              ::testing::StartsWith("line 2, column 1 (Jono): \"Muu\": neither a line nor"));
  EXPECT_THAT(of("ASPA;;23.11.2026 08:00:00;0:00:01;Vastattu"),
              ::testing::StartsWith("line 2: an id is missing"));
  EXPECT_EQ(of("ASPA;a;23.11.2026 08:00:00;0:00:01"),
            "line 2, column 5 (Tulos): the line has 4 columns, and the head 5");
  EXPECT_EQ(of("ASPA;a\"b;23.11.2026 08:00:00;0:00:01;Vastattu"),
            "line 2, column 2 (Tunnus): a quote inside a cell that does not begin with one");
  EXPECT_EQ(of("ASPA;\"a;23.11.2026"),
            "line 3, column 2 (Tunnus): the quote of line 2 is never closed");
}

TEST_F(FileIntake, AFileWithoutItsHeadIsNone) {
  EXPECT_THAT(faults_in(calls(), ""),
              ElementsAre("line 1: there is no line with the names of the columns"));
  EXPECT_THAT(faults_in(calls(), "Jono;Tunnus\nASPA;a\n").front(),
              ::testing::StartsWith("line 1: there is no column 'Saapui'"));
  EXPECT_THAT(faults_in(calls(), "\xff\xfeJ").front(), ::testing::StartsWith("this is UTF-16"));
  auto utf8 = calls();
  utf8.layout.encoding = Encoding::utf8;
  EXPECT_EQ(faults_in(utf8, std::string(kHead) + "V\xe4nt;a;b;c;d\n").front(),
            "line 2, column 1 (Jono): no UTF-8: is it Windows-1252?");
}

TEST_F(FileIntake, FindsTheHeadBelowATitleAndAfterExcelsLine) {
  auto below = calls();
  below.layout.head_line = 3;
  const std::string row = "ASPA;a;23.11.2026 08:00:00;0:00:01;Luopui\n";
  EXPECT_EQ(read(below, "Puhelut \"viikko\n47\n" + std::string(kHead) + row).found.events.size(),
            2U);
  EXPECT_EQ(read(calls(), "sep=;\r\n" + std::string(kHead) + row).found.events.size(), 2U);
}

TEST_F(FileIntake, NamesTheFirstTwentyAndCountsAll) {
  std::string text(kHead);
  for (int i = 0; i < 30; ++i) text += "ASPA;a;never;0:00:01;Luopui\n";
  const auto got = read(calls(), text);
  EXPECT_EQ(got.faults.size(), Intake::kMostFaults);
  EXPECT_EQ(got.tally.faulty, 30U);
  EXPECT_THAT(got.found.events, IsEmpty());
  const std::string report = report_of("a.csv", {Fate::faulty, got.tally}, Instant{});
  EXPECT_THAT(report, ::testing::HasSubstr("a.csv: not taken"));
  EXPECT_THAT(report, ::testing::HasSubstr("and 10 more\n"));
}

TEST_F(FileIntake, ReadsTotalsAsTheyArePrinted) {
  const auto got = read(totals(),
                        "Jono;Alku;Tulleet;Keskiarvo;Osuus\n"
                        "Väntkö;23.11.2026 08:00;1\xc2\xa0"
                        "203;0:13:25;87,5 %\n"
                        "aspa;23.11.2026 09:00;;90,5;\n");
  EXPECT_THAT(got.faults, IsEmpty());
  ASSERT_EQ(got.found.totals.size(), 4U);
  EXPECT_EQ(got.found.totals[0].value, 1203);
  EXPECT_EQ(got.found.totals[1].value, 805'000);
  EXPECT_EQ(got.found.totals[2].value, 0.875);
  EXPECT_EQ(got.found.totals[3].value, 90'500);
  EXPECT_EQ(got.found.totals[3].to - got.found.totals[3].from, Millis(std::chrono::hours(1)));
}

TEST_F(FileIntake, NamesWhatIsNoFigure) {
  const auto of = [&](std::string_view row) {
    return faults_in(totals(), "Jono;Alku;Tulleet;Keskiarvo;Osuus\n" + std::string(row) + "\n");
  };
  EXPECT_THAT(of("aspa;23.11.2026 08:00;X;0:00:01;1"),
              ElementsAre("line 2, column 3 (Tulleet): \"X\": no whole number"));
  EXPECT_THAT(of("aspa;23.11.2026 08:00;1,5;0:00:01;1"),
              ElementsAre("line 2, column 3 (Tulleet): \"1,5\": no whole number"));
  EXPECT_THAT(
      of("aspa;23.11.2026 08:00;1;9:47:5;1"),
      ElementsAre("line 2, column 4 (Keskiarvo): \"9:47:5\": neither h:mm:ss nor a number of "
                  "seconds"));
  EXPECT_THAT(of("aspa;23.11.2026 08:00;1;1;101 %"),
              ElementsAre("line 2, column 5 (Osuus): \"101 %\": no percentage from 0 to 100"));
  EXPECT_EQ(of("nosuch;23.11.2026 08:00;1;1;1").size(), 1U);
  EXPECT_EQ(of("aspa;;1;1;1").size(), 1U);
}

TEST_F(FileIntake, TakesLinesOfTheEventFormat) {
  FileConfig config;
  config.layout.kind = Kind::ndjson;
  const auto got =
      read(config,
           "\xef\xbb\xbf"
           R"({"v":1,"type":"call.queued","line":"aspa","call":"a","at":1790000000000})"
           "\r\n\n"
           R"({"v":1,"type":"call.queued","line":"nosuch","call":"a","at":1790000000000})"
           "\nx");
  EXPECT_EQ(got.found.events.size(), 1U);
  ASSERT_EQ(got.faults.size(), 2U);
  EXPECT_THAT(got.faults[0], ::testing::StartsWith("line 3: unknown_line"));
  EXPECT_THAT(got.faults[1], ::testing::StartsWith("line 4: not_json"));
}

TEST(FilePlace, KnowsFilesAgainAndWhatTheyCover) {
  FilePlace place;
  const auto at = [](int hours) { return Instant(std::chrono::hours(hours)); };
  place.add({1, 2});
  place.cover({at(0), at(24)});
  place.cover({at(48), at(72)});
  place.cover({at(24), at(30)});
  EXPECT_THAT(place.spans(), ElementsAre(Span{at(0), at(30)}, Span{at(48), at(72)}));
  place.cover({at(29), at(49)});
  EXPECT_THAT(place.spans(), ElementsAre(Span{at(0), at(72)}));
  const FilePlace again = FilePlace::of(place.bytes());
  EXPECT_TRUE(again.knows({1, 2}));
  EXPECT_FALSE(again.knows({2, 1}));
  EXPECT_EQ(again.spans(), place.spans());
  for (std::size_t cut = 0; cut < place.bytes().size(); ++cut) {
    EXPECT_THAT(FilePlace::of(place.bytes().substr(0, cut)).spans(), IsEmpty());
  }
}

TEST(FilePlace, CoversDaysButNeverWhatIsStillToCome) {
  const auto zone = calendar::Zone::find("Europe/Helsinki").value();
  const Instant day = zone.day_start(calendar::LocalDate(std::chrono::days(20'000)));
  const Tally tally{.first = day + std::chrono::hours(8), .last = day + std::chrono::hours(15)};
  EXPECT_EQ(covered(tally, Covers::days, zone, day + std::chrono::hours(30)),
            (Span{day, day + std::chrono::hours(24)}));
  EXPECT_EQ(covered(tally, Covers::days, zone, day + std::chrono::hours(16)).to,
            day + std::chrono::hours(16));
  EXPECT_EQ(covered(tally, Covers::hours, zone, day + std::chrono::hours(30)),
            (Span{day + std::chrono::hours(8), day + std::chrono::hours(16)}));
  EXPECT_EQ(covered({}, Covers::days, zone, day), Span{});
}

}  // namespace
}  // namespace jono::file
