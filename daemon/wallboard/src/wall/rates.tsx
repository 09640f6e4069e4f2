// SPDX-License-Identifier: EUPL-1.2
// Answer rate and mean wait: of what ended in the last 15 and 60 minutes, and of today's calls.
import type { Line, LiveLine } from "../contract";
import { duration } from "../format";
import { FULL_COVERAGE, judgeShare, judgeWait } from "../judge";
import { useSpeech } from "../parts/speech";
import { VerdictNote } from "../parts/verdict";
import { fill } from "../words";

interface Span {
  key: string;
  rate: number | null;
  wait: number | null;
}

function spansOf(live: LiveLine | null): Span[] {
  const last = (minutes: 15 | 60): Span => {
    const window = live?.windows?.find((one) => one.minutes === minutes);
    return { key: `${minutes}`, rate: window?.answer_rate ?? null, wait: window?.wait_mean_seconds ?? null };
  };
  const figures = live?.today.figures;
  const wait = figures?.wait_mean_answered_ms ?? null;
  const today = { key: "today", rate: figures?.answer_rate_without_short ?? null, wait: wait === null ? null : wait / 1000 };
  return [last(15), last(60), today];
}

export function Rates({ line, live }: { line: Line; live: LiveLine | null }) {
  const { words, formats } = useSpeech();
  const spans = spansOf(live);
  const coverage = live?.today.coverage ?? 1;
  return (
    <table class="rates">
      <thead>
        <tr>
          <td />
          <th scope="col">{words.last15}</th>
          <th scope="col">{words.last60}</th>
          <th scope="col">
            {words.today}
            {coverage < FULL_COVERAGE && <small>{fill(words.coverage, { share: formats.percent(coverage) })}</small>}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{words.answerRate} <small>{words.withoutShort}</small></th>
          {spans.map(({ key, rate }) => (
            <td key={key} data-figure={`answer_rate_${key}`}>
              <VerdictNote brief verdict={judgeShare(rate, line.answer_rate_target)} target={formats.percent(line.answer_rate_target)} missed="below" />
              <span class="value">{formats.percent(rate)}</span>
            </td>
          ))}
        </tr>
        <tr>
          <th scope="row">{words.meanWait} <small>{words.answered}</small></th>
          {spans.map(({ key, wait }) => (
            <td key={key} data-figure={`mean_wait_${key}`}>
              <VerdictNote brief verdict={judgeWait(wait, line.wait_target_seconds)} target={duration(line.wait_target_seconds)} missed="above" />
              <span class="value">{duration(wait)}</span>
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
