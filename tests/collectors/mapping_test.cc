// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "collectors/mapping/sample.h"
#include "tests/collectors/mapping_support.h"

namespace jono::mapping {
namespace {

constexpr std::string_view kStart = R"({"event":"START","queue":"q100","id":"c1","time":1000})";

TEST_F(MappingTest, MakesAnEventOfARecord) {
  EXPECT_EQ(made(calls_mapping(), kStart), Made{"call.queued 1000 hoito"});
  EXPECT_EQ(std::get<CallQueued>(last.what).call, hasher.hash<CallId>("c1"));
}

TEST_F(MappingTest, ReadsANumberAsAnId) {
  made(calls_mapping(), R"({"event":"START","queue":"aspa","id":77120,"time":1000})");
  EXPECT_EQ(std::get<CallQueued>(last.what).call, hasher.hash<CallId>("77120"));
}

TEST_F(MappingTest, RefusesByReasonWhatDoesNotFit) {
  const auto refused = [this](std::string_view json) { return made(calls_mapping(), json); };
  EXPECT_EQ(refused(R"({"event":"OTHER","queue":"q100","id":"c1","time":1})"),
            Made{"unknown_type"});
  EXPECT_EQ(misfit, "not in the table of values");
  EXPECT_EQ(refused(R"({"event":"call.queued","queue":"q100","id":"c1","time":1})"),
            Made{"unknown_type"});
  EXPECT_EQ(refused(R"({"event":"START","queue":"nosuch","id":"c1","time":1})"),
            Made{"unknown_line"});
  EXPECT_EQ(refused(R"({"event":"START","queue":"q100","id":{},"time":1})"), Made{"bad_id"});
  EXPECT_EQ(refused(R"({"event":"START","queue":"q100","time":1})"), Made{"bad_id"});
  EXPECT_EQ(refused(R"({"event":"START","queue":"q100","id":"c1","time":"soon"})"), Made{"bad_at"});
  EXPECT_EQ(refused(R"({"event":"START","queue":"q100","id":"c1"})"), Made{"bad_at"});
  EXPECT_EQ(refused(R"({})"), Made{"unknown_type"});
  EXPECT_EQ(refused(R"([])"), Made{"unknown_type"});
}

TEST_F(MappingTest, TakesOtherwiseForWhatTheTableHasNot) {
  Mapping mapping = calls_mapping();
  mapping.templates[0].rules[0].otherwise = "call.ended";
  EXPECT_EQ(made(mapping, R"({"event":"OTHER","queue":"aspa","id":"c1","time":1})"),
            Made{"call.ended 1 aspa"});
  EXPECT_EQ(made(mapping, R"({"queue":"aspa","id":"c1","time":1})"), Made{"call.ended 1 aspa"});
}

TEST_F(MappingTest, MakesAnEventForEachTemplateThatHolds) {
  Mapping mapping = calls_mapping();
  Template second = mapping.templates[0];
  second.rules[0] = constant(Field::type, "callback.requested");
  second.rules.push_back(from(mapping, Field::callback, "/callback/id"));
  second.when = {{.place = mapping.place("/callback"), .exists = true},
                 {.place = mapping.place("/event"), .in = {"START", "CONNECT"}}};
  mapping.templates.push_back(second);
  EXPECT_EQ(made(mapping, kStart).size(), 1);
  EXPECT_EQ(
      made(mapping, R"({"event":"START","queue":"aspa","id":"c","time":5,"callback":{"id":3}})"),
      (Made{"call.queued 5 aspa", "callback.requested 5 aspa"}));
}

TEST_F(MappingTest, IgnoresWhatNoTemplateIsFor) {
  Mapping mapping = calls_mapping();
  mapping.templates[0].when = {{.place = mapping.place("/media"), .in = {"VOICE"}}};
  EXPECT_EQ(made(mapping, kStart), Made{});
  mapping.templates[0].when = {{.place = mapping.place("/media"), .exists = false}};
  EXPECT_EQ(made(mapping, kStart).size(), 1);
}

TEST_F(MappingTest, FollowsAPointerIntoTextThatIsJson) {
  Mapping mapping = calls_mapping();
  mapping.places[mapping.templates[0].rules[1].place] = "/attributes/deep/0/queue";
  EXPECT_EQ(made(mapping, R"({"event":"START","id":"c","time":5,)"
                          R"("attributes":"{\"deep\":[{\"queue\":\"aspa\"}]}"})"),
            Made{"call.queued 5 aspa"});
  EXPECT_EQ(made(mapping, R"({"event":"START","id":"c","time":5,"attributes":"{\"deep\":"})"),
            Made{"unknown_line"});
}

TEST_F(MappingTest, ReadsPointersByTheirRfc) {
  const auto root = parse_json(R"({"foo":["bar","baz"],"":0,"a/b":1,"m~n":8," ":7,"x":null})");
  const std::vector<std::string> places = {"/foo/0", "/",       "/a~1b", "/m~0n", "/ ",
                                           "/foo/-", "/foo/01", "/x",    "",      "/foo/2"};
  const auto pointers = pointers_of(places);
  const JsonRecord record(*root, pointers);
  std::vector<std::string> found;
  for (std::size_t i = 0; i < places.size(); ++i) found.emplace_back(record.at(i).text);
  EXPECT_EQ(found, (Made{"bar", "0", "1", "8", "7", "", "", "", "", ""}));
  EXPECT_EQ(record.at(8).kind, Value::Kind::other);
  EXPECT_EQ(record.at(7).kind, Value::Kind::absent);
  EXPECT_FALSE(Pointer::good("foo"));
  EXPECT_FALSE(Pointer::good("/~2"));
  EXPECT_FALSE(Pointer::good("/~"));
}

TEST_F(MappingTest, ReadsInstantsInEachUnit) {
  const auto at = [this](TimeForm form, std::string_view value) {
    Mapping mapping = calls_mapping();
    mapping.templates[0].rules[3].form = form;
    return made(mapping, R"({"event":"START","queue":"aspa","id":"c","time":)" +
                             std::string(value) + "}")[0];
  };
  EXPECT_EQ(at(TimeForm::seconds, "1700000000"), "call.queued 1700000000000 aspa");
  EXPECT_EQ(at(TimeForm::seconds, "1700000000.25"), "call.queued 1700000000250 aspa");
  EXPECT_EQ(at(TimeForm::seconds, R"("1700000000.2519")"), "call.queued 1700000000251 aspa");
  EXPECT_EQ(at(TimeForm::millis, R"("1700000000123")"), "call.queued 1700000000123 aspa");
  EXPECT_EQ(at(TimeForm::micros, "1700000000123456"), "call.queued 1700000000123 aspa");
  EXPECT_EQ(at(TimeForm::rfc3339, R"("1970-01-01T00:00:01Z")"), "call.queued 1000 aspa");
  EXPECT_EQ(at(TimeForm::millis, "99999999999999999"), "bad_at");
  EXPECT_EQ(at(TimeForm::seconds, "true"), "bad_at");
  EXPECT_EQ(at(TimeForm::rfc3339, "1000"), "bad_at");
}

// Columns of a report in Finnish.
Mapping rows_mapping() {
  Mapping out;
  out.columns = true;
  out.decimal = ',';
  out.zone = calendar::Zone::find("Europe/Helsinki").value();
  Rule at = instant(out, "Saapui", TimeForm::written);
  at.format = "%d.%m.%Y %H:%M:%S";
  at.plus = Length{.place = out.place("Jonotusaika"), .unit = TimeForm::seconds};
  Template one;
  one.rules = {constant(Field::type, "call.answered"), from(out, Field::line, "Jono"),
               from(out, Field::call, "Tunnus"), at};
  out.templates = {one};
  return out;
}

class MappedRows : public MappingTest {
 protected:
  std::string at(std::string_view arrived, std::string_view waited) {
    return row(rows_mapping(), {"Jono", "Tunnus", "Saapui", "Jonotusaika"},
               {"q100", "c1", arrived, waited})[0];
  }
};

TEST_F(MappedRows, AddAWaitToALocalTime) {
  EXPECT_EQ(at("23.11.2026 08:15:02", "0:01:30"), "call.answered 1795414592000 hoito");
  EXPECT_EQ(at("23.11.2026 8:15:02", " 90 "), "call.answered 1795414592000 hoito");
  EXPECT_EQ(at("23.11.2026 8:15:02", "90,5"), "call.answered 1795414592500 hoito");
  EXPECT_EQ(at("23.11.2026 8:15:02", "1 000"), "call.answered 1795415502000 hoito");
  EXPECT_EQ(at("23.11.2026 8:15:02",
               "1\xc2\xa0"
               "000"),
            "call.answered 1795415502000 hoito");
}

TEST_F(MappedRows, RefuseATimeWithoutACertainReading) {
  for (const char* waited : {"0:26:79", "9:47:5", "1:2", "10 00", "-5", "", "9:99:00", "5 s"}) {
    EXPECT_EQ(at("23.11.2026 08:15:02", waited), "bad_at") << waited;
    EXPECT_EQ(misfit, "neither a duration h:mm:ss nor a number");
  }
  for (const char* arrived : {"31.11.2026 08:15:02", "23.11.26 08:15:02", "23.11.2026 24:00:00",
                              "23.11.2026 08:15", "23.11.2026 08:15:60",
                              "23.11.2026 08:15:02 "
                              "x"}) {
    EXPECT_EQ(at(arrived, "0"), "bad_at") << arrived;
    EXPECT_EQ(misfit, "no instant of the given format");
  }
}

TEST_F(MappedRows, KnowTheHourThatComesTwice) {
  EXPECT_EQ(at("25.10.2026 03:30:00", "0"), "call.answered 1792888200000 hoito");  // 00:30Z
  EXPECT_EQ(at("25.10.2026 04:30:00", "0"), "call.answered 1792895400000 hoito");  // 02:30Z
}

TEST_F(MappedRows, AreNotReadWithoutTheirColumns) {
  EXPECT_EQ(row(rows_mapping(), {"Jono", "Saapui", "Saapui"}, {}),
            Made{"there are several columns 'Saapui'; there is no column 'Jonotusaika'; "
                 "there is no column 'Tunnus'"});
}

TEST_F(MappingTest, KnowsWhetherASampleGivesWhatIsExpected) {
  const std::vector<ExpectedEvent> right = {{{Field::type, "call.queued"},
                                             {Field::line, "q100"},
                                             {Field::call, "c1"},
                                             {Field::at, "1970-01-01T00:00:01Z"}}};
  const auto fault = [&](std::vector<ExpectedEvent> events) {
    return sample_fault(calls_mapping(), {.json = std::string(kStart), .events = std::move(events)})
        .value_or("none");
  };
  EXPECT_EQ(fault(right), "none");
  EXPECT_EQ(fault({}), "gives 1 events, not 0");
  auto wrong = right;
  wrong[0][1].text = "aspa";
  EXPECT_EQ(fault(wrong), "event 1: 'line' is 'q100', not 'aspa'");
  wrong = right;
  wrong[0].pop_back();
  EXPECT_EQ(fault(wrong), "event 1: 'at' is 1970-01-01T00:00:01.000Z, not nothing");
}

}  // namespace
}  // namespace jono::mapping
