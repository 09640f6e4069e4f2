// SPDX-License-Identifier: EUPL-1.2
// The windows in full, by the calls that ended in them.
import type { Line, Window } from "../contract";
import { duration } from "../format";
import { useSpeech } from "../parts/speech";
import { Section } from "./section";

export function NowTable({ line, windows }: { line: Line; windows: Window[] | null }) {
  const { words, formats } = useSpeech();
  const names = { 15: words.last15, 30: words.last30, 60: words.last60 };
  const level = { answered: words.levelAnswered, offered: words.levelOffered, asterisk2: words.levelAsterisk2 }[line.service_level];
  return (
    <Section id="now" title={words.wallFigures} asked={{ data: windows ?? [], failed: false }}>
      {(all) => all.length === 0 ? <p class="none">{words.noData}</p> : (
        <table class="rows">
          <thead>
            <tr>
              <td />
              <th scope="col">{words.answeredCalls}</th>
              <th scope="col">{words.answerRateShortLong}</th>
              <th scope="col">{words.meanWaitLong}</th>
              <th scope="col">{words.waitP90}</th>
              <th scope="col">{level}</th>
            </tr>
          </thead>
          <tbody>
            {all.map((window) => (
              <tr key={window.minutes}>
                <th scope="row">{names[window.minutes]}</th>
                <td>{formats.count(window.answered)}</td>
                <td>{formats.percent(window.answer_rate)}</td>
                <td>{duration(window.wait_mean_seconds)}</td>
                <td>{duration(window.wait_p90_seconds)}</td>
                <td>{formats.percent(window.service_level)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
