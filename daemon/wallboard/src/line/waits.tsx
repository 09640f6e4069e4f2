// SPDX-License-Identifier: EUPL-1.2
import type { Waits } from "../contract";
import { query } from "../api";
import { duration } from "../format";
import { useJson } from "../hooks";
import { useSpeech } from "../parts/speech";
import { fill } from "../words";
import { Bar } from "./bars";
import { daysBefore } from "./dates";
import { Section } from "./section";

export function WaitTable({ line, today, round }: { line: string; today: string; round: number }) {
  const { words } = useSpeech();
  const asked = useJson<Waits>(query("/api/v1/waits", { line, from: daysBefore(today, 55), to: today }), 300_000, round);
  return (
    <Section id="waits" title={words.waits} asked={asked}>
      {(waits) => waits.answered.some((n) => n > 0) && <Distribution waits={waits} />}
    </Section>
  );
}

function Distribution({ waits }: { waits: Waits }) {
  const { words, formats } = useSpeech();
  const { bounds_seconds: bounds, answered, other } = waits;
  const total = answered.reduce((sum, n) => sum + n, 0);
  const most = Math.max(...answered, ...other);
  const name = (i: number) => i < bounds.length
    ? fill(words.waitedUpTo, { time: duration(bounds[i]!) })
    : fill(words.waitedOver, { time: duration(bounds[bounds.length - 1] ?? 0) });
  return (
    <table class="bars">
      <thead>
        <tr>
          <th scope="col">{words.waitTime}</th>
          <th scope="col">{words.answeredCalls}</th>
          <th scope="col">{words.share}</th>
          <th scope="col">{words.notAnswered}</th>
        </tr>
      </thead>
      <tbody>
        {answered.map((count, i) => (
          <tr key={i}>
            <th scope="row">{name(i)}</th>
            <td><Bar value={count} most={most} /> {formats.count(count)}</td>
            <td>{formats.percent(total > 0 ? count / total : null)}</td>
            <td><Bar value={other[i] ?? 0} most={most} kind="hatched" /> {formats.count(other[i] ?? null)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
