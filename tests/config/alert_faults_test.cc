// SPDX-License-Identifier: EUPL-1.2
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/config/config_support.h"

namespace jono::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

// What is wrong with a rule that has `keys`; its place is counted from the rule's begin.
std::string rule_fault(const std::string& keys) {
  const auto all = faults_of(
      "lines: {aspa: {group: g}, vaihde: {group: g}}\n"
      "backlogs: {sanelu: {targets: {urgent: 0d}}}\n"
      "sources: {ace: {type: feed}, sim: {type: simulator}}\n"
      "alerts:\n rules:\n - {" +
      keys + "}");
  return all.size() == 1 ? all.front() : std::to_string(all.size()) + " faults";
}
std::string when_fault(const std::string& rest) { return rule_fault("alert: A, " + rest); }

TEST(AlertFaults, AllAtOnceEachWithItsPlace) {
  EXPECT_THAT(faults_of(R"(lines: {aspa: , vaihde: }
sources: {ace: {type: feed}}
alerts:
  evaluate_every: 61s
  rules:
    - alert: Queue-Long
      lines: [aspaa]
      when: queue_length >> 20
      sevrity: page
    - alert: Watchdog
      when: queue_lenght > 20
      for: 2
      only: sometimes
    - {}
  notify:
    - type: pager
      number: 112
    - type: webhook
      url: ftp://x
)"),
              ElementsAre("4:19: alerts.evaluate_every: must be 1s to 60s",
                          "6:14: alerts.rules[0].alert: expected a name of letters, digits and _, "
                          "such as QueueLong, found 'Queue-Long'",
                          "7:15: alerts.rules[0].lines[0]: no such line: 'aspaa' (did you mean "
                          "'aspa'?)",
                          StartsWith("8:13: alerts.rules[0].when: "),
                          "9:7: alerts.rules[0]: unknown key 'sevrity' (did you mean 'severity'?)",
                          "10:14: alerts.rules[1].alert: 'Watchdog' is a name of the daemon's own: "
                          "choose another",
                          StartsWith("11:13: alerts.rules[1].when: there is no figure "
                                     "queue_lenght"),
                          StartsWith("12:12: alerts.rules[1].for: expected a duration"),
                          "13:13: alerts.rules[1].only: expected one of open, closed, always, "
                          "found 'sometimes'",
                          "14:7: alerts.rules[2]: missing key 'alert'",
                          "14:7: alerts.rules[2]: missing key 'when'",
                          StartsWith("16:13: alerts.notify[0].type: expected one of alertmanager, "
                                     "webhook, mail, heartbeat, found 'pager'"),
                          StartsWith("19:12: alerts.notify[1].url: expected an address")));
}

TEST(AlertFaults, Names) {
  for (const char* name : {"''", "1A", "Ä", "a b", "WasFiring", "[A]"}) {
    EXPECT_THAT(rule_fault("when: queue_length > 1, alert: " + std::string(name)),
                StartsWith("6:36: alerts.rules[0].alert: "))
        << name;
  }
  EXPECT_THAT(faults_of(with_line_and_source(
                  "alerts: {rules: [{alert: A, when: queue_length > 1}, {alert: A, when: "
                  "queue_length > 2}]}")),
              ElementsAre("3:54: alerts.rules[1]: a second rule with the name 'A'"));
}

TEST(AlertFaults, Conditions) {
  EXPECT_THAT(when_fault("when: ''"), HasSubstr("6:21: alerts.rules[0].when: must not be empty"));
  EXPECT_THAT(when_fault("when: queue_length > " + std::string(200, '1')), HasSubstr("200 bytes"));
  EXPECT_THAT(when_fault("when: \"queue_length\\n> 1\""), HasSubstr("alerts.rules[0].when: "));
  EXPECT_THAT(when_fault("when: [{from: 2022-01-01, value: queue_length > 1}, {from: 2023-01-01, "
                         "value: callbacks_open > 1}]"),
              HasSubstr("6:21: alerts.rules[0].when: all versions must be about one figure"));
  EXPECT_THAT(when_fault("when: [{from: 2022-01-01, value: queue_length}]"),
              HasSubstr("alerts.rules[0].when[0].value: "));
}

TEST(AlertFaults, ClearThatContradictsWhen) {
  const auto of = [](const std::string& when, const std::string& clear) {
    return when_fault("when: \"" + when + "\", clear: \"" + clear + "\"");
  };
  const char* kBoth = "would hold while it breaches";
  EXPECT_EQ(of("queue_length > 20", "queue_length < 25"),
            "6:49: alerts.rules[0].clear: would hold while it breaches: when is queue_length > 20, "
            "clear is queue_length < 25");
  EXPECT_THAT(of("queue_length >= 20", "queue_length <= 20"), HasSubstr(kBoth));
  EXPECT_THAT(of("queue_length > 20", "queue_length > 10"), HasSubstr(kBoth));
  EXPECT_THAT(of("queue_length < 20", "queue_length > 19.5"), HasSubstr(kBoth));
  EXPECT_THAT(of("queue_length == 0", "queue_length != 1"), HasSubstr(kBoth));
  EXPECT_THAT(
      of("longest_wait_seconds > 4 * wait_target", "longest_wait_seconds < 5 * wait_target"),
      HasSubstr(kBoth));
  EXPECT_THAT(of("queue_length > 20", "callbacks_open < 1"),
              HasSubstr("must be about the same figure as when: queue_length"));
  EXPECT_THAT(of("window_offered[15m] > 20", "window_offered[60m] < 1"), HasSubstr("same figure"));
  for (const char* clear : {"queue_length < 20", "queue_length <= 20",
                            "queue_length < 0.5 * "
                            "usual_queue_mean"}) {
    EXPECT_EQ(of("queue_length > 20", clear), "0 faults") << clear;
  }
  EXPECT_EQ(of("queue_length == 0", "queue_length != 0"), "0 faults");
  EXPECT_EQ(of("longest_wait_seconds > 4 * wait_target", "longest_wait_seconds < 60"), "0 faults");
}

TEST(AlertFaults, ClearIsCheckedOnEveryDate) {
  const auto of = [](const std::string& clear) {
    return when_fault(
        "when: [{from: 2022-01-01, value: queue_length > 20}, {from: 2024-01-01, "
        "value: queue_length > 10}], clear: " +
        clear);
  };
  EXPECT_THAT(of("queue_length < 15"), HasSubstr("when is queue_length > 10"));
  EXPECT_EQ(of("[{from: 2022-01-01, value: queue_length < 15}, {from: 2024-01-01, value: "
               "queue_length < 5}]"),
            "0 faults");
  EXPECT_THAT(of("[{from: 2022-01-01, value: queue_length < 15}, {from: 2024-01-02, value: "
                 "queue_length < 5}]"),
              HasSubstr("when is queue_length > 10, clear is queue_length < 15"));
}

TEST(AlertFaults, SubjectsThatDoNotFitTheFigure) {
  EXPECT_THAT(when_fault("when: queue_length > 1, sources: [ace]"),
              HasSubstr("alerts.rules[0].sources: queue_length is a figure of lines"));
  EXPECT_THAT(when_fault("when: source_silent_seconds > 60, lines: [aspa]"),
              HasSubstr("source_silent_seconds is a figure of sources"));
  EXPECT_THAT(when_fault("when: 'backlog_open[urgent] > 60', lines: [aspa]"),
              HasSubstr("backlog_open is a figure of backlogs"));
  EXPECT_THAT(when_fault("when: 'window_answer_rate[60m] < 70%', groups: [g]"),
              HasSubstr("window_answer_rate of several lines makes no one figure"));
  EXPECT_THAT(when_fault("when: queue_length > 1, groups: [h]"), HasSubstr("no such group: 'h'"));
  EXPECT_THAT(when_fault("when: queue_length > 1, lines: []"), HasSubstr("at least one is needed"));
  EXPECT_THAT(when_fault("when: queue_length > 1, lines: aspa"),
              HasSubstr("expected a list of names, found 'aspa'"));
  EXPECT_EQ(when_fault("when: queue_length > 1, groups: [g], lines: [aspa]"), "0 faults");
}

TEST(AlertFaults, TargetsThatTheSubjectHasNot) {
  EXPECT_THAT(when_fault("when: source_silent_seconds > silent_after, sources: [ace, sim]"),
              HasSubstr(".sources[1]: 'sim' has no silent_after"));
  EXPECT_THAT(when_fault("when: 'backlog_oldest_seconds[other] > age_target', backlogs: [sanelu]"),
              HasSubstr(".backlogs[0]: 'sanelu' has no age_target"));
  EXPECT_THAT(when_fault("when: longest_wait_seconds > wait_target, groups: [g]"),
              HasSubstr(".groups[0]: 'g' has no wait_target"));
  EXPECT_THAT(when_fault("when: 'backlog_oldest_seconds[other] > age_target'"),
              HasSubstr("6:4: alerts.rules[0]: there is no backlog that this could be about"));
  EXPECT_EQ(when_fault("when: 'backlog_oldest_seconds[urgent] > age_target'"), "0 faults");
}

TEST(AlertFaults, HoursSeverityAndRunbook) {
  const auto of = [](const std::string& rest) {
    return when_fault("when: queue_length > 1, " + rest);
  };
  EXPECT_THAT(of("only: []"), HasSubstr("alerts.rules[0].only: at least one interval"));
  EXPECT_THAT(of("only: [\"08:00-25:00\"]"), HasSubstr("expected an interval"));
  EXPECT_THAT(of("only: {holidays: finland, weekly: {mon: closed}}"), HasSubstr("at least one"));
  EXPECT_THAT(of("only: {weekly: {mon: [\"08:00-09:00\"]}, from: 2022-01-01}"),
              HasSubstr("unknown key 'from'"));
  EXPECT_THAT(of("severity: critical"), HasSubstr("expected one of page, ticket, info"));
  EXPECT_THAT(of("runbook: runbooks/a.md"), HasSubstr("expected an address"));
  EXPECT_THAT(of("keep: -1s"), HasSubstr("expected a duration"));
}

TEST(AlertFaults, Templates) {
  const auto of = [](const std::string& text) {
    return when_fault("when: queue_length > 1, text: \"" + text + "\"");
  };
  EXPECT_THAT(of("{{lnie}}"), HasSubstr("alerts.rules[0].text: there is no variable {{lnie}}; "
                                        "there are line, group, "));
  EXPECT_THAT(of("{{l\\nnie}}"), HasSubstr("there is no variable {{l nie}}"));
  for (const char* bad : {"{{}}", "{{value", "{{#value}}x", "{{/value}}", "{{>value}}",
                          "{{=<% %>=}}", "{{{value}}}"}) {
    EXPECT_THAT(of(bad), HasSubstr("alerts.rules[0].text: ")) << bad;
  }
  EXPECT_THAT(of(std::string(1001, 'x')), HasSubstr("more than 1000 bytes"));
  EXPECT_THAT(of(""), HasSubstr("must not be empty"));
  EXPECT_THAT(when_fault("when: queue_length > 1, text: {fi: a, no: b}"),
              HasSubstr("unknown key 'no'"));
  EXPECT_EQ(of("{{! any }}{{ value }}{{#since}}{{^rule}} } } {{/rule}}{{/since}}"), "0 faults");
}

TEST(AlertFaults, TooManyAlertsAreRefusedAtOnce) {
  std::string lines, rules;
  for (int i = 0; i < 5000; ++i) lines += "l" + std::to_string(i) + ": , ";
  for (int i = 0; i < 200; ++i) {
    rules += "{alert: A" + std::to_string(i) + ", when: queue_length > 1}, ";
  }
  const auto with_rules = [&](const std::string& more) {
    return faults_of("lines: {" + lines + "}\nsources: {s: {type: feed}}\nalerts: {rules: [" +
                     rules + more + "]}");
  };
  const auto faults = with_rules("");
  EXPECT_THAT(faults, SizeIs(1));
  EXPECT_THAT(faults.at(0), HasSubstr("rules[4]: with this there are more than 20000 alerts"));
  EXPECT_THAT(with_rules("{alert: B, when: queue_length > 1}"),
              ElementsAre(HasSubstr("alerts.rules: more than 200 rules")));
}

}  // namespace
}  // namespace jono::config
