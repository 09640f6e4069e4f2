// SPDX-License-Identifier: EUPL-1.2
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "collectors/file/csv_reader.h"
#include "collectors/file/text.h"
#include "collectors/file/values.h"

namespace jono::file {
namespace {

using ::testing::ElementsAre;
using Cells = std::vector<std::string>;

struct Read {
  std::vector<CsvRow> rows;
  Bad bad;
};

Read read(std::string_view text, char delimiter = ';', std::size_t piece = 1) {
  Read out;
  CsvReader reader(delimiter);
  const auto take = [&](const CsvRow& row) {
    out.rows.push_back(row);
    return Bad();
  };
  for (; !text.empty() && !out.bad; text.remove_prefix(std::min(piece, text.size()))) {
    out.bad = reader.feed(text.substr(0, piece), take);
  }
  if (!out.bad) out.bad = reader.finish(take);
  return out;
}

std::string fault_of(std::string_view text) {
  const auto got = read(text);
  return got.bad ? words_of(*got.bad) : "";
}

TEST(FileCsv, GivesRowsWithTheirLines) {
  const auto got = read("a;b\r\n\r\n\"x;\"\"y\"\"\n2\";\n;z");
  ASSERT_FALSE(got.bad);
  ASSERT_EQ(got.rows.size(), 3U);
  EXPECT_EQ(got.rows[0].cells, (Cells{"a", "b"}));
  EXPECT_EQ(got.rows[1].cells, (Cells{"x;\"y\"\n2", ""}));
  EXPECT_EQ(got.rows[1].line, 3U);
  EXPECT_EQ(got.rows[2].cells, (Cells{"", "z"}));
  EXPECT_EQ(got.rows[2].line, 5U);
}

TEST(FileCsv, AnEmptyQuotedCellIsARow) { EXPECT_EQ(read("\"\"\n").rows.size(), 1U); }

TEST(FileCsv, NamesThePlaceOfEachFault) {
  EXPECT_EQ(fault_of("a;b\nc;d\"e\n"),
            "line 2, column 2: a quote inside a cell that does not begin with one");
  EXPECT_EQ(fault_of("a\n\"b\"c\n"), "line 2, column 1: text after the closing quote");
  EXPECT_EQ(fault_of("a;\"b\nc\n"), "line 3, column 2: the quote of line 1 is never closed");
  EXPECT_EQ(fault_of("a;b\rc\n"), "line 1, column 2: a carriage return inside a line");
  EXPECT_EQ(fault_of(std::string("a;b\0c\n", 6)),
            "line 1, column 2: a byte of value 0: this is no text file");
  EXPECT_EQ(fault_of(std::string(CsvReader::kMostCell + 1, 'x')),
            "line 1, column 1: longer than 16384 bytes: is a quote missing?");
  EXPECT_EQ(fault_of(std::string(CsvReader::kMostCells, ';')),
            "line 1, column 1024: more than 1024 columns");
}

TEST(FileCsv, TellsTheDelimiterByTheHead) {
  EXPECT_EQ(delimiter_of("a;b,c;d"), ';');
  EXPECT_EQ(delimiter_of("a,\"b;;;;\",d"), ',');
  EXPECT_EQ(delimiter_of("a\tb"), '\t');
  EXPECT_EQ(delimiter_of("a"), ';');
}

std::string quoted(const std::string& cell) {
  std::string out = "\"";
  for (const char c : cell) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

RC_GTEST_PROP(FileCsv, WhatIsWrittenIsReadWhateverThePieces, ()) {
  const auto text =
      rc::gen::container<std::string>(rc::gen::element('a', '"', ';', '\n', '\r', '\xe4'));
  const auto rows =
      *rc::gen::container<std::vector<Cells>>(rc::gen::nonEmpty(rc::gen::container<Cells>(text)));
  std::string file;
  for (const Cells& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) file += (i > 0 ? ";" : "") + quoted(row[i]);
    file += "\r\n";
  }
  const auto got = read(file, ';', *rc::gen::inRange<std::size_t>(1, 20));
  RC_ASSERT(!got.bad);
  RC_ASSERT(got.rows.size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) RC_ASSERT(got.rows[i].cells == rows[i]);
}

TEST(FileText, KnowsUtf8InPieces) {
  for (const char* good :
       {"", "jonossa", "v\xc3\xa4st\xc3\xa5", "\xe2\x80\xaf", "\xf0\x9f\x93\x9e"}) {
    Utf8Check check;
    for (const char* c = good; *c != '\0'; ++c) check.feed({c, 1});
    EXPECT_TRUE(check.whole()) << good;
  }
  for (const char* bad :
       {"\xe4", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x80", "\x80"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(FileText, ReadsWindows1252) {
  EXPECT_EQ(from_windows_1252("V\xe4nt\xe5 \x80 \x96\xa0"), "Väntå € –\xc2\xa0");
  EXPECT_EQ(from_windows_1252("\x81"), std::nullopt);
}

TEST(FileText, TrimsEverySpace) {
  EXPECT_EQ(trimmed("\xc2\xa0 \t12 3\xe2\x80\xaf"), "12 3");
  EXPECT_EQ(trimmed(" \xc2\xa0"), "");
}

TEST(FileValues, ReadsNumbersAsTheyArePrinted) {
  EXPECT_EQ(parse_number("1 234,5", Decimal::comma), 1234.5);
  EXPECT_EQ(parse_number("1\xc2\xa0"
                         "234\xe2\x80\xaf"
                         "567",
                         Decimal::comma),
            1234567.0);
  EXPECT_EQ(parse_number("12.25", Decimal::point), 12.25);
  EXPECT_EQ(parse_number(" 0 ", Decimal::comma), 0.0);
  for (const char* bad : {"", "-1", "1,2,3", "1.5", "12 34", "1234 567", " ,5", "1,", "X", "1e5",
                          "1234567890123456", "0x10", "nan"}) {
    EXPECT_EQ(parse_number(bad, Decimal::comma), std::nullopt) << bad;
  }
}

TEST(FileValues, RefusesDurationsWithoutACertainReading) {
  using std::chrono::seconds;
  EXPECT_EQ(parse_duration("0:13:25", Decimal::comma), Millis(seconds(805)));
  EXPECT_EQ(parse_duration("125:03:09", Decimal::comma), Millis(seconds(450189)));
  EXPECT_EQ(parse_duration("90,5", Decimal::comma), Millis(90'500));
  EXPECT_EQ(parse_duration("1\xc2\xa0"
                           "000",
                           Decimal::comma),
            Millis(seconds(1000)));
  for (const char* bad : {"0:26:79", "9:47:5", "13:25", "0:60:00", ":01:02", "1:2:3:4", "a:00:00",
                          "0:00:00,5", "-0:00:01", "X", ""}) {
    EXPECT_EQ(parse_duration(bad, Decimal::comma), std::nullopt) << bad;
  }
}

TEST(FileFault, ShowsNoNumberAndNoControl) {
  EXPECT_EQ(shown("0:26:79"), "\"0:26:79\"");
  EXPECT_EQ(shown("+358 40 123 4567"), "a text with many digits");
  EXPECT_EQ(shown("a\x1b[2J"), "a text with control characters");
  EXPECT_EQ(words_of({.line = 7, .column = 4, .name = "Jono", .what = "empty"}),
            "line 7, column 4 (Jono): empty");
}

}  // namespace
}  // namespace jono::file
