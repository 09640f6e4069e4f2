// SPDX-License-Identifier: EUPL-1.2
import type { Report, Reports } from "../contract";
import { useJson } from "../hooks";
import { useSpeech } from "../parts/speech";
import { Section } from "./section";

const SHOWN_OF_A_KIND = 6;

/** The newest reports of each kind, in the page's language. */
export function ReportLinks({ round }: { round: number }) {
  const { words } = useSpeech();
  const asked = useJson<Reports>("/api/v1/reports", 0, round);
  const kinds = ["week", "month", "tertial"] as const;
  return (
    <Section id="reports" title={words.reports} asked={asked}>
      {({ periods, formats }) => periods.length > 0 && (
        <div class="reports">
          {kinds.map((kind) => (
            <div key={kind}>
              <h3>{words[kind]}</h3>
              <ul>
                {periods.filter((one) => one.kind === kind).slice(0, SHOWN_OF_A_KIND).map((one) => (
                  <li key={one.period}><Links report={one} kinds={formats} /></li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      )}
    </Section>
  );
}

function Links({ report, kinds }: { report: Report; kinds: string[] }) {
  const { words, formats } = useSpeech();
  const address = (format: string) => `${report.path}?${new URLSearchParams({ lang: formats.language, format })}`;
  return (
    <>
      <a href={address("html")}>{report.period}</a>{" "}
      <span class="span">{formats.date(report.first)}–{formats.date(report.last)}{!report.over && `, ${words.unfinished}`}</span>{" "}
      {kinds.filter((format) => format !== "html").map((format) => (
        <a key={format} class="format" href={address(format)} aria-label={`${report.period} ${format.toUpperCase()}`}>{format.toUpperCase()}</a>
      ))}
    </>
  );
}
