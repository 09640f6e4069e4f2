// SPDX-License-Identifier: EUPL-1.2
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/config_support.h"

namespace jono::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

// The one fault of `text`, which stands on line 3 after a line and a source.
std::string fault_of(std::string_view text) {
  const auto all = faults_of(with_line_and_source(text));
  return all.size() == 1 ? all.front() : std::to_string(all.size()) + " faults";
}

TEST(Faults, OfAHandover) {
  const auto of = [](const std::string& handover) {
    return faults_of(
        "lines: {aspa: , vaihde: }\nsources: {s: {type: feed, lines: [aspa], handover: " +
        handover + "}}");
  };
  EXPECT_THAT(of("{aspa: {}}"),
              ElementsAre(HasSubstr("sources.s.handover.aspa: expected from, until or both")));
  EXPECT_THAT(of("{vaihde: {from: 2026-10-28T10:00:00Z}}"),
              ElementsAre(HasSubstr("this source does not serve the line 'vaihde'")));
  EXPECT_THAT(of("{nosuch: {from: 2026-10-28T10:00:00Z}}"), ElementsAre(HasSubstr("no such line")));
  EXPECT_THAT(of("{aspa: {from: 28.10.2026}}"),
              ElementsAre(HasSubstr("expected an instant such as")));
  EXPECT_THAT(of("{aspa: {from: 2026-10-28T10:00:00Z, until: 2026-10-28T10:00:00Z}}"),
              ElementsAre(HasSubstr("until must be later than from")));
}

TEST(Faults, AllAtOnceInTheFilesOrder) {
  EXPECT_THAT(faults_of(R"(timezone: Europe/Helsingfors
langauge: fi
lines:
  aspa: {wait_target: 5, group: [a]}
  aspa: {}
  vaihde: {wait_target: 0:26:79, lost_after: 0s}
sources:
  ace: {type: feed, queues: {A: aspaa}}
feed: {listen: ["tcp://0.0.0.0:5556"]}
)"),
              ElementsAre(HasSubstr("1:11: no such time zone: Europe/Helsingfors"),
                          "2:1: unknown key 'langauge' (did you mean 'language'?)",
                          "4:23: lines.aspa.wait_target: expected a duration such as 250ms, 5s, "
                          "5m, 4h or 35d, found '5'",
                          "4:33: lines.aspa.group: expected a text, found a list",
                          "5:3: duplicate key 'aspa', first on line 4",
                          HasSubstr("6:25: lines.vaihde.wait_target: '0:26:79' has no certain "
                                    "reading"),
                          "6:46: lines.vaihde.lost_after: must be more than 0",
                          "8:33: sources.ace.queues.A: no such line: 'aspaa' (did you mean "
                          "'aspa'?)",
                          HasSubstr("9:17: feed.listen[0]: '0.0.0.0' is no numeric loopback")));
}

TEST(Faults, WhatIsRequired) {
  EXPECT_THAT(faults_of(""), ElementsAre("1:1: missing key 'lines'", "1:1: missing key 'sources'"));
  EXPECT_THAT(faults_of("lines: {}\nsources: {}"),
              ElementsAre("1:8: lines: at least one line is needed",
                          "2:10: sources: at least one source is needed"));
  EXPECT_THAT(faults_of("just words"), ElementsAre("1:1: expected a map, found 'just words'"));
  EXPECT_THAT(faults_of("- a"), ElementsAre("1:1: expected a map, found a list"));
}

TEST(Faults, OneQueueOfOneAsteriskHasOneSource) {
  const auto of = [](std::string_view a, std::string_view b) {
    return faults_of("lines: {aspa: {}, vaihde: {}}\nsources:\n  a: {" + std::string(a) +
                     "}\n  b: {" + std::string(b) + "}\n");
  };
  const std::string kAmi = "type: asterisk_ami, user: u, secret_file: /s";
  const std::string kLog = "type: asterisk_queue_log, queue_log: /var/log/queue_log";
  EXPECT_THAT(of(kAmi, kLog), ElementsAre("4:6: sources.b: queue 'aspa' is served by source a as "
                                          "well, and each visit would count twice: make them one "
                                          "asterisk_ami with its queue_log, give each its own "
                                          "queues or lines, or say by handover which counts "
                                          "when"));
  EXPECT_THAT(of(kLog, kAmi), SizeIs(1));
  EXPECT_THAT(of(kAmi, kAmi), SizeIs(1));
  EXPECT_THAT(of(kLog, "type: asterisk_queue_log, queue_log: /var//log/x/../queue_log"), SizeIs(1));
  EXPECT_THAT(of(kAmi + ", queue_log: /q", kLog), SizeIs(1));
  EXPECT_THAT(of(kAmi + ", queue_log: /q", kAmi + ", address: \"h:1\", queue_log: /q"), SizeIs(1));
  EXPECT_THAT(of(kAmi + ", queues: {Q: aspa}, lines: [aspa]", kLog + ", queues: {Q: aspa}"),
              SizeIs(1));

  const std::string kNoon = "2026-10-28T10:00:00Z";
  const std::string kUntil = ", lines: [aspa], handover: {aspa: {until: " + kNoon + "}}";
  const std::string kFrom = ", lines: [aspa], handover: {aspa: {from: " + kNoon + "}}";
  EXPECT_THAT(of(kAmi + kUntil, kLog + kFrom), SizeIs(0));
  EXPECT_THAT(of(kAmi + kFrom, kLog + kUntil), SizeIs(0));
  EXPECT_THAT(of(kAmi + kUntil, kLog + kUntil), SizeIs(1));
  EXPECT_THAT(of(kAmi + kUntil, kLog), SizeIs(1));

  EXPECT_THAT(of(kAmi, kAmi + ", address: \"10.0.0.2:5038\""), SizeIs(0));
  EXPECT_THAT(of(kLog, "type: asterisk_queue_log, queue_log: /other"), SizeIs(0));
  EXPECT_THAT(of(kAmi + ", lines: [aspa]", kLog + ", lines: [vaihde]"), SizeIs(0));
  EXPECT_THAT(of(kAmi, kLog + ", queues: {aspa: vaihde}, lines: [vaihde]"), SizeIs(1)) << "vaihde";
  EXPECT_THAT(of(kAmi + ", lines: [aspa]", kLog + ", queues: {aspa: vaihde}"), SizeIs(0));
}

TEST(Faults, TextNamesTheFile) {
  EXPECT_EQ(std::get<Faults>(parse("a", "x/y.yaml")).text(),
            "x/y.yaml:1:1: expected a map, found 'a'\n");
}

TEST(Faults, ColumnsCountBytes) {
  EXPECT_THAT(faults_of("lines: {ääni: {grop: x}}\nsources: {s: {type: feed}}"),
              ElementsAre("1:18: lines.ääni: unknown key 'grop' (did you mean 'group'?)"));
}

TEST(Faults, Durations) {
  const auto of = [](const std::string& value) {
    return fault_of("store: {settle_after: " + value + "}");
  };
  for (const char* value :
       {"5", "-5s", "1.5h", "5 s", "s", "5min", "1h30m", "''", "[5s]", "5S", "null"}) {
    EXPECT_THAT(of(value), HasSubstr("3:23: store.settle_after: expected a duration")) << value;
  }
  for (const char* value : {"0:26:79", "9:47:5", "0:60:00", "5:00", "1:2:3:4", "0:5:00"}) {
    EXPECT_THAT(of(value), HasSubstr("has no certain reading")) << value;
  }
  for (const char* value : {"36526d", "99999999999999999s", "4294967295:00:00"}) {
    EXPECT_THAT(of(value), HasSubstr("more than 100 years")) << value;
  }
  EXPECT_THAT(of("99999999999999999999s"), HasSubstr("expected a duration"));
  EXPECT_THAT(of("0d"), HasSubstr("more than 0"));
  EXPECT_EQ(of("125:03:09"), "0 faults");
}

TEST(Faults, Percentages) {
  const auto of = [](const std::string& value) {
    return fault_of("defaults: {answer_rate_target: " + value + "}");
  };
  for (const char* value : {"90", "0.9", "101%", "-1%", "nan%", "9 0%", "90%%", "'%'", "1e1%"}) {
    EXPECT_THAT(of(value), HasSubstr("expected a percentage")) << value;
  }
  EXPECT_EQ(of("99.5%"), "0 faults");
  EXPECT_EQ(of("0%"), "0 faults");
}

TEST(Faults, DatedTargets) {
  const auto of = [](const std::string& value) {
    return fault_of("defaults: {wait_target: " + value + "}");
  };
  EXPECT_THAT(of("[]"), HasSubstr("at least one version"));
  EXPECT_THAT(of("[{from: 2022-01-01}]"), HasSubstr("wait_target[0]: missing key 'value'"));
  EXPECT_THAT(of("[{value: 5m}]"), HasSubstr("missing key 'from'"));
  EXPECT_THAT(of("[{from: 2022-01-01, value: 1m}, {from: 2022-01-01, value: 2m}]"),
              HasSubstr("two versions from one date"));
  for (const char* date : {"2022-02-29", "2022-13-01", "22-01-01", "2022-1-1", "1899-01-01", "x"}) {
    EXPECT_THAT(of("[{from: " + std::string(date) + ", value: 5m}]"), HasSubstr("expected a date"));
  }
  EXPECT_EQ(of("[{from: 2024-02-29, value: 5m}, {from: 2022-01-01, value: 72h}]"), "0 faults");
}

TEST(Faults, OpeningHours) {
  const auto weekly = [](const std::string& value) {
    return fault_of("defaults: {opening: [{from: 2022-01-01, weekly: {" + value + "}}]}");
  };
  for (const char* value : {"8:00-16:00", "08:00-24:01", "08:00", "08:60-09:00", "aa:00-09:00"}) {
    EXPECT_THAT(weekly("mon: [\"" + std::string(value) + "\"]"), HasSubstr("expected an interval"));
  }
  EXPECT_THAT(weekly("mon: [\"16:00-08:00\"]"), HasSubstr("ends after it begins"));
  EXPECT_THAT(weekly("mon: [\"08:00-12:00\", \"11:59-16:00\"]"), HasSubstr("overlapping"));
  EXPECT_THAT(weekly("mon-fri: closed, wed: closed"),
              HasSubstr("weekly.wed: a second time for wed"));
  EXPECT_THAT(weekly("fri-mon: closed"), HasSubstr("expected weekdays"));
  EXPECT_THAT(weekly("maanantai: closed"), HasSubstr("expected weekdays"));
  EXPECT_THAT(weekly("mon: open"), HasSubstr("expected closed or a list"));
  EXPECT_EQ(weekly("tue-thu: [\"12:00-16:00\", \"08:00-12:00\"], sun: [\"20:00-24:00\"]"),
            "0 faults");
}

TEST(Faults, VersionsAndExceptions) {
  const auto of = [](const std::string& value) {
    return fault_of("defaults: {opening: " + value + "}");
  };
  EXPECT_THAT(of("[{weekly: {}}]"), HasSubstr("opening[0]: missing key 'from'"));
  EXPECT_THAT(of("[{from: 2022-01-01}]"), HasSubstr("missing key 'weekly'"));
  EXPECT_THAT(of("[{from: 2022-01-01, weekly: {}}, {from: 2022-01-01, weekly: {}}]"),
              HasSubstr("two versions from one date"));
  EXPECT_THAT(of("[{from: 2022-01-01, weekly: {}, holidays: sweden}]"),
              HasSubstr("expected one of finland, none, found 'sweden'"));
  EXPECT_THAT(of("[{from: 2022-01-01, weekly: {}, exceptions: {2026-02-30: closed}}]"),
              HasSubstr("expected a date such as 2026-12-28 as the key, found '2026-02-30'"));
  EXPECT_THAT(of("08-16"), HasSubstr("expected a list of versions"));
}

TEST(Faults, Sources) {
  const auto of = [](const std::string& source) {
    const auto all = faults_of("lines: {aspa: }\nsources: {s: " + source + "}");
    return all.size() == 1 ? all.front() : std::to_string(all.size()) + " faults";
  };
  EXPECT_THAT(of("{type: file, folder: x}"), HasSubstr("csv needs a `mapping`"));
  EXPECT_THAT(of("{type: file, format: ndjson}"), HasSubstr("missing key 'folder'"));
  EXPECT_THAT(of("{type: file, folder: x, totals: {line: aspa, from: {column: A, unit: s}, "
                 "figures: {offered: {column: N}}}}"),
              HasSubstr("give `length` or `to`"));
  EXPECT_THAT(of("{type: file, folder: x, totals: {line: aspa, from: {column: A, unit: s}, "
                 "length: 1h, figures: {offred: {column: N}}}}"),
              HasSubstr("'offred' is no figure that a report can give"));
  EXPECT_THAT(of("{type: feeed}"), HasSubstr("(did you mean 'feed'?)"));
  EXPECT_THAT(of("{queues: {A: aspa}}"), HasSubstr("missing key 'type'"));
  EXPECT_THAT(of("{type: feed, speed: 3}"), HasSubstr("unknown key 'speed'"));
  EXPECT_THAT(of("{type: feed, lines: [vaihde]}"), HasSubstr("no such line: 'vaihde'"));
  EXPECT_THAT(of("{type: feed, silent_after: 0s}"), HasSubstr("more than 0"));
  EXPECT_THAT(of("{type: asterisk_ami, user: u}"), HasSubstr("missing key 'secret_file'"));
  EXPECT_THAT(of("{type: freeswitch}"), HasSubstr("missing key 'secret_file'"));
  EXPECT_THAT(of("{type: freeswitch, secret_file: /s, user: u}"), HasSubstr("unknown key 'user'"));
  EXPECT_THAT(of("{type: freeswitch, secret_file: /s, address: pbx:0}"), HasSubstr("port 0"));
  EXPECT_EQ(of("{type: freeswitch, secret_file: /s, queues: {support@default: aspa}}"), "0 faults");
  EXPECT_THAT(of("{type: subscribe}"), HasSubstr("missing key 'publisher'"));
  EXPECT_THAT(of("{type: subscribe, publisher: pbx}"), HasSubstr("expected an endpoint such as"));
  EXPECT_THAT(of("{type: subscribe, publisher: \"tcp://pbx:0\"}"), HasSubstr("an endpoint"));
  EXPECT_THAT(of("{type: subscribe, publisher: \"tcp://pbx:1\", replay: \"ipc://\"}"),
              HasSubstr("sources.s.replay: expected an endpoint"));
  EXPECT_THAT(of("{type: asterisk_queue_log}"), HasSubstr("missing key 'queue_log'"));
  EXPECT_THAT(of("{type: simulator, seed: -1}"), HasSubstr("expected a whole number"));
  EXPECT_THAT(of("{type: simulator, calls: {vaihde: 3}}"), HasSubstr("no such line: 'vaihde'"));
  EXPECT_THAT(of("{type: simulator, callbacks: {aspa: 99999999}}"), HasSubstr("at most 10000000"));
}

TEST(Faults, AsteriskSource) {
  const auto of = [](const std::string& rest) {
    const auto all = faults_of(
        "lines: {a: }\nsources: {s: {type: asterisk_ami, user: u, secret_file: /s, " + rest + "}}");
    return all.size() == 1 ? all.front() : std::to_string(all.size()) + " faults";
  };
  for (const char* address :
       {"\"\"", "pbx", "pbx:x", "pbx:65536", "::1:5038", "\":5038\"", "\"a b:1\""}) {
    EXPECT_THAT(of("address: " + std::string(address)), HasSubstr("expected HOST:PORT")) << address;
  }
  EXPECT_THAT(of("address: pbx:0"), HasSubstr("port 0"));
  EXPECT_EQ(of("address: pbx.example:5038"), "0 faults");
  EXPECT_EQ(of("address: \"[fe80::1]:5038\""), "0 faults");
  EXPECT_THAT(of("events: {queue_done: {status: Status}}"), HasSubstr("missing key 'name'"));
  EXPECT_THAT(of("events: {queue_done: {name: Q, reason: R}}"), HasSubstr("unknown key 'reason'"));
  EXPECT_THAT(of("events: {queue_doen: Q}"), HasSubstr("(did you mean 'queue_done'?)"));
}

TEST(Faults, WhereTheDaemonListens) {
  for (const char* endpoint : {"tcp://*:5556", "udp://127.0.0.1:1", "tcp://127.0.0.1", "x", "''"}) {
    EXPECT_THAT(fault_of("feed: {listen: [\"" + std::string(endpoint) + "\"]}"),
                HasSubstr("3:17: feed.listen[0]: "))
        << endpoint;
  }
  for (const char* host : {"0.0.0.0", "192.168.1.1", "localhost", "[::]", "128.0.0.1"}) {
    const std::string address = std::string(host) + ":1";
    EXPECT_THAT(fault_of("http: {listen: \"" + address + "\"}"), HasSubstr("loopback"));
    EXPECT_THAT(fault_of("feed: {listen: [\"tcp://" + address + "\"]}"), HasSubstr("loopback"));
  }
  EXPECT_THAT(fault_of("feed: {listen: [\"ipc://" + std::string(108, 'x') + "\"]}"),
              HasSubstr("1 to 107 bytes"));
}

TEST(Faults, WithKeysAFeedListensAnywhere) {
  EXPECT_EQ(fault_of("feed: {listen: [\"tcp://0.0.0.0:5556\"], keys: /etc/keys}"), "0 faults");
  EXPECT_THAT(fault_of("feed: {listen: [\"tcp://0.0.0.0:5556\"], keys: null}"),
              HasSubstr("without feed.keys, only loopback"));
  EXPECT_THAT(fault_of("feed: {keys: [a]}"), HasSubstr("3:14: feed.keys"));
  EXPECT_THAT(fault_of("feed: {secret_file: {}}"), HasSubstr("3:21: feed.secret_file"));
}

TEST(Faults, SingleValues) {
  EXPECT_THAT(fault_of("language: se"), HasSubstr("expected one of fi, sv, en, found 'se'"));
  EXPECT_THAT(fault_of("data_dir: ''"), HasSubstr("must not be empty"));
  EXPECT_THAT(fault_of("data_dir: \"a\\e[31m\""), HasSubstr("control characters"));
  EXPECT_THAT(fault_of("privacy: {small_cells: 2}"), HasSubstr("must be 3 to 1000"));
  EXPECT_THAT(fault_of("privacy: {small_cells: five}"), HasSubstr("expected a whole number"));
  EXPECT_THAT(fault_of("alerts: none"), HasSubstr("expected a map"));
  EXPECT_THAT(fault_of("timezone: "), HasSubstr("expected a text, found nothing"));
  EXPECT_THAT(fault_of("backlogs: {x: {targets: {soon: 5d}}}"), HasSubstr("unknown key 'soon'"));
}

TEST(Faults, NamesThatCannotBe) {
  const std::string sources = "\nsources: {s: {type: feed}}";
  EXPECT_THAT(faults_of("lines: {a: , \"b\\nc\": }" + sources),
              ElementsAre(HasSubstr("1:14: lines: a name is 1 to 128 bytes")));
  EXPECT_THAT(faults_of("lines: {a: , '': }" + sources), SizeIs(1));
  EXPECT_THAT(faults_of("lines: {a: , " + std::string(129, 'b') + ": }" + sources), SizeIs(1));
}

}  // namespace
}  // namespace jono::config
